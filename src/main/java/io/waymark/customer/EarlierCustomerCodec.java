package io.waymark.customer;

import io.waymark.binary.Binary;
import io.waymark.binary.ValueCodec;
import io.waymark.match.CorrelationText;
import io.waymark.match.Runs;
import java.io.DataInput;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * /** Reads earlier formats of {@link CustomerCodec}: 1, and what differs in 2, where each runs
 * have a content of their own, and a correlation value of any length, with fractions as Java writes
 * them, {@code 1.2345678E7}.
 */
final class EarlierCustomerCodec {
  static final int SINGLE_RUNS = 2;

  private static final Pattern WITH_EXPONENT = Pattern.compile("-?[0-9]\\.[0-9]+E-?[0-9]{1,3}");

  private EarlierCustomerCodec() {}

  static OpenRuns readRuns(DataInput in, String id) throws IOException {
    long structure = in.readLong();
    String correlation = readCorrelation(in);
    long silentSince = CustomerCodec.readTime(in);
    long lastStart = silentSince == Runs.NEVER ? Binary.readInteger(in) : Long.MIN_VALUE;
    return new OpenRuns(id, structure, correlation, silentSince, lastStart, Binary.readBytes(in));
  }

  static String readCorrelation(DataInput in) throws IOException {
    String correlation = Binary.readText(in);
    return CorrelationText.of(
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
