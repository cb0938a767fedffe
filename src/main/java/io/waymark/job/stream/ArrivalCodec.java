package io.waymark.job.stream;

import io.waymark.model.Arrival;
import io.waymark.model.Binary;
import io.waymark.model.Position;
import io.waymark.model.TouchpointCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The binary form of an arrival: its touchpoint, where it was read, and when. */
final class ArrivalCodec {
  private ArrivalCodec() {}

  static void write(DataOutput out, Arrival arrival) throws IOException {
    TouchpointCodec.write(out, arrival.touchpoint());
    writePosition(out, arrival.position());
    Binary.writeWhole(out, arrival.receivedMillis());
  }

  static Arrival read(DataInput in) throws IOException {
    return read(in, null);
  }

  /** As {@link TouchpointCodec#read(DataInput, String)}. */
  static Arrival read(DataInput in, @Nullable String known) throws IOException {
    return new Arrival(TouchpointCodec.read(in, known), readPosition(in), Binary.readWhole(in));
  }

  static void writePosition(DataOutput out, Position position) throws IOException {
    Binary.writeText(out, position.source());
    Binary.writeWhole(out, position.partition());
    Binary.writeWhole(out, position.offset());
  }

  static Position readPosition(DataInput in) throws IOException {
    return new Position(Binary.readWord(in), (int) Binary.readWhole(in), Binary.readWhole(in));
  }
}
