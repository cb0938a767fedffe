package io.waymark.job.journey;

import io.waymark.expression.Conjunct;
import io.waymark.expression.Expression;
import io.waymark.expression.Failure;
import io.waymark.expression.FailureRecorder;
import io.waymark.model.RuleStatus;
import io.waymark.rule.Rule;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the evaluations of rules' expressions that fail, and reports them in the rules' statuses:
 * the first at once, further ones at most once a minute.
 *
 * <p>Rules share the parts of their conditions, which are evaluated once for all of them, so such a
 * failure counts for each rule that has the expression. What one rule evaluates alone, and what it
 * has no steps left for, counts for that rule. Expressions of the lifecycle and of versions that
 * drain count under no rule.
 */
final class RuleFailures implements FailureRecorder, RuleDesk.Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFailures.class);
  private static final long PAUSE_MILLIS = Duration.ofMinutes(1).toMillis();

  private final RuleDesk.Subtask subtask;
  private final Consumer<RuleStatus> outlet;
  private final RuleMetrics metrics;
  private final Runnable total;
  private final LongSupplier wallMillis;

  /** The rules that have an expression which can fail. */
  private final Map<Expression, Set<Watched>> watching = new HashMap<>();

  /** The current versions of rules with such expressions, by the rule's id. */
  private final Map<String, Watched> watched = new HashMap<>();

  /** A version of a rule and its failures. */
  private static final class Watched {
    private final Rule rule;
    private final Set<Expression> expressions;
    private long failed;
    private long overLimit;
    private long nextReportMillis = Long.MIN_VALUE;

    Watched(Rule rule, Set<Expression> expressions) {
      this.rule = rule;
      this.expressions = expressions;
    }
  }

  /**
   * Watches no rule yet.
   *
   * @param total run for each failure
   */
  RuleFailures(
      RuleDesk.Subtask subtask,
      Consumer<RuleStatus> outlet,
      RuleMetrics metrics,
      Runnable total,
      LongSupplier wallMillis) {
    this.subtask = subtask;
    this.outlet = outlet;
    this.metrics = metrics;
    this.total = total;
    this.wallMillis = wallMillis;
  }

  /** Watches a rule from now on; its failures start at 0. */
  @Override
  public void watch(String id, @Nullable Rule rule) {
    Watched before = watched.remove(id);
    if (before != null) {
      before.expressions.forEach(expression -> unwatch(expression, before));
    }
    Set<Expression> expressions = rule == null ? Set.of() : fallible(rule);
    if (rule != null && !expressions.isEmpty()) {
      Watched now = new Watched(rule, expressions);
      watched.put(id, now);
      expressions.forEach(each -> watching.computeIfAbsent(each, key -> new HashSet<>()).add(now));
    }
  }

  @Override
  public void failed(Expression expression, Failure failure) {
    total.run();
    Set<Watched> rules = watching.get(expression);
    if (rules == null) {
      metrics.failed(RuleMetrics.OTHER);
      return;
    }
    for (Watched each : List.copyOf(rules)) {
      count(each, expression, failure);
    }
  }

  @Override
  public FailureRecorder ofRule(String id) {
    return (expression, failure) -> {
      total.run();
      Watched rule = watched.get(id);
      if (rule == null || !rule.expressions.contains(expression)) {
        metrics.failed(RuleMetrics.OTHER);
      } else {
        count(rule, expression, failure);
      }
    };
  }

  private void count(Watched each, Expression expression, Failure failure) {
    metrics.failed(each.rule.id());
    if (failure == Failure.OVER_LIMIT) {
      each.overLimit++;
    } else {
      each.failed++;
    }
    long now = wallMillis.getAsLong();
    if (now >= each.nextReportMillis) {
      if (each.nextReportMillis == Long.MIN_VALUE) {
        LOG.warn(
            "an expression of rule {} fails, its value is absent then: {}: {}",
            each.rule.id(),
            expression.text(),
            failure.text());
      }
      each.nextReportMillis = now + PAUSE_MILLIS;
      outlet.accept(status(each, expression, failure, now));
    }
  }

  private RuleStatus status(Watched each, Expression expression, Failure failure, long now) {
    return new RuleStatus(
        each.rule.id(),
        each.rule.version(),
        RuleStatus.State.LIVE,
        List.of(),
        subtask.index(),
        subtask.parallelism(),
        now,
        new RuleStatus.Failures(each.failed, each.overLimit, expression.text(), failure.text()),
        null,
        null);
  }

  private void unwatch(Expression expression, Watched gone) {
    Set<Watched> rules = watching.get(expression);
    if (rules != null && rules.remove(gone) && rules.isEmpty()) {
      watching.remove(expression);
    }
  }

  /** Returns the expressions that can fail: as a whole, and each part that is evaluated alone. */
  private static Set<Expression> fallible(Rule rule) {
    Set<Expression> all = new HashSet<>();
    for (Expression expression : rule.expressions()) {
      if (expression.canFail()) {
        all.add(expression);
      }
      for (Conjunct part : expression.conjuncts()) {
        if (part instanceof Conjunct.Other other && other.expression().canFail()) {
          all.add(other.expression());
        }
      }
    }
    return Set.copyOf(all);
  }
}
