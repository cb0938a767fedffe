package io.waymark.export;

import io.waymark.model.Applied;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Applied touchpoints, sorted by customer and time, to be written as an event log. Touchpoints of a
 * customer at the same time keep the order in which they were added. A repeated one, such as a
 * restart of the job leaves on its topic, counts once.
 */
public final class EventLog {
  private static final long LEAST_BYTES = 16L << 20;
  private static final long MOST_BYTES = 256L << 20;

  private final Path folder;
  private final long memoryBytes;
  private final LongConsumer onEvents;
  private final DiskSort sort;
  private final AttributeTypes types = new AttributeTypes();
  private long added;

  /**
   * Creates an empty log that keeps an eighth of the heap in memory.
   *
   * @param folder where touchpoints are sorted; it is there, and its owner deletes it
   * @param onEvents hears how many touchpoints have been added, or written, again and again
   */
  public EventLog(Path folder, LongConsumer onEvents) {
    this(
        folder,
        Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 8)),
        onEvents);
  }

  EventLog(Path folder, long memoryBytes, LongConsumer onEvents) {
    this.folder = folder;
    this.memoryBytes = memoryBytes;
    this.onEvents = onEvents;
    this.sort = new DiskSort(folder, memoryBytes);
  }

  /**
   * Adds a touchpoint.
   *
   * @throws TooManyAttributesException if all have too many properties together
   */
  public void add(Applied applied) throws IOException, TooManyAttributesException {
    types.note(applied.touchpoint().type(), Attribute.of(applied));
    sort.add(
        applied.customer(), applied.eventMillis(), Topics.APPLIED.document().write(applied, 0));
    if (++added % Events.HEARD == 0) {
      onEvents.accept(added);
    }
  }

  /** Returns how many touchpoints were added, repeated ones included. */
  public long added() {
    return added;
  }

  /** Writes the log as UTF-8; as often as one likes. */
  public Written write(LogFormat format, OutputStream out) throws IOException {
    Written written = writer(format).write(this, out);
    out.flush();
    return written;
  }

  /**
   * The size of a log.
   *
   * @param events without repeated ones
   */
  public record Written(long customers, long events) {}

  /** Returns the events of all customers, one customer after the other. */
  Events events() throws IOException {
    return new Events(sort.open(), onEvents);
  }

  AttributeTypes types() {
    return types;
  }

  /** Returns a sort in the same folder. */
  DiskSort anotherSort() {
    return new DiskSort(folder, memoryBytes);
  }

  private static LogWriter writer(LogFormat format) {
    if (format instanceof LogFormat.Ocel ocel) {
      return new OcelWriter(ocel.objects());
    }
    return format instanceof LogFormat.Xes ? new XesWriter() : new CsvWriter();
  }
}
