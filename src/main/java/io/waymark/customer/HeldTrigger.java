package io.waymark.customer;

import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import io.waymark.binary.TriggerCodec;
import io.waymark.model.Trigger;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A trigger that a gate holds, in the form in which its customer keeps it.
 *
 * @param isArbitrated whether it waits for other triggers, rather than for the end of quiet hours
 * @param untilMillis when the gates are asked again
 * @param bytes the trigger; not copied, and changed by nobody
 */
record HeldTrigger(boolean isArbitrated, long untilMillis, byte[] bytes) {
  static HeldTrigger of(Trigger trigger, boolean isArbitrated, long untilMillis) {
    ByteOutput out = new ByteOutput(256);
    try {
      TriggerCodec.write(out, trigger);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return new HeldTrigger(isArbitrated, untilMillis, out.toByteArray());
  }

  HeldTrigger until(boolean arbitrated, long millis) {
    return new HeldTrigger(arbitrated, millis, bytes);
  }

  Trigger trigger() {
    try {
      return TriggerCodec.read(new ByteInput(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("a held trigger cannot be read", e);
    }
  }
}
