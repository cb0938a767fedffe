package io.waymark.lab.shop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The products that a customer puts together and perhaps pays for: as a cart, at the checkout and
 * as an order it has three ids.
 */
record Basket(String cartId, String checkoutId, String orderId, List<Line> lines) {
  static final String CURRENCY = "EUR";

  Basket {
    lines = List.copyOf(lines);
  }

  Basket with(List<Line> filled) {
    return new Basket(cartId, checkoutId, orderId, filled);
  }

  double value() {
    return cents(
        lines.stream().mapToDouble(line -> line.product().price() * line.quantity()).sum());
  }

  Map<String, Object> cart() {
    return Map.of("cartId", cartId);
  }

  Map<String, Object> checkout() {
    return Map.of("checkoutId", checkoutId, "value", value(), "currency", CURRENCY);
  }

  Map<String, Object> payment() {
    return Map.of("orderId", orderId, "amount", value(), "currency", CURRENCY);
  }

  Map<String, Object> failure(String code) {
    return Map.of("orderId", orderId, "amount", value(), "currency", CURRENCY, "code", code);
  }

  Map<String, Object> order() {
    return Map.of(
        "orderId", orderId,
        "checkoutId", checkoutId,
        "total", value(),
        "currency", CURRENCY,
        "products", lines.stream().map(Line::ordered).toList());
  }

  Map<String, Object> refund() {
    return Map.of("orderId", orderId, "total", value());
  }

  private static double cents(double amount) {
    return Math.round(amount * 100) / 100.0;
  }

  record Line(Product product, int quantity) {
    Map<String, Object> added(String cartId) {
      return Map.of(
          "productId",
          product.id(),
          "cartId",
          cartId,
          "price",
          product.price(),
          "quantity",
          (long) quantity);
    }

    /**
     * Returns the properties of the line, sorted like all properties, so that the same order always
     * looks the same.
     */
    private Map<String, Object> ordered() {
      return new TreeMap<>(
          Map.of("productId", product.id(), "price", product.price(), "quantity", (long) quantity));
    }
  }
}
