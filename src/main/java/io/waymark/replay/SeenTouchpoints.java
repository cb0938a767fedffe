package io.waymark.replay;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.match.ByType;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import io.waymark.yaml.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects what rules could see of some touchpoints, and warns of rules that ask for what none of
 * them has: a type that did not come, or an absence that shares a value which its touchpoints do
 * not carry, and so never sees one.
 */
public final class SeenTouchpoints {
  /** The number of types that are kept; a source with more has ids in them. */
  private static final int MOST_TYPES = 10_000;

  private final List<Rule> rules;
  private final Set<String> types = new TreeSet<>();

  /** How many touchpoints of each correlated absence came, and how many of them had the value. */
  private final Map<Sight, Count> counts = new LinkedHashMap<>();

  private final ByType<List<Sight>> byType;

  /** An absence of a rule that shares the value by which the rule correlates. */
  private record Sight(Rule rule, Expression correlate, Step.Absent absent) {}

  private static final class Count {
    private long came;
    private long withValue;
  }

  public SeenTouchpoints(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    for (Rule rule : rules) {
      Expression correlate = rule.pattern().correlate();
      for (Step step : rule.pattern().steps()) {
        if (correlate != null && step instanceof Step.Absent absent && absent.correlated()) {
          counts.put(new Sight(rule, correlate, absent), new Count());
        }
      }
    }
    this.byType =
        ByType.of(
            counts.keySet().stream().map(sight -> sight.absent().types()).toList(),
            type ->
                counts.keySet().stream()
                    .filter(sight -> sight.absent().types().contains(type))
                    .toList());
  }

  /** Returns the warnings about a rule that the touchpoints of its own tests give. */
  public static List<String> warningsOfTests(Rule rule) {
    SeenTouchpoints seen = new SeenTouchpoints(List.of(rule));
    for (Example example : rule.examples()) {
      int number = 0;
      for (Example.Given given : example.given()) {
        seen.add(Rehearsal.touchpoint(given, ++number));
      }
    }
    return seen.blindAbsences("in its tests");
  }

  /** Adds a touchpoint. */
  public void add(Touchpoint touchpoint) {
    if (types.size() < MOST_TYPES) {
      types.add(touchpoint.type());
    }
    List<Sight> sights = byType.get(touchpoint.type());
    for (Sight sight : sights == null ? List.<Sight>of() : sights) {
      Count count = counts.get(sight);
      if (count != null) {
        count.came++;
        boolean hasValue =
            sight.correlate().evaluate(Scope.ofEvent(touchpoint, Scope.NONE)) != null;
        count.withValue += hasValue ? 1 : 0;
      }
    }
  }

  /** Returns the warnings about all rules. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(unsent(rules, types));
    warnings.addAll(blindAbsences("that came"));
    return warnings;
  }

  private List<String> blindAbsences(String where) {
    List<String> warnings = new ArrayList<>();
    counts.forEach(
        (sight, count) -> {
          if (count.came > 0 && count.withValue == 0) {
            warnings.add(
                "rule %s: 'absent: %s' never sees any, as none %s has %s; write 'correlate: false' on it if one of any value counts"
                    .formatted(
                        sight.rule().id(),
                        sight.absent().types().words(" or "),
                        where,
                        sight.correlate().text()));
          }
        });
    return warnings;
  }

  /**
   * Returns a warning for each type that a rule asks for and that did not come.
   *
   * @param sent the types that came
   */
  public static List<String> unsent(List<Rule> rules, Set<String> sent) {
    List<String> warnings = new ArrayList<>();
    for (Rule rule : rules) {
      for (String type : new TreeSet<>(rule.pattern().types())) {
        if (!sent.contains(type) && !type.equals(Touchpoint.STAGE_ENTERED)) {
          warnings.add(
              "rule %s asks for '%s', which did not come%s"
                  .formatted(
                      rule.id(),
                      type,
                      Spelling.nearest(type, sent)
                          .map(near -> "; the nearest name that did is '" + near + "'")
                          .orElse("; ask the source what it calls it")));
        }
      }
    }
    return warnings;
  }
}
