package io.waymark.lab.shop;

import static io.waymark.lab.shop.JourneySearch.number;
import static io.waymark.lab.shop.JourneySearch.same;

import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.util.stream.Stream;

/** Finds the times at which a customer spoke for the shop. */
final class AdvocacyStories {
  private static final Duration EVER = Duration.ofDays(10_000);

  private AdvocacyStories() {}

  static Stream<Long> promoter(JourneySearch journey) {
    return journey
        .all("Order Completed")
        .limit(1)
        .flatMap(order -> journey.after(order, EVER, "Feature Used", "Order Delivered"))
        .flatMap(use -> journey.after(use, EVER, "Survey Answered"))
        .filter(number("score", score -> score >= 9))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> referralAfterGoodReview(JourneySearch journey) {
    return journey
        .all("Product Reviewed")
        .filter(number("rating", rating -> rating >= 4))
        .flatMap(review -> journey.after(review, Duration.ofDays(30), "Friend Referred"))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> repeatBuyerWhoReviews(JourneySearch journey) {
    return journey
        .all("Order Completed")
        .skip(1)
        .flatMap(
            second ->
                journey
                    .after(second, Duration.ofDays(100), "Product Reviewed")
                    .filter(same("orderId", second)))
        .filter(number("rating", rating -> rating >= 4))
        .map(Touchpoint::timeMillis);
  }
}
