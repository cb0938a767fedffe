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
  private final List<Touchpoint> touchpoints = new ArrayList<>();
  private Instant now;
  private boolean known;
  private boolean loggedIn;
  private int baskets;

  Story(Shopper shopper, Dice dice, Pace pace, Instant arrival) {
    this.shopper = shopper;
    this.dice = dice;
    this.pace = pace;
    this.now = arrival;
    this.known = shopper.anonymousId() == null;
  }

  Dice dice() {
    return dice;
  }

  Pace pace() {
    return pace;
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
    return shopper.channel().equals("app")
        ? does("screen", Map.of("name", name))
        : does("page", Map.of("name", name, "path", path));
  }

  /** Adds a touchpoint that reaches the customer elsewhere. */
  Story meets(String channel, String type, Map<String, Object> properties) {
    return happens(now, channel, type, null, properties);
  }

  Story happens(
      Instant at,
      String channel,
      String type,
      @Nullable Double sentiment,
      Map<String, Object> properties) {
    String id = shopper.id() + "-" + touchpoints.size();
    String anonymousId = loggedIn ? null : shopper.anonymousId();
    String key = known || anonymousId == null ? shopper.id() : anonymousId;
    touchpoints.add(
        new Touchpoint(
            id,
            key,
            anonymousId,
            type,
            channel,
            at.toEpochMilli(),
            sentiment,
            Collections.unmodifiableMap(new TreeMap<>(properties))));
    return this;
  }

  /**
   * Logs the customer in: from here on they are known by name. The first time, an {@code identify}
   * is sent.
   */
  Story logsIn() {
    if (!loggedIn) {
      known = true;
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
