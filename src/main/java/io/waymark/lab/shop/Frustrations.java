package io.waymark.lab.shop;

import static io.waymark.lab.shop.Pause.DAYS;
import static io.waymark.lab.shop.Pause.HOURS;
import static io.waymark.lab.shop.Pause.MOMENT;
import static io.waymark.lab.shop.Pause.WHILE;

import java.util.List;
import java.util.Map;

/** The stories of customers who get stuck and say so. */
final class Frustrations {
  private static final List<String> CODES =
      List.of("card_declined", "insufficient_funds", "expired_card", "3ds_failed");
  private static final List<String> TOPICS =
      List.of("wrong address", "charged twice", "invoice missing", "voucher not accepted");
  private static final List<String> CHECKOUT_ELEMENTS = List.of("pay", "coupon", "address");

  private Frustrations() {}

  static void cannotPay(Story story) {
    Visit.arrives(story);
    Basket basket = Visit.fillsBasket(story, Product.SHELF);
    Visit.startsCheckout(story, basket);
    Visit.entersPayment(story, basket);
    String code = story.dice().pick(CODES);
    int failures = story.dice().between(2, 3);
    for (int i = 0; i < failures; i++) {
      story.after(MOMENT).meets("payment", "Payment Failed", basket.failure(code));
    }
    story.after(WHILE);
    looksForHelp(story, "payment-methods");
    if (story.dice().chance(0.5)) {
      story.after(WHILE);
      Visit.pays(story, basket);
      Everyday.receives(story, basket);
    }
  }

  static void clicksInAnger(Story story) {
    Visit.arrives(story);
    Basket basket = Visit.fillsBasket(story, Product.SHELF);
    Visit.startsCheckout(story, basket);
    String element = story.dice().pick(CHECKOUT_ELEMENTS);
    int clicks = story.dice().between(2, 4);
    for (int i = 0; i < clicks; i++) {
      story.after(MOMENT).does("Rage Clicked", Map.of("page", "/checkout", "element", element));
    }
    story.after(MOMENT);
    looksForHelp(story, "how-to-order");
    if (story.dice().chance(0.3)) {
      Visit.entersPayment(story, basket);
      Visit.pays(story, basket);
      Everyday.receives(story, basket);
    }
  }

  /** Looks for help, from the checkout. */
  private static void looksForHelp(Story story, String article) {
    if (story.dice().chance(0.5)) {
      story.does("Help Article Viewed", Map.of("article", article, "page", "/checkout"));
    } else {
      story.meets("chat", "Chat Started", Map.of("topic", article, "page", "/checkout"));
    }
  }

  static void comesBackWithTheSameTicket(Story story) {
    Visit.arrives(story);
    Basket order = Visit.orders(story, Product.SHELF);
    Everyday.receives(story, order);
    String ticketId = story.name("T", 1);
    String topic = story.dice().pick(TOPICS);
    Map<String, Object> ticket = Map.of("ticketId", ticketId, "topic", topic);
    story
        .after(HOURS)
        .meets(
            "phone",
            "Ticket Opened",
            Map.of("ticketId", ticketId, "topic", topic, "orderId", order.orderId()));
    for (int i = 0; i < 2; i++) {
      story.after(HOURS).meets("email", "Ticket Resolved", Map.of("ticketId", ticketId));
      story.after(DAYS).meets("phone", "Ticket Reopened", ticket);
    }
    story.after(HOURS).meets("email", "Ticket Resolved", Map.of("ticketId", ticketId));
  }

  static void reviewsALateParcel(Story story) {
    Visit.arrives(story);
    Basket order = Visit.orders(story, Product.SHELF);
    ShippingMethod late =
        story.pace() == Pace.LIVE ? ShippingMethod.LATE_COURIER : ShippingMethod.LATE_PARCEL;
    story.until(late.delivers(order, story)).after(HOURS);
    Everyday.startsUsing(story, story.now());
    story.after(HOURS);
    Opinion.reviews(story, order, 1, 2);
  }

  static void complainsInPublic(Story story) {
    Visit.arrives(story);
    Basket order = Visit.orders(story, Product.SHELF);
    Everyday.receives(story, order);
    String network = Opinion.network(story.dice());
    long followers = story.dice().between(12, 4800);
    int posts = story.dice().between(3, 4);
    for (int i = 0; i < posts; i++) {
      story.after(HOURS);
      Opinion.rants(story, network, followers + i);
    }
  }
}
