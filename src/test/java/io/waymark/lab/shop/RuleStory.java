package io.waymark.lab.shop;

import io.waymark.model.Touchpoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds in a whole journey, without an engine, the story that each bundled rule looks for. */
enum RuleStory {
  ABANDONED_CHECKOUT("stall"),
  ORDER_NOT_SHIPPED("stall"),
  ONBOARDING_WITHOUT_FIRST_USE("stall"),
  SILENT_AFTER_FIRST_PURCHASE("stall"),
  PAYMENT_KEEPS_FAILING("frustration"),
  RAGE_CLICKS_THEN_HELP("frustration"),
  TICKETS_REOPENED("frustration"),
  LATE_DELIVERY_AND_BAD_REVIEW("frustration"),
  REPEATED_NEGATIVE_MENTIONS("frustration"),
  PROMOTER("advocacy"),
  REFERRAL_AFTER_GOOD_REVIEW("advocacy"),
  REPEAT_BUYER_WHO_REVIEWS("advocacy");

  final String signal;

  RuleStory(String signal) {
    this.signal = signal;
  }

  /**
   * Returns the earliest time, in milliseconds, at which the story is complete; empty when it never
   * is.
   */
  Optional<Long> completed(List<Touchpoint> touchpoints) {
    return completions(new JourneySearch(touchpoints)).min(Long::compare);
  }

  private Stream<Long> completions(JourneySearch journey) {
    return switch (this) {
      case ABANDONED_CHECKOUT -> StallStories.abandonedCheckout(journey);
      case ORDER_NOT_SHIPPED -> StallStories.orderNotShipped(journey);
      case ONBOARDING_WITHOUT_FIRST_USE -> StallStories.onboardingWithoutFirstUse(journey);
      case SILENT_AFTER_FIRST_PURCHASE -> StallStories.silentAfterFirstPurchase(journey);
      case PAYMENT_KEEPS_FAILING -> FrustrationStories.paymentKeepsFailing(journey);
      case RAGE_CLICKS_THEN_HELP -> FrustrationStories.rageClicksThenHelp(journey);
      case TICKETS_REOPENED -> FrustrationStories.ticketsReopened(journey);
      case LATE_DELIVERY_AND_BAD_REVIEW -> FrustrationStories.lateDeliveryAndBadReview(journey);
      case REPEATED_NEGATIVE_MENTIONS -> FrustrationStories.repeatedNegativeMentions(journey);
      case PROMOTER -> AdvocacyStories.promoter(journey);
      case REFERRAL_AFTER_GOOD_REVIEW -> AdvocacyStories.referralAfterGoodReview(journey);
      case REPEAT_BUYER_WHO_REVIEWS -> AdvocacyStories.repeatBuyerWhoReviews(journey);
    };
  }
}
