package io.waymark.lab.bench;

import io.waymark.model.Touchpoint;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Made-up touchpoints, each a pure function of its index: the same index always gives the same
 * touchpoint.
 *
 * <p>The first ones can introduce each customer with one touchpoint, so that all of them have state
 * from then on. Then {@link #OPEN_SESSIONS} visits run side by side, one touchpoint in turn; after
 * {@link #SESSION_LENGTH} of them another customer's visit takes the place. A visit is mostly about
 * one category. Customers are drawn with density 1/sqrt: of 100,000 the busiest hundredth has a
 * tenth of all visits. Time passes evenly with the index.
 */
final class SyntheticLoad implements Serializable {
  static final int OPEN_SESSIONS = 2_000;
  static final int SESSION_LENGTH = 10;
  static final int CATEGORIES = 100;

  /** Forty types, among them the types of the bundled lifecycles. */
  static final List<String> TYPES =
      List.of(
          "page",
          "screen",
          "Products Searched",
          "Product List Viewed",
          "Product List Filtered",
          "Product Viewed",
          "Product Clicked",
          "Product Shared",
          "Product Added",
          "Product Removed",
          "Product Added to Wishlist",
          "Product Removed from Wishlist",
          "Cart Viewed",
          "Cart Shared",
          "Promotion Viewed",
          "Promotion Clicked",
          "Coupon Entered",
          "Coupon Applied",
          "Coupon Denied",
          "Coupon Removed",
          "Checkout Started",
          "Checkout Step Viewed",
          "Checkout Step Completed",
          "Payment Info Entered",
          "Payment Failed",
          "Payment Succeeded",
          "Order Completed",
          "Order Updated",
          "Order Shipped",
          "Order Delivered",
          "Order Cancelled",
          "Order Refunded",
          "Feature Used",
          "Help Article Viewed",
          "Chat Started",
          "Ticket Opened",
          "Email Opened",
          "Email Clicked",
          "Push Opened",
          "Store Visited");

  private static final long serialVersionUID = 1;
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long START_MILLIS = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
  private static final long STEP_MILLIS = 5;

  private final int customers;
  private final int introduced;

  private SyntheticLoad(int customers, int introduced) {
    this.customers = customers;
    this.introduced = introduced;
  }

  /** Visits from the first touchpoint on. */
  static SyntheticLoad ofVisits(int customers) {
    return new SyntheticLoad(customers, 0);
  }

  /** Returns a load of one touchpoint of each customer, then visits. */
  static SyntheticLoad introduced(int customers) {
    return new SyntheticLoad(customers, customers);
  }

  /** Returns the number of touchpoints before the visits. */
  int introduced() {
    return introduced;
  }

  int customers() {
    return customers;
  }

  /** Returns the time of a touchpoint; the inverse of {@link #before}. */
  static long timeMillis(long index) {
    return START_MILLIS + index * STEP_MILLIS;
  }

  /** Returns the number of touchpoints up to a time. */
  static long before(long timeMillis) {
    return Math.max(0, (timeMillis - START_MILLIS) / STEP_MILLIS + 1);
  }

  Touchpoint touchpoint(long index) {
    return touchpoint(index, timeMillis(index));
  }

  Touchpoint touchpoint(long index, long timeMillis) {
    long session = session(index - introduced);
    long own = mix(index);
    boolean strays = share(own) < 0.2;
    long categoryOf = strays ? own >>> 7 : mix(~session);
    return new Touchpoint(
        "t" + index,
        customer(session),
        null,
        TYPES.get((int) Long.remainderUnsigned(own >>> 20, TYPES.size())),
        (session & 1) == 0 ? "web" : "app",
        timeMillis,
        null,
        Map.of(
            "category",
            category((int) Long.remainderUnsigned(categoryOf, CATEGORIES)),
            "amount",
            Long.remainderUnsigned(own >>> 11, 50_000) / 100.0,
            "page",
            "/shop/" + (own >>> 40)));
  }

  static String category(int number) {
    return "category-" + number;
  }

  private String customer(long session) {
    if (session < 0) {
      return "customer-" + (session + introduced);
    }
    double share = share(mix(session));
    return "customer-" + (long) (share * share * customers);
  }

  /**
   * Returns the session of a touchpoint. The places change their visits one after the other, not
   * all at once; a customer who is introduced has a negative session of their own.
   */
  private static long session(long index) {
    if (index < 0) {
      return index;
    }
    long place = index % OPEN_SESSIONS;
    long turn = (index / OPEN_SESSIONS + place) / SESSION_LENGTH;
    return turn * OPEN_SESSIONS + place;
  }

  /** Returns a number from 0 to 1, without 1. */
  private static double share(long random) {
    return (random >>> 11) * 0x1.0p-53;
  }

  /**
   * Mixes the bits of a number by the finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
   */
  private static long mix(long number) {
    long z = (number + 1) * SEED;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
