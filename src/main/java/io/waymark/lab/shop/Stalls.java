package io.waymark.lab.shop;

import static io.waymark.lab.shop.Pause.HOURS;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;

import java.time.Instant;
import java.util.Map;

/**
 * The stories in which something that should come next does not. Their pauses are real time at any
 * pace: waiting is the story.
 */
final class Stalls {
  private Stalls() {}

  static void leavesAtTheCheckout(Story story) {
    Visit.arrives(story);
    Basket basket = Visit.fillsBasket(story, Product.SHELF);
    Visit.startsCheckout(story, basket);
    if (story.dice().chance(0.3)) {
      Visit.entersPayment(story, basket);
    }
    if (story.dice().chance(0.25)) {
      story.after(story.dice().between(ofHours(20), ofHours(40)));
      story.opensPage("Cart", "/cart");
      Visit.startsCheckout(story, basket);
      Visit.entersPayment(story, basket);
      Visit.pays(story, basket);
      Everyday.receives(story, basket);
    }
  }

  static void isNotSeenAgain(Story story) {
    Visit.arrives(story);
    Basket order = Visit.orders(story, Product.SHELF);
    ShippingMethod.PARCEL.delivers(order, story);
    if (story.dice().chance(0.4)) {
      story.after(story.dice().between(ofDays(32), ofDays(45)));
      story.opensPage("Home", "/");
      Visit.looksAt(story, Product.SHELF);
    }
  }

  static void usesNothing(Story story) {
    Visit.arrives(story);
    Basket order = Visit.orders(story, Product.SHELF);
    Instant there = ShippingMethod.PARCEL.delivers(order, story);
    story.until(there).after(story.dice().between(ofDays(1), ofDays(5)));
    story.opensPage("Help", "/help");
    if (story.dice().chance(0.5)) {
      story.until(there).after(story.dice().between(ofDays(8), ofDays(12)));
      Everyday.startsUsing(story, story.now());
    }
  }

  /** Has a parcel go astray: it arrives in the end, or the order is cancelled. */
  static void waitsForTheParcel(Story story) {
    Visit.arrives(story);
    Basket order = Visit.orders(story, Product.SHELF);
    story.after(story.dice().between(ofDays(4), ofDays(6)));
    if (story.dice().chance(0.5)) {
      Everyday.receives(story, order);
    } else {
      Map<String, Object> why = Map.of("orderId", order.orderId(), "reason", "never shipped");
      story.does("Order Cancelled", why).after(HOURS);
      story.meets("payment", "Order Refunded", order.refund());
    }
  }
}
