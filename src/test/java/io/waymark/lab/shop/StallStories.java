package io.waymark.lab.shop;

import static io.waymark.lab.shop.Told.number;
import static io.waymark.lab.shop.Told.same;

import java.time.Duration;
import java.util.stream.Stream;

/** What did not happen in time: when the wait was over. */
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

  static Stream<Long> abandonedCheckout(Told told) {
    Duration hour = Duration.ofHours(1);
    return told.all("Checkout Started")
        .filter(number("value", value -> value >= 25))
        .filter(start -> told.silent(start, hour, "Order Completed", "Checkout Started"))
        .filter(start -> told.consents())
        .map(start -> start.timeMillis() + hour.toMillis());
  }

  static Stream<Long> orderNotShipped(Told told) {
    Duration patience = Duration.ofDays(3);
    return told.all("Order Completed")
        .filter(
            order ->
                told.after(order, patience, "Order Shipped", "Order Cancelled", "Order Refunded")
                    .noneMatch(same("orderId", order)))
        .map(order -> order.timeMillis() + patience.toMillis());
  }

  /** Onboarding begins with the first parcel, unless something was used or bought again before. */
  static Stream<Long> onboardingWithoutFirstUse(Told told) {
    Duration week = Duration.ofDays(7);
    Duration untilThen = Duration.ofDays(60);
    return told.all("Order Delivered")
        .limit(1)
        .filter(
            parcel ->
                told.all("Order Completed")
                    .limit(1)
                    .allMatch(
                        order ->
                            told.after(order, untilThen, "Feature Used", "Order Completed")
                                .allMatch(
                                    use ->
                                        use.timeMillis() > parcel.timeMillis() + week.toMillis())))
        .map(parcel -> parcel.timeMillis() + week.toMillis());
  }

  static Stream<Long> silentAfterFirstPurchase(Told told) {
    Duration month = Duration.ofDays(30);
    return told.all("Order Completed")
        .limit(1)
        .filter(order -> told.consents() && told.silent(order, month, DOINGS))
        .map(order -> order.timeMillis() + month.toMillis());
  }
}
