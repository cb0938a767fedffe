package io.waymark.customer;

import io.waymark.binary.Binary;
import io.waymark.binary.ValueCodec;
import io.waymark.govern.Charge;
import io.waymark.govern.Labels;
import io.waymark.model.Signal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads what the gates of a policy go by: consent, the triggers that went out, and those
 * that are held. A byte says which of them there are, as most customers have none, and whether the
 * customer is anonymous.
 */
final class GovernedCodec {
  private static final int CONSENT = 1;
  private static final int CHARGES = 2;
  private static final int HELD = 4;
  private static final int KNOWN = 8;
  private static final int ANONYMOUS = 16;

  private GovernedCodec() {}

  static void write(DataOutput out, Customer customer) throws IOException {
    Map<String, Object> consent = customer.consent;
    boolean hasCharges = !customer.charges.all().isEmpty();
    boolean hasHeld = !customer.held.isEmpty();
    out.writeByte(
        (consent == null ? 0 : CONSENT)
            | (hasCharges ? CHARGES : 0)
            | (hasHeld ? HELD : 0)
            | identity(customer.isAnonymous));
    if (consent != null) {
      ValueCodec.writeMap(out, consent);
    }
    if (hasCharges) {
      writeCharges(out, customer);
    }
    if (hasHeld) {
      Binary.writeInteger(out, customer.held.all().size());
      for (HeldTrigger held : customer.held.all()) {
        out.writeBoolean(held.isArbitrated());
        Binary.writeInteger(out, held.untilMillis());
        Binary.writeBytes(out, held.bytes());
      }
    }
  }

  static void read(DataInput in, Customer customer) throws IOException {
    int parts = in.readByte();
    if ((parts & (KNOWN | ANONYMOUS)) != 0) {
      customer.isAnonymous = (parts & ANONYMOUS) != 0;
    }
    if ((parts & CONSENT) != 0) {
      customer.consent = ValueCodec.readMap(in);
    }
    if ((parts & CHARGES) != 0) {
      readCharges(in, customer);
    }
    if ((parts & HELD) != 0) {
      for (int left = Binary.readCount(in); left > 0; left--) {
        customer.held.add(
            new HeldTrigger(in.readBoolean(), Binary.readInteger(in), Binary.readBytes(in)));
      }
    }
  }

  private static int identity(@Nullable Boolean isAnonymous) {
    return isAnonymous == null ? 0 : isAnonymous ? ANONYMOUS : KNOWN;
  }

  /** Writes each time as its distance from the one before. */
  private static void writeCharges(DataOutput out, Customer customer) throws IOException {
    Binary.writeInteger(out, customer.charges.all().size());
    long before = 0;
    for (Charge charge : customer.charges.all()) {
      Labels labels = charge.labels();
      Binary.writeInteger(out, charge.millis() - before);
      before = charge.millis();
      out.writeLong(labels.rule());
      out.writeByte(number(labels.signal()));
      out.writeByte(labels.priority());
      out.writeLong(labels.to());
      out.writeByte(labels.tags().length);
      for (long tag : labels.tags()) {
        out.writeLong(tag);
      }
    }
  }

  private static void readCharges(DataInput in, Customer customer) throws IOException {
    long before = 0;
    for (int left = Binary.readCount(in); left > 0; left--) {
      before += Binary.readInteger(in);
      customer.charges.restore(
          new Charge(
              before,
              new Labels(
                  in.readLong(),
                  signal(in.readByte()),
                  in.readByte(),
                  in.readLong(),
                  readTags(in))));
    }
  }

  /** Returns the number of a signal, which stays the same for ever. */
  private static int number(Signal signal) {
    return switch (signal) {
      case STALL -> 0;
      case FRUSTRATION -> 1;
      case ADVOCACY -> 2;
      case OPPORTUNITY -> 3;
    };
  }

  private static Signal signal(int number) throws IOException {
    return switch (number) {
      case 0 -> Signal.STALL;
      case 1 -> Signal.FRUSTRATION;
      case 2 -> Signal.ADVOCACY;
      case 3 -> Signal.OPPORTUNITY;
      default -> throw new IOException("no signal has the number " + number);
    };
  }

  private static long[] readTags(DataInput in) throws IOException {
    long[] tags = new long[in.readByte()];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = in.readLong();
    }
    return tags;
  }
}
