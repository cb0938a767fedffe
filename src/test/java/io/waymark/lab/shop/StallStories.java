package io.waymark.lab.shop;

import static io.waymark.lab.shop.JourneySearch.number;
import static io.waymark.lab.shop.JourneySearch.same;

import java.time.Duration;
import java.util.stream.Stream;

/** Finds the times at which a customer's wait was over without the touchpoint it was for. */
final class StallStories {
  private static final String[] DOINGS = {
    "identify",
    "page",
    "screen",
    "Products Searched",
    "Product List Viewed",
    "Product Viewed",
    "Product Added",
    "Cart Viewed",
    "Checkout Started",
    "Order Completed",
    "Order Cancelled",
    "Order Refunded",
    "Product Reviewed",
    "Survey Answered",
    "Help Article Viewed",
    "Chat Started",
    "Ticket Opened",
    "Friend Referred",
    "Feature Used"
  };

  private StallStories() {}

  static Stream<Long> abandonedCheckout(JourneySearch journey) {
    Duration hour = Duration.ofHours(1);
    return journey
        .all("Checkout Started")
        .filter(number("value", value -> value >= 25))
        .filter(start -> journey.silent(start, hour, "Order Completed", "Checkout Started"))
        .filter(start -> journey.consents())
        .map(start -> start.timeMillis() + hour.toMillis());
  }

  static Stream<Long> orderNotShipped(JourneySearch journey) {
    Duration patience = Duration.ofDays(3);
    return journey
        .all("Order Completed")
        .filter(
            order ->
                journey
                    .after(order, patience, "Order Shipped", "Order Cancelled", "Order Refunded")
                    .noneMatch(same("orderId", order)))
        .map(order -> order.timeMillis() + patience.toMillis());
  }

  /** Onboarding begins with the first parcel, unless something was used or bought again before. */
  static Stream<Long> onboardingWithoutFirstUse(JourneySearch journey) {
    Duration week = Duration.ofDays(7);
    Duration untilThen = Duration.ofDays(60);
    return journey
        .all("Order Delivered")
        .limit(1)
        .filter(
            parcel ->
                journey
                    .all("Order Completed")
                    .limit(1)
                    .allMatch(
                        order ->
                            journey
                                .after(order, untilThen, "Feature Used", "Order Completed")
                                .allMatch(
                                    use ->
                                        use.timeMillis() > parcel.timeMillis() + week.toMillis())))
        .map(parcel -> parcel.timeMillis() + week.toMillis());
  }

  static Stream<Long> silentAfterFirstPurchase(JourneySearch journey) {
    Duration month = Duration.ofDays(30);
    return journey
        .all("Order Completed")
        .limit(1)
        .filter(order -> journey.consents() && journey.silent(order, month, DOINGS))
        .map(order -> order.timeMillis() + month.toMillis());
  }
}
