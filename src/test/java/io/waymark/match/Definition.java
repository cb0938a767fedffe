package io.waymark.match;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a pattern means, read by brute force from its definition: a match is a choice of
 * touchpoints, and every choice is tried.
 */
final class Definition {
  private final Pattern pattern;

  Definition(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * When the pattern fires over the touchpoints of one customer, given in order; by correlation
   * value.
   */
  Map<String, List<Long>> fires(List<Touchpoint> touchpoints) {
    Map<String, List<Touchpoint>> byValue = new TreeMap<>();
    for (Touchpoint touchpoint : touchpoints) {
      String value = correlation(pattern.correlate(), touchpoint);
      if (value != null) {
        byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(touchpoint);
      }
    }
    Map<String, List<Long>> fires = new TreeMap<>();
    byValue.forEach(
        (value, own) -> {
          List<Long> times = firesOfOne(own);
          if (!times.isEmpty()) {
            fires.put(value, times);
          }
        });
    return fires;
  }

  static String correlation(Expression correlate, Touchpoint touchpoint) {
    if (correlate == null) {
      return "";
    }
    Object value = correlate.evaluate(Scope.ofEvent(touchpoint, Scope.NONE));
    return value == null ? null : value.toString();
  }

  /**
   * Whether these are touchpoints that the pattern may choose, apart from an absence at its end.
   */
  boolean allows(List<Touchpoint> all, Map<String, List<Touchpoint>> chosen) {
    List<Touchpoint> flat = chosen.values().stream().flatMap(List::stream).toList();
    return exists(
        all, 0, all.size(), choice -> flat.equals(choice.stream().map(all::get).toList()));
  }

  private List<Long> firesOfOne(List<Touchpoint> all) {
    List<Long> fires = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= all.size(); i++) {
      long now = i == all.size() ? Long.MAX_VALUE : all.get(i).timeMillis();
      if (pattern.trailing() != null) {
        long deadline = earliestDeadline(all, from, i);
        if (deadline <= now && deadline != Long.MAX_VALUE) {
          fires.add(deadline);
          from = i;
        }
      } else if (i < all.size()) {
        int last = i;
        if (exists(all, from, i + 1, choice -> choice.get(choice.size() - 1) == last)) {
          fires.add(now);
          from = i + 1;
        }
      }
    }
    return fires;
  }

  private long earliestDeadline(List<Touchpoint> all, int from, int to) {
    long[] earliest = {Long.MAX_VALUE};
    exists(
        all,
        from,
        to,
        choice -> {
          int last = choice.get(choice.size() - 1);
          long deadline = all.get(last).timeMillis() + pattern.trailing().forMillis();
          for (int i = last + 1; i < to; i++) {
            if (all.get(i).timeMillis() < deadline
                && fulfils(pattern.trailing(), all.get(i), all, choice)) {
              return false;
            }
          }
          earliest[0] = Math.min(earliest[0], deadline);
          return false;
        });
    return earliest[0];
  }

  private boolean exists(List<Touchpoint> all, int from, int to, Predicate<List<Integer>> accepts) {
    return choose(all, from, to, 0, 0, new ArrayList<>(), accepts);
  }

  /** Chooses for step {@code step}, of which {@code taken} are chosen, and on. */
  private boolean choose(
      List<Touchpoint> all,
      int from,
      int to,
      int step,
      int taken,
      List<Integer> choice,
      Predicate<List<Integer>> accepts) {
    if (step == pattern.steps().size()
        || step == pattern.steps().size() - 1 && pattern.trailing() != null) {
      return isWithin(all, choice) && accepts.test(List.copyOf(choice));
    }
    if (!(pattern.steps().get(step) instanceof Step.Positive positive)) {
      return choose(all, from, to, step + 1, 0, choice, accepts);
    }
    int start = choice.isEmpty() ? from : choice.get(choice.size() - 1) + 1;
    for (int i = start; i < to; i++) {
      if (fulfils(positive, all.get(i), all, earlier(choice, taken))
          && (taken > 0 || isGapClear(all, step, choice, i))) {
        choice.add(i);
        boolean done = taken + 1 == positive.size();
        boolean found =
            choose(all, from, to, done ? step + 1 : step, done ? 0 : taken + 1, choice, accepts);
        choice.remove(choice.size() - 1);
        if (found) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Integer> earlier(List<Integer> choice, int taken) {
    return choice.subList(0, choice.size() - taken);
  }

  private boolean isGapClear(List<Touchpoint> all, int step, List<Integer> choice, int next) {
    for (int s = step - 1; s >= 0 && pattern.steps().get(s) instanceof Step.Absent absent; s--) {
      for (int i = choice.get(choice.size() - 1) + 1; i < next; i++) {
        if (fulfils(absent, all.get(i), all, choice)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isWithin(List<Touchpoint> all, List<Integer> choice) {
    long first = all.get(choice.get(0)).timeMillis();
    long last = all.get(choice.get(choice.size() - 1)).timeMillis();
    return pattern.withinMillis() == 0 || last - first < pattern.withinMillis();
  }

  private boolean fulfils(
      Step step, Touchpoint touchpoint, List<Touchpoint> all, List<Integer> chosen) {
    return step.types().contains(touchpoint.type())
        && (step.where() == null
            || step.where().test(Scope.ofEvent(touchpoint, name -> lookUp(name, all, chosen))));
  }

  private Object lookUp(String name, List<Touchpoint> all, List<Integer> chosen) {
    Map<String, List<Touchpoint>> bySteps = new LinkedHashMap<>();
    int at = 0;
    for (Step step : pattern.steps()) {
      if (step instanceof Step.Positive positive) {
        for (int n = 0; n < positive.size() && at < chosen.size(); n++) {
          bySteps
              .computeIfAbsent(positive.name(), x -> new ArrayList<>())
              .add(all.get(chosen.get(at++)));
        }
      }
    }
    String[] parts = name.split("\\.");
    List<Touchpoint> own = bySteps.getOrDefault(parts[0], List.of());
    if (own.isEmpty()) {
      return null;
    }
    if (parts[1].equals("count")) {
      return (long) own.size();
    }
    return Scope.field(parts[1].equals("first") ? own.get(0) : own.get(own.size() - 1), parts[2]);
  }
}
