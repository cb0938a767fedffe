package io.waymark.lab.shop;

import static io.waymark.lab.shop.Told.number;
import static io.waymark.lab.shop.Told.same;

import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.util.stream.Stream;

/** When a customer spoke for the shop. */
final class AdvocacyStories {
  private static final Duration EVER = Duration.ofDays(10_000);

  private AdvocacyStories() {}

  static Stream<Long> promoter(Told told) {
    return told.all("Order Completed")
        .limit(1)
        .flatMap(order -> told.after(order, EVER, "Feature Used", "Order Delivered"))
        .flatMap(use -> told.after(use, EVER, "Survey Answered"))
        .filter(number("score", score -> score >= 9))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> referralAfterGoodReview(Told told) {
    return told.all("Product Reviewed")
        .filter(number("rating", rating -> rating >= 4))
        .flatMap(review -> told.after(review, Duration.ofDays(30), "Friend Referred"))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> repeatBuyerWhoReviews(Told told) {
    return told.all("Order Completed")
        .skip(1)
        .flatMap(
            second ->
                told.after(second, Duration.ofDays(100), "Product Reviewed")
                    .filter(same("orderId", second)))
        .filter(number("rating", rating -> rating >= 4))
        .map(Touchpoint::timeMillis);
  }
}
