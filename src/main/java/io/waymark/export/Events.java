package io.waymark.export;

import io.waymark.model.Applied;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.Topics;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Applied touchpoints, those of a customer together and in order, without repeated ones. */
final class Events implements Closeable {
  /**
   * The number of touchpoints of one customer and time among which a repeated one is found; more
   * have come where a source tells the time by the day only.
   */
  private static final int MOST_REMEMBERED = 100_000;

  private record Identity(String id, boolean isStageEntered) {}

  /** The number of events after which {@code onEvents} hears of them. */
  static final int HEARD = 1_000;

  private final Sorted sorted;
  private final LongConsumer onEvents;
  private final Set<Identity> sameTime = new LinkedHashSet<>();
  private @Nullable Applied last;
  private boolean isFirstOfCustomer;
  private long customers;
  private long count;

  Events(Sorted sorted, LongConsumer onEvents) {
    this.sorted = sorted;
    this.onEvents = onEvents;
  }

  /** Returns the next event; null at the end. */
  @Nullable Applied next() throws IOException {
    for (Sorted.Entry entry = sorted.next(); entry != null; entry = sorted.next()) {
      Applied applied = read(entry.bytes());
      if (isNew(applied)) {
        if (++count % HEARD == 0) {
          onEvents.accept(count);
        }
        return applied;
      }
    }
    return null;
  }

  /** Returns whether the event that was returned last is the first one of its customer. */
  boolean isFirstOfCustomer() {
    return isFirstOfCustomer;
  }

  /** Returns the size of what was read so far. */
  EventLog.Written size() {
    return new EventLog.Written(customers, count);
  }

  @Override
  public void close() throws IOException {
    sorted.close();
  }

  private boolean isNew(Applied applied) {
    Applied before = last;
    last = applied;
    isFirstOfCustomer = before == null || !before.customer().equals(applied.customer());
    if (isFirstOfCustomer || timeMillis(before) != timeMillis(applied)) {
      sameTime.clear();
    }
    customers += isFirstOfCustomer ? 1 : 0;
    return remember(new Identity(applied.touchpoint().id(), applied.isStageEntered()));
  }

  private static long timeMillis(@Nullable Applied applied) {
    return applied == null ? Long.MIN_VALUE : applied.eventMillis();
  }

  private boolean remember(Identity identity) {
    if (sameTime.size() >= MOST_REMEMBERED) {
      Iterator<Identity> eldest = sameTime.iterator();
      eldest.next();
      eldest.remove();
    }
    return sameTime.add(identity);
  }

  private static Applied read(byte[] json) throws IOException {
    try {
      return Topics.APPLIED.document().read(json);
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("a document that was written can be read", e);
    }
  }
}
