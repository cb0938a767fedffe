package io.waymark.customer;

import io.waymark.match.Runs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The triggers that gates hold for a customer. Mutable, of one thread. */
final class HeldTriggers {
  /** More than are sent to one customer in a day where they are meant to be acted on. */
  static final int MOST = 20;

  static final int MOST_BYTES = 64 << 10;

  private final List<HeldTrigger> all = new ArrayList<>();

  List<HeldTrigger> all() {
    return all;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  int bytes() {
    int bytes = 0;
    for (HeldTrigger held : all) {
      bytes += held.bytes().length;
    }
    return bytes;
  }

  /** Returns whether there is room for one more. */
  boolean hasRoom(HeldTrigger one) {
    return all.size() < MOST && bytes() + one.bytes().length <= MOST_BYTES;
  }

  void add(HeldTrigger held) {
    all.add(held);
  }

  /** Returns when the gates are to be asked next; {@link Runs#NEVER} where nothing is held. */
  long earliestMillis() {
    long earliest = Runs.NEVER;
    for (HeldTrigger held : all) {
      earliest = Math.min(earliest, held.untilMillis());
    }
    return earliest;
  }

  /** Returns whether the gates are to be asked about one at a time or before. */
  boolean isDue(long atMillis) {
    return !all.isEmpty() && earliestMillis() <= atMillis;
  }

  /** Returns when those that wait for each other are decided; null where none do after a time. */
  @Nullable Long arbitrationMillis(long afterMillis) {
    Long end = null;
    for (HeldTrigger held : all) {
      if (held.isArbitrated() && held.untilMillis() > afterMillis) {
        end = end == null ? held.untilMillis() : Long.valueOf(Math.min(end, held.untilMillis()));
      }
    }
    return end;
  }

  /** Takes out those about which the gates are to be asked at a time. */
  List<HeldTrigger> takeDue(long atMillis) {
    List<HeldTrigger> due = all.stream().filter(held -> held.untilMillis() <= atMillis).toList();
    all.removeAll(due);
    return due;
  }
}
