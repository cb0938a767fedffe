package io.waymark.customer;

import io.waymark.expression.Expression;
import io.waymark.match.Criterion;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules whose first step asks for a type, on a condition. Where a touchpoint of the type does
 * not fulfil it, the customer keeps a near miss. Immutable, of one thread.
 *
 * <p>Of a type with which more than {@link #MOST} rules begin nothing is kept: there, rules are
 * found by an index that never looks at those that a touchpoint does not start, and a customer
 * keeps a few near misses only, which would be any of them. So it is where a rule begins with any
 * type.
 */
final class WatchedStarts {
  static final int MOST = 16;

  private final List<Start> starts;

  private record Start(long rule, Expression where, Criterion criterion) {}

  private WatchedStarts(List<Start> starts) {
    this.starts = starts;
  }

  /** Returns the rules by the type with which they begin. */
  static Map<String, WatchedStarts> byType(Collection<RuleVersion> rules) {
    Map<String, List<Start>> byType = new HashMap<>();
    for (RuleVersion version : rules) {
      Step first = version.rule().pattern().steps().get(0);
      Expression where = first.where();
      if (where != null) {
        Start start = new Start(version.idDigest(), where, version.criteria().of(where));
        first
            .types()
            .asked()
            .forEach(t -> byType.computeIfAbsent(t, x -> new ArrayList<>()).add(start));
      }
    }
    Map<String, WatchedStarts> watched = new HashMap<>();
    byType.forEach(
        (type, starts) -> {
          if (starts.size() <= MOST) {
            starts.sort(Comparator.comparingLong(Start::rule));
            watched.put(type, new WatchedStarts(starts));
          }
        });
    return watched;
  }

  /** Notes the rules whose condition a touchpoint of the type does not fulfil. */
  void noteMisses(Customer customer, Touchpoint touchpoint) {
    for (int i = 0; i < starts.size(); i++) {
      Start start = starts.get(i);
      if (!start.criterion.test(touchpoint)) {
        customer.misses().note(start.rule, 0, start.where, touchpoint);
      }
    }
  }
}
