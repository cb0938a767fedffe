package io.waymark.lab.shop;

import static io.waymark.lab.shop.Pause.DAYS;
import static io.waymark.lab.shop.Pause.HOURS;
import static io.waymark.lab.shop.Pause.MOMENT;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stories of customers who look, buy, and hesitate. */
final class Everyday {
  private static final List<String> FEATURES =
      List.of("app-setup", "subscription-box", "device-pairing", "brew-timer");

  /** The share of orders that the customer does not use within hours. */
  private static final double HESITATES_TO_USE = 0.4;

  private static final double FORGOTTEN_ORDERS = 0.06;

  private Everyday() {}

  static void looksAround(Story story) {
    int looks = story.dice().between(1, 3);
    for (int i = 0; i < looks; i++) {
      Visit.looksAt(story, Product.SHELF);
    }
    if (story.dice().chance(0.25)) {
      changesMind(story);
    }
    if (Doubts.beforeBuying(story)) {
      receives(story, Visit.orders(story, Product.SHELF));
    }
  }

  private static void changesMind(Story story) {
    Basket basket = Visit.fillsBasket(story, Product.SHELF);
    String productId = basket.lines().get(0).product().id();
    story.after(MOMENT).does("Cart Viewed", basket.cart());
    story
        .after(MOMENT)
        .does("Product Removed", Map.of("productId", productId, "cartId", basket.cartId()));
  }

  static void hesitatesAtTheCheckout(Story story) {
    Basket basket = Visit.fillsBasket(story, Product.SHELF);
    Visit.startsCheckout(story, basket);
    if (story.dice().chance(0.5)) {
      Visit.entersPayment(story, basket);
    }
    if (Doubts.atTheCheckout(story, basket)) {
      Visit.startsCheckout(story, basket);
      Visit.entersPayment(story, basket);
      Visit.pays(story, basket);
      receives(story, basket);
    }
  }

  static void buys(Story story) {
    Basket order = Visit.orders(story, Product.SHELF);
    Optional<Instant> used = receives(story, order);
    if (used.isPresent()) {
      story.until(used.get()).after(DAYS);
      if (story.dice().chance(0.3)) {
        Opinion.reviews(story, order, 3, 5);
      } else if (story.dice().chance(0.3)) {
        Opinion.answersSurvey(story, 6, 8);
      }
    }
  }

  /**
   * Has an order of this moment delivered, while the story stays where it is; returns when the
   * customer begins to use it, if that is within hours of the delivery.
   */
  static Optional<Instant> receives(Story story, Basket order) {
    if (story.dice().chance(HESITATES_TO_USE)) {
      Doubts.beforeUsing(story, order);
      return Optional.empty();
    }
    boolean forgotten = story.dice().chance(FORGOTTEN_ORDERS);
    ShippingMethod shipping = forgotten ? ShippingMethod.FORGOTTEN : ShippingMethod.PARCEL;
    Instant there = shipping.delivers(order, story);
    Opinion.mayRateTheDelivery(story, order, there, false);
    return Optional.of(startsUsing(story, there.plus(HOURS.drawn(Pace.LIFE, story.dice()))));
  }

  static Instant startsUsing(Story story, Instant at) {
    Map<String, Object> feature = Map.of("feature", story.dice().pick(FEATURES));
    story.happens(at, "app", "Feature Used", null, feature);
    return at;
  }
}
