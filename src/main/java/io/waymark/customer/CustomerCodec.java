package io.waymark.customer;

import io.waymark.binary.Binary;
import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import io.waymark.binary.ValueCodec;
import io.waymark.govern.Cooldowns;
import io.waymark.journey.Ledger;
import io.waymark.match.Runs;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the form in which a customer is kept: a format byte, then stage, traits, recent
 * ids, cooldowns, timer, open runs, the ledger of the journey map, what the policy's gates go by,
 * near misses, the goals that are awaited, and the ids of a burst. A new customer of one touchpoint
 * takes about 15 bytes besides the stage, an open run of one touchpoint about 30 besides the
 * touchpoint's id, and each further rule that opened the same run 9. Of one thread.
 *
 * <p>Runs that are read from format 1 belong to structures that no rule has any more: they are
 * dropped, and counted, when their customer is met.
 */
public final class CustomerCodec {
  private static final int FORMAT = 8;

  /** The first format with more ids than the last 16. */
  private static final int WITH_BURST = 8;

  /** The first format with goals. */
  private static final int WITH_GOALS = 7;

  /** The first format with near misses. */
  private static final int WITH_MISSES = 6;

  /** The first format with what the policy's gates go by. */
  private static final int WITH_POLICY = 5;

  /** The format before the policy. */
  private static final int WITHOUT_POLICY = 4;

  /** The format before the journey map. */
  private static final int WITHOUT_LEDGER = 3;

  private static final int MOSTLY_ENOUGH = 1 << 10;

  private final ByteOutput buffer = new ByteOutput(MOSTLY_ENOUGH);
  private final RunGroups groups = new RunGroups();

  public byte[] write(Customer customer) {
    ByteOutput out = buffer;
    out.reset();
    try {
      out.writeByte(FORMAT);
      Binary.writeText(out, customer.stage == null ? "" : customer.stage);
      ValueCodec.writeMap(out, customer.traits);
      customer.recent.write(out);
      Cooldowns cooldowns = customer.cooldowns;
      Binary.writeInteger(out, cooldowns.size());
      for (int i = 0; i < cooldowns.size(); i++) {
        out.writeLong(cooldowns.idDigest(i));
        Binary.writeInteger(out, cooldowns.sentMillis(i));
      }
      writeTime(out, customer.timerMillis());
      writeRuns(out, customer.open);
      customer.ledger.write(out);
      GovernedCodec.write(out, customer);
      writeMisses(out, customer.misses);
      GoalsCodec.write(out, customer.goals);
      customer.recent.writeBurst(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  public Customer read(String id, byte[] bytes) {
    try {
      ByteInput in = new ByteInput(bytes);
      int format = in.readByte();
      return switch (format) {
        case 1 -> EarlierCustomerCodec.read(id, in);
        case EarlierCustomerCodec.SINGLE_RUNS,
            WITHOUT_LEDGER,
            WITHOUT_POLICY,
            WITH_POLICY,
            WITH_MISSES,
            WITH_GOALS,
            FORMAT ->
            read(id, in, format);
        default -> throw new IOException("unknown format " + format);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("the state of a customer cannot be read", e);
    }
  }

  private static Customer read(String id, ByteInput in, int format) throws IOException {
    Customer customer = new Customer(id);
    String stage = Binary.readText(in);
    customer.stage = stage.isEmpty() ? null : stage;
    int before = in.left();
    customer.traits.putAll(ValueCodec.readMap(in));
    customer.noteTraitBytesRead(before - in.left());
    customer.recent = RecentIds.read(in);
    for (int left = Binary.readCount(in); left > 0; left--) {
      customer.cooldowns.restore(in.readLong(), Binary.readInteger(in));
    }
    customer.timerMillis(readTime(in));
    for (int left = Binary.readCount(in); left > 0; left--) {
      if (format == EarlierCustomerCodec.SINGLE_RUNS) {
        customer.open.add(EarlierCustomerCodec.readRuns(in, id));
      } else {
        readGroup(in, customer);
      }
    }
    if (format >= WITHOUT_POLICY) {
      customer.ledger = Ledger.read(in);
    }
    if (format >= WITH_POLICY) {
      GovernedCodec.read(in, customer);
    }
    if (format >= WITH_MISSES && in.readBoolean()) {
      customer.misses = NearMisses.read(in);
    }
    if (format >= WITH_GOALS) {
      GoalsCodec.read(in, customer.goals);
    }
    if (format >= WITH_BURST) {
      customer.recent.readBurst(in);
    }
    return customer;
  }

  private static void writeMisses(DataOutput out, @Nullable NearMisses misses) throws IOException {
    if (misses == null || misses.isEmpty()) {
      out.writeBoolean(false);
    } else {
      out.writeBoolean(true);
      misses.write(out);
    }
  }

  private void writeRuns(ByteOutput out, RunsTable runs) throws IOException {
    runs.measure();
    groups.collect(runs);
    Binary.writeInteger(out, groups.count());
    for (int group = 0; group < groups.count(); group++) {
      OpenRuns first = runs.get(groups.first(group));
      writeTime(out, first.silentSinceMillis());
      if (!first.isSilent()) {
        Binary.writeInteger(out, first.lastStartMillis());
      }
      Binary.writeBytes(out, first.stored());
      Binary.writeInteger(out, groups.size(group));
      for (int i = groups.first(group); i != RunGroups.NONE; i = groups.next(i)) {
        out.writeLong(runs.get(i).structure);
        Binary.writeText(out, runs.get(i).correlation);
      }
    }
  }

  private static void readGroup(DataInput in, Customer customer) throws IOException {
    long silentSince = readTime(in);
    long lastStart = silentSince == Runs.NEVER ? Binary.readInteger(in) : Long.MIN_VALUE;
    byte[] shared = Binary.readBytes(in);
    for (int left = Binary.readCount(in); left > 0; left--) {
      customer.open.add(
          new OpenRuns(
              customer.id, in.readLong(), Binary.readText(in), silentSince, lastStart, shared));
    }
  }

  /**
   * Writes a time, or {@link Runs#NEVER} as one byte: times from 0 on are written as one more, to
   * make room for it.
   */
  private static void writeTime(DataOutput out, long millis) throws IOException {
    Binary.writeInteger(out, millis == Runs.NEVER ? 0 : millis < 0 ? millis : millis + 1);
  }

  static long readTime(DataInput in) throws IOException {
    long written = Binary.readInteger(in);
    return written == 0 ? Runs.NEVER : written < 0 ? written : written - 1;
  }
}
