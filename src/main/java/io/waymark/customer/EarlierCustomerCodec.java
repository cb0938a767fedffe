package io.waymark.customer;

import io.waymark.binary.Binary;
import io.waymark.binary.ValueCodec;
import io.waymark.match.CorrelationText;
import io.waymark.match.Runs;
import java.io.DataInput;
import java.io.IOException;

/**
 * Reads earlier formats of {@link CustomerCodec}: 1, and what differs in 2, where each runs have a
 * content of their own and may have a correlation value of any length.
 */
final class EarlierCustomerCodec {
  static final int SINGLE_RUNS = 2;

  private EarlierCustomerCodec() {}

  static OpenRuns readRuns(DataInput in, String id) throws IOException {
    long structure = in.readLong();
    String correlation = CorrelationText.of(Binary.readText(in));
    long silentSince = CustomerCodec.readTime(in);
    long lastStart = silentSince == Runs.NEVER ? Binary.readInteger(in) : Long.MIN_VALUE;
    return new OpenRuns(id, structure, correlation, silentSince, lastStart, Binary.readBytes(in));
  }

  static Customer read(String id, DataInput in) throws IOException {
    Customer customer = new Customer(id);
    customer.stage = Binary.readOptionalText(in);
    customer.traits.putAll(ValueCodec.readMap(in));
    customer.recent = RecentIds.readEarlier(in);
    for (int left = Binary.readCount(in); left > 0; left--) {
      customer.cooldowns.restore(in.readLong(), Binary.readInteger(in));
    }
    customer.timerMillis(Binary.readInteger(in));
    for (int left = Binary.readCount(in); left > 0; left--) {
      long structure = in.readLong();
      String correlation = Binary.readText(in);
      Binary.readInteger(in); // When they were to be woken, which their rule alone knows now.
      customer.open.add(
          new OpenRuns(
              id, structure, correlation, Runs.NEVER, Long.MIN_VALUE, Binary.readBytes(in)));
    }
    return customer;
  }
}
