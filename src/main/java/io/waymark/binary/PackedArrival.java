package io.waymark.binary;

import io.waymark.model.Arrival;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An arrival as it travels to its customer and waits there: in one piece, of which nothing is read
 * but whose it is and when it happened.
 *
 * <p>What waits is a second of all touchpoints. As bytes it is little work for the garbage
 * collector, and a checkpoint copies it; as objects, each would be looked up and written out anew
 * while nothing else goes on.
 */
public final class PackedArrival {
  private final String customer;
  private final long timeMillis;
  private final byte[] bytes;

  /** At hand where the customer is not: whoever groups many by it need not look for each. */
  private final int customerHash;

  private PackedArrival(String customer, long timeMillis, byte[] bytes) {
    this.customer = customer;
    this.timeMillis = timeMillis;
    this.bytes = bytes;
    this.customerHash = customer.hashCode();
  }

  /** Packs one after the other. Of one thread. */
  public static final class Packer {
    private final ByteOutput out = new ByteOutput(256);

    public PackedArrival pack(Arrival arrival) {
      out.reset();
      try {
        ArrivalCodec.write(out, arrival);
      } catch (IOException e) {
        throw new UncheckedIOException("memory takes all that is written", e);
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

  /** Reads a little of it ahead. */
  public void prefetch(Prefetch prefetch) {
    prefetch.touch((long) bytes[0] + bytes[bytes.length - 1] + customer.length());
  }

  /** When it happened, milliseconds since 1970 UTC. */
  public long timeMillis() {
    return timeMillis;
  }

  public Arrival unpack() {
    try {
      return ArrivalCodec.read(new ByteInput(bytes), customer);
    } catch (IOException e) {
      throw new UncheckedIOException("an arrival cannot be read as it was packed", e);
    }
  }

  /** Writes it as {@link #read} reads it. */
  public void write(DataOutput out) throws IOException {
    Binary.writeBytes(out, bytes);
  }

  public static PackedArrival read(DataInput in) throws IOException {
    byte[] bytes = Binary.readBytes(in);
    TouchpointCodec.Head head = TouchpointCodec.readHead(new ByteInput(bytes));
    return new PackedArrival(head.customer(), head.timeMillis(), bytes);
  }
}
