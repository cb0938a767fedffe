package io.waymark.lab.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a customer.
 *
 * @param anonymousId the id of their device before they log in; null if they come logged in
 * @param channel where they shop: {@code web} or {@code app}
 */
record Shopper(
    String id, @Nullable String anonymousId, String channel, Map<String, Object> traits) {
  Shopper {
    traits = Map.copyOf(traits);
  }

  private static final List<String> FIRST_NAMES =
      List.of("Anna", "Ben", "Elif", "Femke", "Giulia", "Hugo", "Jonas", "Nora", "Sven", "Yara");
  private static final List<String> LAST_NAMES =
      List.of("Aydin", "Costa", "Dubois", "Fischer", "Huber", "Jansen", "Nowak", "Rossi", "Weber");
  private static final List<String> COUNTRIES =
      List.of("DE", "DE", "DE", "DE", "AT", "CH", "FR", "NL", "IT", "PL", "GB", "US");
  private static final List<String> PLANS = List.of("free", "free", "free", "trial", "pro");
  private static final Duration LONGEST_ACQUAINTANCE = Duration.ofDays(700);

  static Shopper drawn(long number, Dice dice, Instant arrival) {
    String id = String.format(Locale.ROOT, "C%06d", number);
    boolean web = dice.chance(0.65);
    String anonymousId = web && dice.chance(0.5) ? "anon-" + dice.name() + "-" + number : null;
    return new Shopper(id, anonymousId, web ? "web" : "app", traits(number, dice, arrival));
  }

  private static Map<String, Object> traits(long number, Dice dice, Instant arrival) {
    String first = dice.pick(FIRST_NAMES);
    String last = dice.pick(LAST_NAMES);
    Instant created = arrival.minus(dice.between(Duration.ZERO, LONGEST_ACQUAINTANCE));
    return Map.of(
        "name", first + " " + last,
        "email", (first + "." + last + number).toLowerCase(Locale.ROOT) + "@example.com",
        "country", dice.pick(COUNTRIES),
        "plan", dice.pick(PLANS),
        "vip", dice.chance(0.08),
        "marketingConsent", dice.chance(0.7),
        "createdAt", created.toString());
  }
}
