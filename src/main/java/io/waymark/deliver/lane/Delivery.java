package io.waymark.deliver.lane;

import java.util.Comparator;

/**
 * A trigger on its way to one destination, without its text. Made where triggers are read; its
 * progress belongs to the {@link Endpoint} that it was added to.
 */
public final class Delivery {
  /** The order within a customer: the one on the topic of triggers. */
  static final Comparator<Delivery> ORDER =
      Comparator.comparingLong(Delivery::offset).thenComparing(Delivery::id);

  static final Comparator<Delivery> BY_EXPIRY =
      Comparator.comparingLong(Delivery::expiresMillis)
          .thenComparingInt(Delivery::partition)
          .thenComparing(ORDER);

  private final String id;
  private final String to;
  private final String customer;
  private final int partition;
  private final long offset;
  private final long expiresMillis;
  private final long readMillis;
  private final int bytes;
  private boolean parked;
  private boolean inFlight;
  private int attempts;

  private Delivery(
      String id,
      String to,
      String customer,
      int partition,
      long offset,
      long expiresMillis,
      long readMillis,
      int bytes,
      boolean parked) {
    this.id = id;
    this.to = to;
    this.customer = customer;
    this.partition = partition;
    this.offset = offset;
    this.expiresMillis = expiresMillis;
    this.readMillis = readMillis;
    this.bytes = bytes;
    this.parked = parked;
  }

  /**
   * Creates a delivery whose trigger was read just now and is held in memory.
   *
   * @param partition of the topic of triggers
   * @param offset in that partition
   * @param expiresMillis from when on it must not be sent any more, by the wall clock
   * @param readMillis when its trigger was read, by the steady clock
   * @param bytes that its trigger takes in memory
   */
  public static Delivery read(
      String id,
      String to,
      String customer,
      int partition,
      long offset,
      long expiresMillis,
      long readMillis,
      int bytes) {
    return new Delivery(
        id, to, customer, partition, offset, expiresMillis, readMillis, bytes, false);
  }

  /** Creates a delivery whose trigger is on the topic of parked ones. */
  public static Delivery parked(
      String id, String to, String customer, int partition, long offset, long expiresMillis) {
    return new Delivery(id, to, customer, partition, offset, expiresMillis, 0, 0, true);
  }

  public String id() {
    return id;
  }

  /** Returns the name of its destination, as the rule has it. */
  public String to() {
    return to;
  }

  public String customer() {
    return customer;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  public long expiresMillis() {
    return expiresMillis;
  }

  /** Returns the number of attempts since this process knows of it, one in flight included. */
  public int attempts() {
    return attempts;
  }

  /** Returns whether its trigger was handed over to the topic of parked ones. */
  public boolean isParked() {
    return parked;
  }

  long readMillis() {
    return readMillis;
  }

  int bytes() {
    return bytes;
  }

  boolean isInFlight() {
    return inFlight;
  }

  void park() {
    parked = true;
  }

  void takeOff() {
    inFlight = true;
    attempts++;
  }

  void land() {
    inFlight = false;
  }

  @Override
  public String toString() {
    return id + " to " + to + " at " + partition + "@" + offset;
  }
}
