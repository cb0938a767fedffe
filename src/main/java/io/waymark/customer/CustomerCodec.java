package io.waymark.customer;

import io.waymark.model.Binary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The value that is kept of a customer: a format byte, then stage, traits, recent ids, cooldowns,
 * timer and open runs. A new customer of one touchpoint takes about 15 bytes besides the stage.
 */
public final class CustomerCodec {
  private static final int FORMAT = 1;

  private CustomerCodec() {}

  public static byte[] write(Customer customer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      Binary.writeOptionalText(out, customer.stage);
      Binary.writeMap(out, customer.traits);
      customer.recent.write(out);
      Binary.writeWhole(out, customer.lastSentMillis.size());
      for (Map.Entry<Long, Long> sent : customer.lastSentMillis.entrySet()) {
        out.writeLong(sent.getKey());
        Binary.writeWhole(out, sent.getValue());
      }
      Binary.writeWhole(out, customer.timerMillis());
      Binary.writeWhole(out, customer.open.size());
      for (OpenRuns runs : customer.open) {
        byte[] stored = runs.stored();
        out.writeLong(runs.structure);
        Binary.writeText(out, runs.correlation);
        Binary.writeWhole(out, runs.wakeMillis());
        Binary.writeBytes(out, stored);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  public static Customer read(String id, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IOException("unknown format " + format);
      }
      Customer customer = new Customer(id);
      customer.stage = Binary.readOptionalText(in);
      customer.traits.putAll(Binary.readMap(in));
      customer.recent = RecentIds.read(in);
      for (int left = Binary.readCount(in); left > 0; left--) {
        customer.lastSentMillis.put(in.readLong(), Binary.readWhole(in));
      }
      customer.timerMillis(Binary.readWhole(in));
      for (int left = Binary.readCount(in); left > 0; left--) {
        customer.open.add(
            new OpenRuns(
                in.readLong(), Binary.readText(in), Binary.readWhole(in), Binary.readBytes(in)));
      }
      return customer;
    } catch (IOException e) {
      throw new UncheckedIOException("the state of a customer cannot be read", e);
    }
  }
}
