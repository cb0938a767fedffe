package io.waymark.customer;

import io.waymark.binary.Binary;
import io.waymark.binary.ValueCodec;
import io.waymark.match.Runs;
import io.waymark.model.Decimals;
import java.io.DataInput;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Reads format 1 of {@link CustomerCodec}, and the correlation values of formats 1 and 2, which
 * held fractions as Java writes them, {@code 1.2345678E7}.
 */
final class EarlierCustomerCodec {
  private static final Pattern WITH_EXPONENT = Pattern.compile("-?[0-9]\\.[0-9]+E-?[0-9]{1,3}");

  private EarlierCustomerCodec() {}

  /** Reads a correlation value as {@link Decimals#text} has it. */
  static String readCorrelation(DataInput in) throws IOException {
    String correlation = Binary.readText(in);
    return Decimals.text(
        WITH_EXPONENT.matcher(correlation).matches()
            ? (Object) Double.valueOf(correlation)
            : correlation);
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
      String correlation = readCorrelation(in);
      Binary.readInteger(in); // When they were to be woken, which their rule alone knows now.
      customer.open.add(
          new OpenRuns(
              id, structure, correlation, Runs.NEVER, Long.MIN_VALUE, Binary.readBytes(in)));
    }
    return customer;
  }
}
