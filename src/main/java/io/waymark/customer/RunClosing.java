package io.waymark.customer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Closes open runs of customers: those that have ended, that a match clears, that are over, whose
 * rule is gone, and those above the cap. {@link RunsTable} has the two steps of it.
 */
final class RunClosing {
  private final RuleBook rules;
  private final DropRecorder drops;
  private long closed;

  RunClosing(RuleBook rules, DropRecorder drops) {
    this.rules = rules;
    this.drops = drops;
  }

  /** Returns how often runs that were kept have been closed, since the engine began. */
  long closed() {
    return closed;
  }

  /** Closes runs that what was applied to them last has ended. */
  void closeIfEnded(Customer customer, OpenRuns open) {
    if (open.haveEnded()) {
      customer.open.close(open);
    }
  }

  /**
   * Closes the runs that a match clears: what came before it cannot be part of the next one,
   * whichever version of the rule it belongs to.
   */
  void closeCleared(Customer customer, RuleMatch completed) {
    for (int i = 0; i < customer.open.size(); i++) {
      OpenRuns open = customer.open.get(i);
      RuleVersion version = open.version(rules);
      if (version != null
          && version.idDigest() == completed.version().idDigest()
          && open.correlation.equals(completed.correlation())) {
        customer.open.close(open);
      }
    }
    customer.forgetWake();
  }

  /**
   * Closes and removes runs that are over, and those whose rule is gone: where rules have changed
   * since the customer was met, and where runs have become many.
   */
  void closeStale(Customer customer, long timeMillis) {
    if (customer.isTidy(rules.edition())) {
      return;
    }
    for (int i = 0; i < customer.open.size(); i++) {
      OpenRuns open = customer.open.get(i);
      RuleVersion version = open.version(rules);
      if (version == null) {
        drop(customer, open);
      } else if (isOver(open, version, timeMillis)) {
        customer.open.close(open);
      } else {
        customer.open.setTypes(i, version.interest().types());
      }
    }
    removeClosed(customer);
    customer.forgetWake();
    customer.noteTidy(rules.edition());
  }

  /** Closes the runs of a structure that end first, where they are more than one may have. */
  void closeAboveCap(Customer customer, long structure) {
    if (customer.open.size() <= CustomerEngine.MOST_CORRELATIONS) {
      return;
    }
    List<OpenRuns> own = new ArrayList<>();
    for (OpenRuns open : customer.open) {
      if (open.structure == structure && !open.isClosed()) {
        own.add(open);
      }
    }
    if (own.size() > CustomerEngine.MOST_CORRELATIONS) {
      drop(customer, own.stream().min(Comparator.comparingLong(this::endMillis)).orElseThrow());
    }
  }

  /** Takes out the runs that were closed, after the walk during which they were. */
  void removeClosed(Customer customer) {
    closed += customer.open.removeClosed();
  }

  /** Closes runs before their end, which is counted. */
  private void drop(Customer customer, OpenRuns open) {
    customer.open.close(open);
    RuleVersion version = open.version(rules);
    drops.droppedRuns(version == null ? null : version.rule(), 1);
  }

  /** Runs that await a deadline are over with it alone. */
  private static boolean isOver(OpenRuns open, RuleVersion version, long timeMillis) {
    return !open.isSilent()
        && (version.isDrained(timeMillis) || open.endMillis(version) <= timeMillis);
  }

  private long endMillis(OpenRuns open) {
    RuleVersion version = open.version(rules);
    return version == null ? Long.MIN_VALUE : open.endMillis(version);
  }
}
