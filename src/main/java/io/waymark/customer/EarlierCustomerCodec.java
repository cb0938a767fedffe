package io.waymark.customer;

import io.waymark.binary.Binary;
import io.waymark.binary.ValueCodec;
import io.waymark.match.Runs;
import java.io.DataInput;
import java.io.IOException;

/** Reads format 1 of {@link CustomerCodec}. */
final class EarlierCustomerCodec {
  private EarlierCustomerCodec() {}

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
