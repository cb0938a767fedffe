package io.waymark.govern;

import io.waymark.govern.Zoning.Missing;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The time zone of a customer.
 *
 * @param zone null where the customer has none and the policy names no other
 * @param isDefault whether it is that of the policy
 */
record CustomerZone(@Nullable ZoneId zone, boolean isDefault) {
  /** Finds the zone when it is first needed, and once only. */
  static final class Finding {
    private final Zoning zoning;
    private final Recipient recipient;
    private @Nullable CustomerZone found;

    Finding(Zoning zoning, Recipient recipient) {
      this.zoning = zoning;
      this.recipient = recipient;
    }

    CustomerZone zone() {
      CustomerZone zone = found == null ? of(zoning, recipient) : found;
      found = zone;
      return zone;
    }
  }

  /** Finds the zone; a text that names no zone is none. */
  private static CustomerZone of(Zoning zoning, Recipient recipient) {
    Object name = zoning.from() == null ? null : zoning.from().evaluate(recipient.scope());
    if (name instanceof String text) {
      try {
        return new CustomerZone(ZoneId.of(text.strip()), false);
      } catch (DateTimeException e) {
        return missing(zoning);
      }
    }
    return missing(zoning);
  }

  private static CustomerZone missing(Zoning zoning) {
    return zoning.missing() instanceof Missing.Default given
        ? new CustomerZone(given.zone(), true)
        : new CustomerZone(null, false);
  }

  /** Returns the name, as decisions state it. */
  String words() {
    return zone + (isDefault ? ", the policy's default" : "");
  }
}
