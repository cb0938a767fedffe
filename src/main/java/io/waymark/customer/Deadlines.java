package io.waymark.customer;

import io.waymark.match.Runs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the deadlines of a customer's open runs, by the current durations of their rules. */
final class Deadlines {
  private final RuleBook rules;

  Deadlines(RuleBook rules) {
    this.rules = rules;
  }

  /** Returns the earliest deadline; {@link Runs#NEVER} for none. */
  long earliestMillis(Customer customer) {
    if (!customer.isWakeKnown(rules.edition())) {
      long earliest = Runs.NEVER;
      for (int i = 0; i < customer.open.size(); i++) {
        earliest = Math.min(earliest, customer.open.get(i).deadlineMillis(rules));
      }
      customer.noteWake(earliest, rules.edition());
    }
    return customer.wakeMillis();
  }

  /** Returns the runs whose deadline is at or before a time, the earliest first. */
  List<OpenRuns> due(Customer customer, long toMillis) {
    List<OpenRuns> due = new ArrayList<>();
    for (int i = 0; i < customer.open.size(); i++) {
      OpenRuns open = customer.open.get(i);
      if (open.deadlineMillis(rules) <= toMillis) {
        due.add(open);
      }
    }
    due.sort(Comparator.comparingLong(open -> open.deadlineMillis(rules)));
    return due;
  }
}
