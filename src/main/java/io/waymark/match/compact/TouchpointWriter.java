package io.waymark.match.compact;

import io.waymark.binary.Binary;
import io.waymark.binary.ValueCodec;
import io.waymark.model.Touchpoint;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * Writes the touchpoints of one value, each only once, in the form that {@link RunsCodec}
 * describes.
 */
final class TouchpointWriter {
  static final int CHANNEL = 1;
  static final int SENTIMENT = 2;
  static final int PROPERTIES = 4;

  private final DataOutput out;
  private final Map<String, Integer> types;
  private final long firstMillis;

  /** Chains share touchpoints. */
  private final Numbers<Touchpoint> written = new Numbers<>();

  TouchpointWriter(DataOutput out, Map<String, Integer> types, long firstMillis) {
    this.out = out;
    this.types = types;
    this.firstMillis = firstMillis;
  }

  void write(Touchpoint touchpoint) throws IOException {
    int number = written.of(touchpoint);
    Binary.writeInteger(out, number);
    if (number == 0) {
      writeNew(touchpoint);
      written.add(touchpoint);
    }
  }

  private void writeNew(Touchpoint touchpoint) throws IOException {
    String channel = touchpoint.channel();
    Double sentiment = touchpoint.sentiment();
    Map<String, Object> properties = touchpoint.properties();
    out.writeByte(
        (channel == null ? 0 : CHANNEL)
            | (sentiment == null ? 0 : SENTIMENT)
            | (properties.isEmpty() ? 0 : PROPERTIES));
    Binary.writeId(out, touchpoint.id());
    int type = RunsCodec.number(types, touchpoint);
    Binary.writeInteger(out, type);
    if (type == RunsCodec.UNNAMED) {
      Binary.writeText(out, touchpoint.type());
    }
    Binary.writeInteger(out, touchpoint.timeMillis() - firstMillis);
    if (channel != null) {
      Binary.writeText(out, channel);
    }
    if (sentiment != null) {
      out.writeDouble(sentiment);
    }
    if (!properties.isEmpty()) {
      ValueCodec.writeMap(out, properties);
    }
  }
}
