package io.waymark.lab.shop;

import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The journey of one customer while it is made up: the touchpoints so far, and the time in the
 * story.
 *
 * <p>Parcels and posts are added before the customer's actions in between, so the result is sorted
 * by time. A touchpoint's id is the customer's id and its place in the order of adding, so that it
 * is the same whenever the story is made up again.
 */
final class Story {
  private final Shopper shopper;
  private final Dice dice;
  private final Pace pace;
  private final Influences influences;
  private final List<Touchpoint> touchpoints = new ArrayList<>();
  private Instant now;
  private boolean loggedIn;
  private int baskets;

  Story(Shopper shopper, Dice dice, Pace pace, Instant arrival, Influences influences) {
    this.shopper = shopper;
    this.dice = dice;
    this.pace = pace;
    this.influences = influences;
    this.now = arrival;
  }

  Dice dice() {
    return dice;
  }

  Pace pace() {
    return pace;
  }

  Influences influences() {
    return influences;
  }

  boolean isInTheApp() {
    return shopper.channel().equals("app");
  }

  Instant now() {
    return now;
  }

  Story after(Pause pause) {
    return after(pause.drawn(pace, dice));
  }

  Story after(Duration time) {
    return until(now.plus(time));
  }

  /** Moves the story's time forward; an instant in its past changes nothing. */
  Story until(Instant later) {
    now = later.isAfter(now) ? later : now;
    return this;
  }

  /** Adds a touchpoint of the customer where they shop. */
  Story does(String type, Map<String, Object> properties) {
    return happens(now, shopper.channel(), type, null, properties);
  }

  Story opensPage(String name, String path) {
    return opensPage(now, name, path);
  }

  /** Adds a look at a page, or at a screen of the app, while the story stays where it is. */
  Story opensPage(Instant at, String name, String path) {
    return isInTheApp()
        ? happens(at, "app", "screen", null, Map.of("name", name))
        : happens(at, "web", "page", null, Map.of("name", name, "path", path));
  }

  /** Adds a touchpoint that reaches the customer elsewhere. */
  Story meets(String channel, String type, Map<String, Object> properties) {
    return happens(now, channel, type, null, properties);
  }

  /**
   * Adds a touchpoint of any time.
   *
   * @param sentiment as the customer was asked for it; null for none
   */
  Story happens(
      Instant at,
      String channel,
      String type,
      @Nullable Double sentiment,
      Map<String, Object> properties) {
    return add(at, channel, type, sentiment, false, properties);
  }

  /** Adds words of the customer, with the sentiment that is inferred from them. */
  Story says(String channel, String type, double sentiment, Map<String, Object> properties) {
    return add(now, channel, type, sentiment, true, properties);
  }

  private Story add(
      Instant at,
      String channel,
      String type,
      @Nullable Double sentiment,
      boolean inferred,
      Map<String, Object> properties) {
    String id = shopper.id() + "-" + touchpoints.size();
    String anonymousId = loggedIn ? null : shopper.anonymousId();
    touchpoints.add(
        new Touchpoint(
            id,
            shopper.id(),
            anonymousId,
            type,
            channel,
            at.toEpochMilli(),
            sentiment,
            inferred,
            Collections.unmodifiableMap(new TreeMap<>(properties))));
    return this;
  }

  /**
   * Logs the customer in. The first time, an {@code identify} is sent. Until then touchpoints have
   * an anonymous id, too: the shop recognizes a customer by the device, so that nobody is two
   * customers, one of whom is lost.
   */
  Story logsIn() {
    if (!loggedIn) {
      does(Touchpoint.IDENTIFY, shopper.traits());
      loggedIn = true;
    }
    return this;
  }

  boolean startsAnonymously() {
    return shopper.anonymousId() != null;
  }

  /** Returns an id that no other thing of this kind has. */
  String name(String kind, int index) {
    return kind + shopper.id().substring(1) + "-" + index;
  }

  /** Returns a new, empty basket. */
  Basket basket() {
    baskets++;
    return new Basket(name("B", baskets), name("K", baskets), name("O", baskets), List.of());
  }

  List<Touchpoint> touchpoints() {
    List<Touchpoint> inOrder = new ArrayList<>(touchpoints);
    inOrder.sort(Comparator.comparingLong(Touchpoint::timeMillis));
    return inOrder;
  }
}
