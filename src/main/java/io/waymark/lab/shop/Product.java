package io.waymark.lab.shop;

import java.util.List;
import java.util.Map;

/** A product of the shop; prices are in euro. */
record Product(String id, String name, String category, double price) {
  static final List<Product> SHELF =
      List.of(
          new Product("P01", "Espresso Machine Uno", "Machines", 349.0),
          new Product("P02", "Filter Machine Classic", "Machines", 129.0),
          new Product("P03", "Smart Kettle", "Machines", 89.9),
          new Product("P04", "Smart Scale", "Machines", 59.0),
          new Product("P05", "Hand Grinder", "Tools", 74.5),
          new Product("P06", "Pour-Over Set", "Tools", 34.9),
          new Product("P07", "Moka Pot", "Tools", 27.5),
          new Product("P08", "Milk Frother", "Tools", 39.0),
          new Product("P09", "House Espresso, 1 kg", "Beans", 24.9),
          new Product("P10", "Sidamo Single Origin, 500 g", "Beans", 17.5),
          new Product("P11", "Decaf, 500 g", "Beans", 13.9),
          new Product("P12", "Thermo Mug", "Cups", 21.9),
          new Product("P13", "Two Cappuccino Cups", "Cups", 18.0),
          new Product("P14", "Filter Papers, 100 pieces", "Care", 5.9),
          new Product("P15", "Descaler, 3 bottles", "Care", 15.9));

  /** Delivered at once, by download. */
  static final List<Product> DOWNLOADS =
      List.of(
          new Product("D01", "Barista Course", "Courses", 79.0),
          new Product("D02", "Latte Art Course", "Courses", 49.0),
          new Product("D03", "Gift Card", "Gifts", 30.0));

  Map<String, Object> viewed() {
    return Map.of("productId", id, "name", name, "category", category, "price", price);
  }
}
