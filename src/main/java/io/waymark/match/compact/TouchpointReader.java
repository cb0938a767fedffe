package io.waymark.match.compact;

import io.waymark.binary.Binary;
import io.waymark.binary.ValueCodec;
import io.waymark.model.Touchpoint;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads touchpoints as {@link TouchpointWriter} writes them. */
final class TouchpointReader {
  private final DataInput in;
  private final List<String> types;
  private final long firstMillis;
  private final String customer;
  private final List<Touchpoint> read = new ArrayList<>(4);

  TouchpointReader(DataInput in, List<String> types, long firstMillis, String customer) {
    this.in = in;
    this.types = types;
    this.firstMillis = firstMillis;
    this.customer = customer;
  }

  Touchpoint read() throws IOException {
    int number = Binary.readCount(in);
    if (number > 0) {
      return read.get(number - 1);
    }
    Touchpoint touchpoint = readNew();
    read.add(touchpoint);
    return touchpoint;
  }

  private Touchpoint readNew() throws IOException {
    int has = in.readByte();
    String id = Binary.readId(in);
    long index = Binary.readInteger(in);
    String type = index == RunsCodec.UNNAMED ? Binary.readText(in) : types.get((int) index);
    long timeMillis = firstMillis + Binary.readInteger(in);
    return new Touchpoint(
        id,
        customer,
        null,
        type,
        (has & TouchpointWriter.CHANNEL) == 0 ? null : Binary.readText(in),
        timeMillis,
        (has & TouchpointWriter.SENTIMENT) == 0 ? null : in.readDouble(),
        (has & TouchpointWriter.PROPERTIES) == 0 ? Map.of() : ValueCodec.readMap(in));
  }
}
