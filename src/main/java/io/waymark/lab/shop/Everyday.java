package io.waymark.lab.shop;

import static io.waymark.lab.shop.Pause.DAYS;
import static io.waymark.lab.shop.Pause.HOURS;
import static io.waymark.lab.shop.Pause.MOMENT;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The stories that no rule fires for. */
final class Everyday {
  private static final List<String> FEATURES =
      List.of("app-setup", "subscription-box", "device-pairing", "brew-timer");

  private Everyday() {}

  static void looksAround(Story story) {
    Visit.arrives(story);
    int looks = story.dice().between(1, 3);
    for (int i = 0; i < looks; i++) {
      Visit.looksAt(story, Product.SHELF);
    }
    if (story.dice().chance(0.25)) {
      changesMind(story);
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

  static void buys(Story story) {
    Visit.arrives(story);
    Basket order = Visit.orders(story, Product.SHELF);
    story.until(receives(story, order)).after(DAYS);
    if (story.dice().chance(0.3)) {
      Opinion.reviews(story, order, 3, 5);
    } else if (story.dice().chance(0.3)) {
      Opinion.answersSurvey(story, "nps", 6, 8);
    }
  }

  /**
   * Delivers an order in time and has it used some hours later, while the story stays where it is;
   * returns when it is used.
   */
  static Instant receives(Story story, Basket order) {
    Instant used =
        ShippingMethod.PARCEL.delivers(order, story).plus(HOURS.drawn(Pace.LIFE, story.dice()));
    return startsUsing(story, used);
  }

  static Instant startsUsing(Story story, Instant at) {
    Map<String, Object> feature = Map.of("feature", story.dice().pick(FEATURES));
    story.happens(at, "app", "Feature Used", null, feature);
    return at;
  }
}
