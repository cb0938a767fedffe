package io.waymark.lab.shop;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A way of shipping an order to the customer. It takes its own time, whatever the customer's pace.
 *
 * @param promise how long it may take to be in time
 */
record ShippingMethod(
    List<String> carriers,
    Duration promise,
    Duration soonestOut,
    Duration latestOut,
    Duration shortestWay,
    Duration longestWay) {
  ShippingMethod {
    carriers = List.copyOf(carriers);
  }

  private static final List<String> PARCEL_SERVICES = List.of("DHL", "DPD", "Hermes", "PostNL");

  static final ShippingMethod PARCEL =
      new ShippingMethod(
          PARCEL_SERVICES, ofDays(4), ofHours(4), ofHours(30), ofHours(20), ofHours(60));

  /**
   * Late by more than nothing and less than two days, so that even the latest parcel is there five
   * days after the first age at which the journey map compares customers who wait for one.
   */
  private static final ShippingMethod LATE_PARCEL =
      new ShippingMethod(
          PARCEL_SERVICES, ofDays(4), ofHours(4), ofHours(30), ofHours(93), ofHours(104));

  /** Out after more than three days, when the order was nearly forgotten. */
  static final ShippingMethod FORGOTTEN =
      new ShippingMethod(
          PARCEL_SERVICES, ofDays(4), ofHours(74), ofHours(80), ofHours(20), ofHours(50));

  private static final ShippingMethod LATE_COURIER =
      new ShippingMethod(
          List.of("City Bikes"),
          ofMinutes(10),
          ofMinutes(2),
          ofMinutes(4),
          ofMinutes(10),
          ofMinutes(18));
  static final ShippingMethod DOWNLOAD =
      new ShippingMethod(
          List.of("download"), ofHours(1), ofSeconds(1), ofSeconds(2), ofSeconds(1), ofSeconds(2));

  /** Returns a way that takes longer than promised; where someone watches, some minutes. */
  static ShippingMethod late(Pace pace) {
    return pace == Pace.LIVE ? LATE_COURIER : LATE_PARCEL;
  }

  /**
   * Sends and delivers an order of this moment, while the story stays where it is; returns when it
   * arrives.
   */
  Instant delivers(Basket order, Story story) {
    Dice dice = story.dice();
    String carrier = dice.pick(carriers);
    Instant promised = story.now().plus(promise);
    Instant out = story.now().plus(dice.between(soonestOut, latestOut));
    Instant there = out.plus(dice.between(shortestWay, longestWay));
    story.happens(
        out,
        "delivery",
        "Order Shipped",
        null,
        Map.of("orderId", order.orderId(), "carrier", carrier, "promisedBy", promised.toString()));
    story.happens(
        there,
        "delivery",
        "Order Delivered",
        null,
        Map.of("orderId", order.orderId(), "carrier", carrier, "daysLate", days(promised, there)));
    return there;
  }

  /** Returns days to a thousandth; below 0 when the order came early. */
  private static double days(Instant promised, Instant there) {
    double days = Duration.between(promised, there).toMillis() / (double) ofDays(1).toMillis();
    return Math.round(days * 1000) / 1000.0;
  }
}
