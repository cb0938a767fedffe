package io.waymark.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules that come with Waymark, for a shop. */
public final class BundledRules {
  /** The ids of the bundled rules; a jar cannot list its folders. */
  public static final List<String> IDS =
      List.of(
          "abandoned-checkout",
          "late-delivery-and-bad-review",
          "onboarding-without-first-use",
          "order-not-shipped",
          "payment-keeps-failing",
          "promoter",
          "rage-clicks-then-help",
          "referral-after-good-review",
          "repeat-buyer-who-reviews",
          "repeated-negative-mentions",
          "silent-after-first-purchase",
          "tickets-reopened");

  private BundledRules() {}

  /** Returns the YAML of one of {@link #IDS}. */
  public static String text(String id) {
    try (InputStream in = BundledRules.class.getResourceAsStream("/rules/" + id + ".yaml")) {
      if (in == null) {
        throw new IllegalArgumentException("no rule comes with Waymark under the id " + id);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
