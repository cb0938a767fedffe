package io.waymark.lab.shop;

import static io.waymark.lab.shop.JourneySearch.number;
import static io.waymark.lab.shop.JourneySearch.same;

import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.util.stream.Stream;

/** Finds the times at which a customer had enough. */
final class FrustrationStories {
  private FrustrationStories() {}

  static Stream<Long> paymentKeepsFailing(JourneySearch journey) {
    Duration window = Duration.ofMinutes(30);
    return journey
        .all("Payment Failed")
        .filter(number("amount", amount -> amount >= 20))
        .flatMap(
            first ->
                journey
                    .after(first, window, "Payment Failed")
                    .flatMap(
                        second ->
                            journey
                                .after(second, window, "Help Article Viewed", "Chat Started")
                                .filter(
                                    help ->
                                        help.timeMillis() - first.timeMillis()
                                            < window.toMillis())))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> rageClicksThenHelp(JourneySearch journey) {
    Duration window = Duration.ofMinutes(10);
    return journey
        .all("Rage Clicked")
        .filter(first -> journey.after(first, window, "Rage Clicked").anyMatch(same("page", first)))
        .flatMap(
            first ->
                journey
                    .after(first, window, "Help Article Viewed", "Chat Started")
                    .filter(same("page", first)))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> ticketsReopened(JourneySearch journey) {
    return journey
        .all("Ticket Reopened")
        .flatMap(
            first ->
                journey
                    .after(first, Duration.ofDays(14), "Ticket Reopened")
                    .filter(same("ticketId", first)))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> lateDeliveryAndBadReview(JourneySearch journey) {
    return journey
        .all("Order Delivered")
        .filter(number("daysLate", late -> late > 0))
        .flatMap(
            parcel ->
                journey
                    .after(parcel, Duration.ofDays(30), "Product Reviewed")
                    .filter(same("orderId", parcel)))
        .filter(number("rating", rating -> rating <= 2))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> repeatedNegativeMentions(JourneySearch journey) {
    return journey
        .all("Brand Mentioned")
        .flatMap(
            first ->
                journey
                    .after(first, Duration.ofHours(24), "Brand Mentioned")
                    .filter(later -> later.sentiment() != null && later.sentiment() <= -0.5)
                    .skip(1))
        .map(Touchpoint::timeMillis);
  }
}
