package io.waymark.rule;

import io.waymark.yaml.BundledTexts;
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

  private static final BundledTexts TEXTS = new BundledTexts("rules", IDS);

  private BundledRules() {}

  /** Returns the YAML of one of {@link #IDS}. */
  public static String text(String id) {
    return TEXTS
        .bundled(id)
        .orElseThrow(
            () -> new IllegalArgumentException("no rule comes with Waymark under the id " + id));
  }
}
