package io.waymark.job.stream;

import io.waymark.binary.Binary;
import io.waymark.model.Pause;
import io.waymark.model.PauseChange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads pauses, and what lies on their topic. */
final class PauseCodec {
  private PauseCodec() {}

  static void write(DataOutput out, Pause pause) throws IOException {
    Binary.writeText(out, pause.rule());
    Binary.writeText(out, pause.version());
    Binary.writeText(out, pause.words());
    Binary.writeInteger(out, pause.timeMillis());
  }

  static Pause read(DataInput in) throws IOException {
    return new Pause(
        Binary.readText(in), Binary.readText(in), Binary.readText(in), Binary.readInteger(in));
  }

  static void write(DataOutput out, PauseChange change) throws IOException {
    Binary.writeText(out, change.rule());
    Binary.writeInteger(out, change.offset());
    Pause pause = change.pause();
    out.writeBoolean(pause != null);
    if (pause != null) {
      write(out, pause);
    }
  }

  static PauseChange readChange(DataInput in) throws IOException {
    String rule = Binary.readText(in);
    long offset = Binary.readInteger(in);
    return new PauseChange(rule, in.readBoolean() ? read(in) : null, offset);
  }
}
