package io.waymark.binary;

import io.waymark.model.Arrival;
import io.waymark.model.Position;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes and reads an arrival: its touchpoint, its position in the source, its time of reading. */
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

  /**
   * Reads an arrival.
   *
   * @param customer the customer, where the caller knows it already and it need not be decoded
   */
  public static Arrival read(DataInput in, @Nullable String customer) throws IOException {
    return new Arrival(
        TouchpointCodec.read(in, customer), readPosition(in), Binary.readInteger(in));
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
