package io.waymark.lab.shop;

import static io.waymark.lab.shop.Pause.MOMENT;

import io.waymark.lab.shop.Basket.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The scenes in the shop itself, from the front page to the order, which most stories share. */
final class Visit {
  private static final List<String> PAYMENT_METHODS = List.of("card", "card", "paypal", "invoice");

  /** The share of arrivals in which the customer leaves before looking at a product. */
  private static final double HESITATES_TO_LOOK = 0.3;

  private Visit() {}

  /** Comes to the front page; returns whether the customer goes on to look at products. */
  static boolean arrives(Story story) {
    story.opensPage("Home", "/");
    if (!story.startsAnonymously()) {
      story.after(MOMENT).logsIn();
    }
    return !story.dice().chance(HESITATES_TO_LOOK) || Doubts.beforeLooking(story);
  }

  static Product looksAt(Story story, List<Product> shelf) {
    Product product = story.dice().pick(shelf);
    story.after(MOMENT);
    browses(story, product);
    story.after(MOMENT).does("Product Viewed", product.viewed());
    return product;
  }

  static void browses(Story story, Product product) {
    if (story.dice().chance(0.4)) {
      story.does("Products Searched", Map.of("query", product.name().toLowerCase(Locale.ROOT)));
    } else {
      String list = product.category();
      story.does("Product List Viewed", Map.of("listId", "L-" + list, "category", list));
    }
  }

  static Basket fillsBasket(Story story, List<Product> shelf) {
    Basket empty = story.basket();
    List<Line> lines = new ArrayList<>();
    int count = story.dice().between(1, 2);
    for (int i = 0; i < count; i++) {
      Line line = new Line(looksAt(story, shelf), story.dice().chance(0.2) ? 2 : 1);
      story.after(MOMENT).does("Product Added", line.added(empty.cartId()));
      lines.add(line);
    }
    return empty.with(lines);
  }

  /** Starts the checkout, for which every customer logs in. */
  static void startsCheckout(Story story, Basket basket) {
    if (story.dice().chance(0.6)) {
      story.after(MOMENT).does("Cart Viewed", basket.cart());
    }
    story.after(MOMENT).logsIn().after(MOMENT).does("Checkout Started", basket.checkout());
  }

  static void entersPayment(Story story, Basket basket) {
    String method = story.dice().pick(PAYMENT_METHODS);
    story
        .after(MOMENT)
        .does(
            "Payment Info Entered",
            Map.of("checkoutId", basket.checkoutId(), "paymentMethod", method));
  }

  static void pays(Story story, Basket basket) {
    story.after(MOMENT).meets("payment", "Payment Succeeded", basket.payment());
    story.after(Duration.ofSeconds(1)).does("Order Completed", basket.order());
  }

  /** Makes a whole purchase, which goes well. */
  static Basket orders(Story story, List<Product> shelf) {
    Basket basket = fillsBasket(story, shelf);
    startsCheckout(story, basket);
    entersPayment(story, basket);
    pays(story, basket);
    return basket;
  }
}
