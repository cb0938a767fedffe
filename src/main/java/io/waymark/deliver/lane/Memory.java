package io.waymark.deliver.lane;

import java.util.Iterator;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/** The deliveries of an endpoint whose triggers are in memory, in the order of reading. */
final class Memory {
  private final LinkedHashSet<Delivery> held = new LinkedHashSet<>();
  private long bytes;

  int size() {
    return held.size();
  }

  long bytes() {
    return bytes;
  }

  void add(Delivery delivery) {
    if (held.add(delivery)) {
      bytes += delivery.bytes();
    }
  }

  void remove(Delivery delivery) {
    if (held.remove(delivery)) {
      bytes -= delivery.bytes();
    }
  }

  boolean holds(Delivery delivery) {
    return held.contains(delivery);
  }

  /** Returns the longest held one that is not in flight and was read until then. */
  @Nullable Delivery readUntil(long millis) {
    for (Delivery each : held) {
      if (each.readMillis() > millis) {
        return null;
      }
      if (!each.isInFlight()) {
        return each;
      }
    }
    return null;
  }

  /** Returns when the longest held one was read; {@link Long#MAX_VALUE} without any. */
  long firstReadMillis() {
    for (Delivery each : held) {
      if (!each.isInFlight()) {
        return each.readMillis();
      }
    }
    return Long.MAX_VALUE;
  }

  void forget(int partition) {
    for (Iterator<Delivery> each = held.iterator(); each.hasNext(); ) {
      Delivery delivery = each.next();
      if (delivery.partition() == partition) {
        bytes -= delivery.bytes();
        each.remove();
      }
    }
  }
}
