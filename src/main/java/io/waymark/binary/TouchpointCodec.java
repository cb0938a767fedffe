package io.waymark.binary;

import io.waymark.model.Touchpoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes and reads a touchpoint, as it travels between subtasks and is kept in open runs. */
public final class TouchpointCodec {
  private static final int FORMAT = 2;

  /** The form without {@link #INFERRED}. */
  private static final int FORMAT_1 = 1;

  private static final int ANONYMOUS = 1;
  private static final int CHANNEL = 2;
  private static final int SENTIMENT = 4;
  private static final int INFERRED = 8;

  private TouchpointCodec() {}

  /** The part of a touchpoint that says whose it is and when it happened. */
  public record Head(String customer, long timeMillis) {}

  public static void write(DataOutput out, Touchpoint touchpoint) throws IOException {
    String anonymous = touchpoint.anonymousId();
    String channel = touchpoint.channel();
    Double sentiment = touchpoint.sentiment();
    out.writeByte(FORMAT);
    out.writeByte(
        (anonymous == null ? 0 : ANONYMOUS)
            | (channel == null ? 0 : CHANNEL)
            | (sentiment == null ? 0 : SENTIMENT)
            | (touchpoint.sentimentInferred() ? INFERRED : 0));
    Binary.writeText(out, touchpoint.id());
    Binary.writeText(out, touchpoint.customer());
    Binary.writeText(out, touchpoint.type());
    Binary.writeInteger(out, touchpoint.timeMillis());
    if (anonymous != null) {
      Binary.writeText(out, anonymous);
    }
    if (channel != null) {
      Binary.writeText(out, channel);
    }
    if (sentiment != null) {
      out.writeDouble(sentiment);
    }
    ValueCodec.writeMap(out, touchpoint.properties());
  }

  /** Reads customer and time, and leaves the rest undecoded. */
  public static Head readHead(DataInput in) throws IOException {
    readFlags(in);
    Binary.skipBytes(in);
    String customer = Binary.readText(in);
    Binary.skipBytes(in);
    return new Head(customer, Binary.readInteger(in));
  }

  public static Touchpoint read(DataInput in) throws IOException {
    return read(in, null);
  }

  /**
   * Reads a touchpoint.
   *
   * @param known the customer, if {@link #readHead} has decoded it already; null to decode it here
   */
  public static Touchpoint read(DataInput in, @Nullable String known) throws IOException {
    int has = readFlags(in);
    String id = Binary.readText(in);
    String customer = known;
    if (customer == null) {
      customer = Binary.readText(in);
    } else {
      Binary.skipBytes(in);
    }
    String type = Binary.readInterned(in);
    long timeMillis = Binary.readInteger(in);
    return new Touchpoint(
        id,
        customer,
        (has & ANONYMOUS) == 0 ? null : Binary.readText(in),
        type,
        (has & CHANNEL) == 0 ? null : Binary.readInterned(in),
        timeMillis,
        (has & SENTIMENT) == 0 ? null : in.readDouble(),
        (has & INFERRED) != 0,
        ValueCodec.readMap(in));
  }

  private static int readFlags(DataInput in) throws IOException {
    int format = in.readByte();
    if (format != FORMAT && format != FORMAT_1) {
      throw new IOException("unknown format of a touchpoint: " + format);
    }
    return in.readByte();
  }
}
