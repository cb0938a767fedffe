package io.waymark.govern.rate;

import io.waymark.binary.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The customers of a sample to whom a rule sent. Once it is paused, what its version still sends is
 * not counted until a person resumes it; what another version sends is. Mutable, of one thread.
 */
final class RuleSendings {
  private final LastMet customers = new LastMet();
  private @Nullable String pausedVersion;
  private long sinceSlot = Long.MIN_VALUE;

  LastMet customers() {
    return customers;
  }

  /** Adds what a rule sent in a slot. */
  void add(Headcount.Sent sent, long slot, int level) {
    if (sent.version().equals(pausedVersion) || slot <= sinceSlot) {
      return;
    }
    pausedVersion = null;
    sent.customers().stream()
        .filter(customer -> Sample.chooses(customer, level))
        .forEach(customer -> customers.note(customer, slot));
  }

  /** Notes that a version is paused; what was sent until now is over. */
  void pause(String version, long slot) {
    pausedVersion = version;
    begin(slot);
  }

  /** Notes that the rule is resumed. */
  void resume(long slot) {
    pausedVersion = null;
    begin(slot);
  }

  /** Begins to count anew, as slots have other numbers from now on. */
  void forget() {
    begin(Long.MIN_VALUE);
  }

  private void begin(long slot) {
    sinceSlot = slot;
    customers.clear();
  }

  boolean isPaused() {
    return pausedVersion != null;
  }

  void write(DataOutput out) throws IOException {
    Binary.writeOptionalText(out, pausedVersion);
    Binary.writeInteger(out, sinceSlot);
    customers.write(out);
  }

  static RuleSendings read(DataInput in) throws IOException {
    RuleSendings read = new RuleSendings();
    read.pausedVersion = Binary.readOptionalText(in);
    read.sinceSlot = Binary.readInteger(in);
    read.customers.read(in);
    return read;
  }
}
