package io.waymark.binary;

import io.waymark.model.Arrival;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An arrival in its binary form, in which it travels to its customer's subtask and waits there.
 * Only customer and time are decoded.
 *
 * <p>A second of all touchpoints waits at any time. As byte arrays they cost the garbage collector
 * little, and a checkpoint copies them; objects would have to be encoded one by one while the
 * checkpoint holds up processing.
 *
 * <p>The byte array is never handed out, so nothing is copied on the way.
 */
public final class PackedArrival {
  private final String customer;
  private final long timeMillis;
  private final byte[] bytes;

  /**
   * Kept beside the customer, so that grouping many arrivals by hash does not touch their texts.
   */
  private final int customerHash;

  private PackedArrival(String customer, long timeMillis, byte[] bytes) {
    this.customer = customer;
    this.timeMillis = timeMillis;
    this.bytes = bytes;
    this.customerHash = customer.hashCode();
  }

  /** Packs arrivals and reuses one buffer for all of them. Not thread-safe. */
  public static final class Packer {
    private final ByteOutput out = new ByteOutput(256);

    public PackedArrival pack(Arrival arrival) {
      out.reset();
      try {
        ArrivalCodec.write(out, arrival);
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory cannot fail", e);
      }
      return new PackedArrival(
          arrival.touchpoint().customer(), arrival.touchpoint().timeMillis(), out.toByteArray());
    }
  }

  public String customer() {
    return customer;
  }

  public int customerHash() {
    return customerHash;
  }

  /** Prefetches the cache lines that {@link #unpack} reads first. */
  public void prefetch(Prefetch prefetch) {
    prefetch.touch((long) bytes[0] + bytes[bytes.length - 1] + customer.length());
  }

  /** Returns when the touchpoint happened, in milliseconds since 1970 UTC. */
  public long timeMillis() {
    return timeMillis;
  }

  public Arrival unpack() {
    try {
      return ArrivalCodec.read(new ByteInput(bytes), customer);
    } catch (IOException e) {
      throw new UncheckedIOException("a packed arrival cannot be decoded", e);
    }
  }

  /** Writes the form that {@link #read} reads. */
  public void write(DataOutput out) throws IOException {
    Binary.writeBytes(out, bytes);
  }

  public static PackedArrival read(DataInput in) throws IOException {
    byte[] bytes = Binary.readBytes(in);
    TouchpointCodec.Head head = TouchpointCodec.readHead(new ByteInput(bytes));
    return new PackedArrival(head.customer(), head.timeMillis(), bytes);
  }
}
