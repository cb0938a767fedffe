package io.waymark.lab.shop;

import static io.waymark.lab.shop.Pause.DAYS;
import static io.waymark.lab.shop.Pause.HOURS;

import java.util.List;
import java.util.Map;

/** The stories of customers who get stuck and say so. */
final class Frustrations {
  private static final List<String> TOPICS =
      List.of("wrong address", "charged twice", "invoice missing", "voucher not accepted");

  private Frustrations() {}

  static void comesBackWithTheSameTicket(Story story) {
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

  static void complainsInPublic(Story story) {
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
