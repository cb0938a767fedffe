package io.waymark.binary;

import io.waymark.model.Arrival;
import io.waymark.model.Position;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The binary form of an arrival: its touchpoint, where it was read, and when. */
public final class ArrivalCodec {
  private ArrivalCodec() {}

  public static void write(DataOutput out, Arrival arrival) throws IOException {
    TouchpointCodec.write(out, arrival.touchpoint());
    writePosition(out, arrival.position());
    Binary.writeInteger(out, arrival.receivedMillis());
  }

  public static Arrival read(DataInput in) throws IOException {
    return read(in, null);
  }

  /** As {@link TouchpointCodec#read(DataInput, String)}. */
  public static Arrival read(DataInput in, @Nullable String known) throws IOException {
    return new Arrival(TouchpointCodec.read(in, known), readPosition(in), Binary.readInteger(in));
  }

  public static void writePosition(DataOutput out, Position position) throws IOException {
    Binary.writeText(out, position.source());
    Binary.writeInteger(out, position.partition());
    Binary.writeInteger(out, position.offset());
  }

  public static Position readPosition(DataInput in) throws IOException {
    return new Position(
        Binary.readInterned(in), (int) Binary.readInteger(in), Binary.readInteger(in));
  }
}
