package io.waymark.lab.shop;

import static io.waymark.lab.shop.Told.number;
import static io.waymark.lab.shop.Told.same;

import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.util.stream.Stream;

/** When a customer had enough. */
final class FrustrationStories {
  private FrustrationStories() {}

  static Stream<Long> paymentKeepsFailing(Told told) {
    Duration window = Duration.ofMinutes(30);
    return told.all("Payment Failed")
        .filter(number("amount", amount -> amount >= 20))
        .flatMap(
            first ->
                told.after(first, window, "Payment Failed")
                    .flatMap(
                        second ->
                            told.after(second, window, "Help Article Viewed", "Chat Started")
                                .filter(
                                    help ->
                                        help.timeMillis() - first.timeMillis()
                                            < window.toMillis())))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> rageClicksThenHelp(Told told) {
    Duration window = Duration.ofMinutes(10);
    return told.all("Rage Clicked")
        .filter(first -> told.after(first, window, "Rage Clicked").anyMatch(same("page", first)))
        .flatMap(
            first ->
                told.after(first, window, "Help Article Viewed", "Chat Started")
                    .filter(same("page", first)))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> ticketsReopened(Told told) {
    return told.all("Ticket Reopened")
        .flatMap(
            first ->
                told.after(first, Duration.ofDays(14), "Ticket Reopened")
                    .filter(same("ticketId", first)))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> lateDeliveryAndBadReview(Told told) {
    return told.all("Order Delivered")
        .filter(number("daysLate", late -> late > 0))
        .flatMap(
            parcel ->
                told.after(parcel, Duration.ofDays(30), "Product Reviewed")
                    .filter(same("orderId", parcel)))
        .filter(number("rating", rating -> rating <= 2))
        .map(Touchpoint::timeMillis);
  }

  static Stream<Long> repeatedNegativeMentions(Told told) {
    return told.all("Brand Mentioned")
        .flatMap(
            first ->
                told.after(first, Duration.ofHours(24), "Brand Mentioned")
                    .filter(later -> later.sentiment() != null && later.sentiment() <= -0.5)
                    .skip(1))
        .map(Touchpoint::timeMillis);
  }
}
