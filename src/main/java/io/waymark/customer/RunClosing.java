package io.waymark.customer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Closes open runs of customers: runs that have ended, that a match clears, that are over, whose
 * rule is gone, or that are above the cap. They are marked as closed first, and removed after the
 * walk over them.
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

  /** Closes runs that have ended. */
  void closeIfEnded(Customer customer, OpenRuns open) {
    if (open.haveEnded()) {
      customer.open.close(open);
    }
  }

  /**
   * Closes the runs that a match clears, of any version of its rule: earlier touchpoints cannot be
   * part of the next match.
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
   * Closes and removes runs that are over or whose rule is gone, if rules have changed since the
   * customer was met or runs have become many.
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

  /** Closes the runs of a structure that end first, if it has more than its cap. */
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

  /** Removes the runs that were closed, after the walk that closed them. */
  void removeClosed(Customer customer) {
    closed += customer.open.removeClosed();
  }

  /** Closes runs before their end and counts them as dropped. */
  private void drop(Customer customer, OpenRuns open) {
    customer.open.close(open);
    RuleVersion version = open.version(rules);
    drops.droppedRuns(version == null ? null : version.rule(), 1);
  }

  /** Returns whether runs are over; runs that await a deadline are over only when it passes. */
  private static boolean isOver(OpenRuns open, RuleVersion version, long timeMillis) {
    return !open.isSilent()
        && (version.isDrained(timeMillis) || open.endMillis(version) <= timeMillis);
  }

  private long endMillis(OpenRuns open) {
    RuleVersion version = open.version(rules);
    return version == null ? Long.MIN_VALUE : open.endMillis(version);
  }
}
