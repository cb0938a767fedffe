package io.waymark.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import dev.cel.runtime.CelVariableResolver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Counts the steps of one evaluation and ends it with {@link LimitExceeded} when they are used up.
 * CEL tells it of each node that has been evaluated. What an evaluation makes, texts and lists,
 * costs steps by its size, so that the bound on the steps is one on memory, too.
 */
final class Meter implements CelEvaluationListener, CelVariableResolver {
  /** No value of a touchpoint is nested deeper; to write and to compare values recurses. */
  private static final int MOST_LEVELS = 32;

  /** A text or list that is made is this much longer than what costs one step. */
  private static final int MADE_CHARACTERS = 256;

  private final StepCosts costs;
  private final Scope scope;
  private final @Nullable Map<String, Optional<Object>> found;
  private final long given;
  private long left;

  Meter(StepCosts costs, Scope scope) {
    this.costs = costs;
    this.scope = scope;
    this.found = costs.hasRepeats() ? new HashMap<>() : null;
    this.given = scope.limits().steps();
    this.left = given;
  }

  /** Asks the scope once for each name: a loop asks each time. */
  @Override
  public Optional<Object> find(String name) {
    Optional<Object> value = found == null ? ask(name) : found.computeIfAbsent(name, this::ask);
    if (value.isEmpty()) {
      spend(StepCosts.failure(0));
    }
    return value;
  }

  private Optional<Object> ask(String name) {
    Object value = scope.value(name);
    if (value instanceof Sums sums) {
      spend(sums.steps());
    }
    return Optional.ofNullable(value);
  }

  @Override
  public void callback(CelExpr expr, Object value) {
    int id = (int) expr.id();
    spend(costs.steps(id));
    if (value instanceof String text) {
      int made = costs.isJoin(id) ? text.length() / MADE_CHARACTERS : 0;
      spend(made + steps(text, costs.textSteps(id)));
    } else if (value instanceof List<?> list) {
      spend(costs.isJoin(id) ? list.size() : 0);
      walk(list, id);
    } else if (value instanceof Map<?, ?> map && costs.walk(id) == StepCosts.Walk.DEEP) {
      spendFor(map, costs.textSteps(id), 0);
    } else if (costs.isLoop(id) && value.equals(true)) {
      spend(StepCosts.failure(0));
    }
  }

  /** Spends steps for all that the value of the whole expression holds, which is copied. */
  void spendForResult(Object value) {
    spendFor(value, MADE_CHARACTERS / 64, 0);
  }

  /** Returns the steps so far; more than were given where they are used up. */
  long spent() {
    return given - left;
  }

  private void walk(List<?> list, int id) {
    switch (costs.walk(id)) {
      case DEEP -> spendFor(list, costs.textSteps(id), 0);
      case INDEX -> spend(list instanceof RandomAccess ? 0 : list.size());
      case NONE -> {}
    }
  }

  private void spendFor(Object value, int textSteps, int depth) {
    if (value instanceof String text) {
      spend(steps(text, textSteps));
    } else if (value instanceof List<?> list) {
      checkDepth(depth);
      for (Object item : list) {
        spend(1);
        spendFor(item, textSteps, depth + 1);
      }
    } else if (value instanceof Map<?, ?> map) {
      checkDepth(depth);
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        spend(1);
        spendFor(entry.getKey(), textSteps, depth + 1);
        spendFor(entry.getValue(), textSteps, depth + 1);
      }
    }
  }

  private static long steps(String text, int textSteps) {
    return ((long) text.length() * textSteps) >> 10;
  }

  private static void checkDepth(int depth) {
    if (depth >= MOST_LEVELS) {
      throw new LimitExceeded();
    }
  }

  private void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new LimitExceeded();
    }
  }
}
