package io.waymark.customer;

import java.util.ArrayList;
import java.util.Collections;
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
    RunsIndex index = customer.open.index();
    if (index != null) {
      for (int i = index.structures() - 1; i >= 0; i--) {
        RuleVersion version = rules.withStructure(index.structure(i));
        if (version != null && version.idDigest() == completed.version().idDigest()) {
          OpenRuns cleared = index.find(version.structure(), completed.correlation());
          if (cleared != null) {
            clear(customer, cleared);
          }
        }
      }
      return;
    }
    for (int i = 0; i < customer.open.size(); i++) {
      OpenRuns open = customer.open.get(i);
      RuleVersion version = open.version(rules);
      if (version != null
          && version.idDigest() == completed.version().idDigest()
          && open.correlation.equals(completed.correlation())) {
        clear(customer, open);
      }
    }
  }

  private static void clear(Customer customer, OpenRuns open) {
    customer.open.close(open);
    if (open.isSilent()) {
      customer.forgetWake();
    }
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
        drop(customer, open, DropRecorder.Reason.RULE_GONE);
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
  void closeAboveCap(Customer customer, long structure, long timeMillis) {
    RunsTable all = customer.open;
    if (all.live() <= CustomerEngine.MOST_CORRELATIONS
        || all.count(structure) <= CustomerEngine.MOST_CORRELATIONS) {
      return;
    }
    OpenRuns first = null;
    long firstMillis = Long.MAX_VALUE;
    boolean hasOver = false;
    for (int i = 0; i < all.size(); i++) {
      OpenRuns open = all.get(i);
      if (open.structure == structure && !open.isClosed()) {
        long millis = endMillis(open);
        hasOver |= closeIfOver(customer, open, timeMillis);
        if (first == null
            || millis < firstMillis
            || (millis == firstMillis && open.correlation.compareTo(first.correlation) < 0)) {
          first = open;
          firstMillis = millis;
        }
      }
    }
    if (!hasOver && first != null) {
      drop(customer, first, DropRecorder.Reason.RULE_FULL);
    }
  }

  /** Closes runs of one rule and value that take more bytes than are kept. */
  void closeIfTooLarge(Customer customer, OpenRuns open) {
    if (open.bytesAtMost() > Budget.MOST_BYTES_OF_A_RULE && !open.isClosed()) {
      customer.open.measure(open);
      if (open.bytesAtMost() > Budget.MOST_BYTES_OF_A_RULE) {
        drop(customer, open, DropRecorder.Reason.RULE_FULL);
      }
    }
  }

  /**
   * Closes the runs that end first if a customer has more than the {@link Budget}. Of runs that end
   * together those of the lower structure go, then those of the lower value: the order in which
   * rules came to this subtask must not matter, and neither must what was closed already of the
   * runs that are over.
   */
  void closeAboveBudget(Customer customer, long timeMillis) {
    RunsTable all = customer.open;
    if (all.live() <= Budget.MOST_RUNS && all.bytesAtMost() <= Budget.MOST_RUN_BYTES) {
      return;
    }
    for (int i = 0; i < all.size(); i++) {
      closeIfOver(customer, all.get(i), timeMillis);
    }
    removeClosed(customer);
    all.measure();
    if (all.live() <= Budget.MOST_RUNS && all.bytesAtMost() <= Budget.MOST_RUN_BYTES) {
      return;
    }
    List<Ending> endings = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      endings.add(new Ending(endMillis(all.get(i)), all.get(i)));
    }
    Collections.sort(endings);
    for (int i = 0;
        all.live() > Budget.KEPT_RUNS || all.bytesAtMost() > Budget.KEPT_RUN_BYTES;
        i++) {
      drop(customer, endings.get(i).open(), DropRecorder.Reason.CUSTOMER_FULL);
    }
    removeClosed(customer);
  }

  /** Runs and the time at which they end. */
  private record Ending(long millis, OpenRuns open) implements Comparable<Ending> {
    @Override
    public int compareTo(Ending other) {
      int byMillis = Long.compare(millis, other.millis);
      int byStructure =
          byMillis == 0 ? Long.compare(open.structure, other.open.structure) : byMillis;
      return byStructure == 0 ? open.correlation.compareTo(other.open.correlation) : byStructure;
    }
  }

  /** Removes the runs that were closed, after the walk that closed them. */
  void removeClosed(Customer customer) {
    closed += customer.open.removeClosed();
  }

  /** Closes runs before their end and counts them as dropped. */
  private void drop(Customer customer, OpenRuns open, DropRecorder.Reason reason) {
    customer.open.close(open);
    if (open.isSilent()) {
      customer.forgetWake();
    }
    RuleVersion version = open.version(rules);
    if (version == null) {
      drops.droppedRuns(null, 1, DropRecorder.Reason.RULE_GONE);
    } else {
      drops.droppedRuns(version.rule(), 1, reason);
    }
  }

  /** Closes runs that are over, which is no drop. */
  private boolean closeIfOver(Customer customer, OpenRuns open, long timeMillis) {
    RuleVersion version = open.version(rules);
    boolean isOver = version != null && !open.isClosed() && isOver(open, version, timeMillis);
    if (isOver) {
      customer.open.close(open);
    }
    return isOver;
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
