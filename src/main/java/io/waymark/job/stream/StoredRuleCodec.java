package io.waymark.job.stream;

import io.waymark.binary.Binary;
import io.waymark.job.stream.StoredRule.Arriving;
import io.waymark.job.stream.StoredRule.Current;
import io.waymark.job.stream.StoredRule.Draining;
import io.waymark.model.RuleText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** Writes and reads an entry of the rules state: a version byte, a form byte, then its fields. */
final class StoredRuleCodec {
  static final int VERSION = 1;

  private static final int CURRENT = 1;
  private static final int DRAINING = 2;
  private static final int ARRIVING = 3;

  /** The forms of this version; frozen, and only ever added to. */
  static final Map<Integer, Class<? extends StoredRule>> FORMS =
      Map.of(CURRENT, Current.class, DRAINING, Draining.class, ARRIVING, Arriving.class);

  private StoredRuleCodec() {}

  static void write(DataOutput out, StoredRule rule) throws IOException {
    out.writeByte(VERSION);
    if (rule instanceof Current current) {
      out.writeByte(CURRENT);
      writePushed(out, current.pushed());
    } else if (rule instanceof Draining draining) {
      out.writeByte(DRAINING);
      out.writeLong(draining.structure());
      Binary.writeText(out, draining.id());
      Binary.writeText(out, draining.text());
      Binary.writeText(out, draining.origin());
      Binary.writeInteger(out, draining.untilMillis());
    } else if (rule instanceof Arriving arriving) {
      out.writeByte(ARRIVING);
      Binary.writeInteger(out, arriving.number());
      writePushed(out, arriving.pushed());
    }
  }

  static StoredRule read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("unknown version of a stored rule: " + version);
    }
    int form = in.readByte();
    return switch (form) {
      case CURRENT -> new Current(readPushed(in));
      case DRAINING ->
          new Draining(
              in.readLong(),
              Binary.readText(in),
              Binary.readText(in),
              Binary.readText(in),
              Binary.readInteger(in));
      case ARRIVING -> new Arriving(Binary.readCount(in), readPushed(in));
      default -> throw new IOException("unknown form of a stored rule: " + form);
    };
  }

  private static void writePushed(DataOutput out, RuleText pushed) throws IOException {
    Binary.writeText(out, pushed.id());
    Binary.writeOptionalText(out, pushed.text());
    Binary.writeText(out, pushed.origin());
    Binary.writeInteger(out, pushed.offset());
  }

  private static RuleText readPushed(DataInput in) throws IOException {
    return new RuleText(
        Binary.readText(in),
        Binary.readOptionalText(in),
        Binary.readText(in),
        Binary.readInteger(in));
  }
}
