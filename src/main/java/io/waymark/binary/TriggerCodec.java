package io.waymark.binary;

import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import io.waymark.model.Trigger.Latency;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads a trigger that has not gone out. */
public final class TriggerCodec {
  private TriggerCodec() {}

  public static void write(DataOutput out, Trigger trigger) throws IOException {
    Binary.writeId(out, trigger.id());
    Binary.writeText(out, trigger.rule());
    Binary.writeText(out, trigger.version());
    Binary.writeText(out, trigger.title());
    Binary.writeText(out, trigger.signal().code());
    Binary.writeText(out, trigger.owner());
    Binary.writeText(out, trigger.to());
    Binary.writeInteger(out, trigger.priority());
    Binary.writeText(out, trigger.customer());
    Binary.writeOptionalText(out, trigger.stage());
    Binary.writeOptionalText(out, trigger.correlation());
    Binary.writeText(out, trigger.why());
    Binary.writeInteger(out, trigger.timeMillis());
    writeOptional(out, trigger.expiresMillis());
    Binary.writeInteger(out, trigger.touchpoints().size());
    for (Evidence evidence : trigger.touchpoints()) {
      Binary.writeText(out, evidence.step());
      Binary.writeId(out, evidence.id());
      Binary.writeText(out, evidence.type());
      Binary.writeInteger(out, evidence.timeMillis());
    }
    ValueCodec.writeMap(out, trigger.data());
    Binary.writeInteger(out, trigger.latency().dueMillis());
    writeOptional(out, trigger.latency().receivedMillis());
    Binary.writeInteger(out, trigger.latency().matchedMillis());
    Boolean isAnonymous = trigger.isAnonymous();
    if (isAnonymous != null) {
      out.writeBoolean(isAnonymous);
    }
  }

  /**
   * Reads a trigger that takes all bytes that are left: whether the customer is anonymous was not
   * written at first.
   */
  public static Trigger read(ByteInput in) throws IOException {
    Trigger trigger = readFirstForm(in);
    return in.left() == 0 ? trigger : trigger.withAnonymous(in.readBoolean());
  }

  private static Trigger readFirstForm(DataInput in) throws IOException {
    return new Trigger(
        Binary.readId(in),
        Binary.readText(in),
        Binary.readText(in),
        Binary.readText(in),
        signal(Binary.readText(in)),
        Binary.readText(in),
        Binary.readText(in),
        (int) Binary.readInteger(in),
        Binary.readText(in),
        null,
        Binary.readOptionalText(in),
        Binary.readOptionalText(in),
        Binary.readText(in),
        Binary.readInteger(in),
        readOptional(in),
        readEvidence(in),
        ValueCodec.readMap(in),
        new Latency(Binary.readInteger(in), readOptional(in), Binary.readInteger(in)));
  }

  private static Signal signal(String code) throws IOException {
    for (Signal signal : Signal.values()) {
      if (signal.code().equals(code)) {
        return signal;
      }
    }
    throw new IOException("no signal: " + code);
  }

  private static List<Evidence> readEvidence(DataInput in) throws IOException {
    List<Evidence> all = new ArrayList<>();
    for (int left = Binary.readCount(in); left > 0; left--) {
      all.add(
          new Evidence(
              Binary.readText(in), Binary.readId(in), Binary.readText(in), Binary.readInteger(in)));
    }
    return all;
  }

  private static void writeOptional(DataOutput out, @Nullable Long millis) throws IOException {
    out.writeBoolean(millis != null);
    if (millis != null) {
      Binary.writeInteger(out, millis);
    }
  }

  private static @Nullable Long readOptional(DataInput in) throws IOException {
    return in.readBoolean() ? Binary.readInteger(in) : null;
  }
}
