package io.waymark.recount;

import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A history of random customers over several months, with all that makes counting hard: stages
 * skipped and gone back to, customers who are silent for weeks and come back, segments that change,
 * more types than a customer's ledger has room for, equal times, and pauses of everybody.
 */
final class RandomJourneys {
  static final String LIFECYCLE =
      """
      lifecycle: four
      moves: [forward, skip, back]
      ends: Close
      stages:
        - stage: look
          on: Look
          lost: 20d
          plan: {within: 90s}
        - stage: choose
          on: Choose
          lost: 9d
          plan: {within: 4d, touchpoints: [Choose, Compare, Ask], ordered: true}
        - stage: buy
          on: Buy
          where: event.properties.amount > 10
          lost: 3d2h
          plan: {within: 5d12h, touchpoints: [Ask, Pay]}
        - stage: stay
          on: Stay
      """;

  static final String SEGMENTS =
      """
      segments:
        - segment: gold
          title: Gold
          where: customer.traits.tier == "gold"
        - segment: buyers
          title: Buyers
          where: customer.stage == "buy" || customer.stage == "stay"
        - segment: silver
          title: Silver
          where: customer.traits.tier == "silver"
      """;

  private static final Instant START = Instant.parse("2026-02-03T21:17:11.123Z");
  private static final List<String> MOVING = List.of("Look", "Choose", "Buy", "Stay");
  private static final List<String> OTHERS = List.of("Compare", "Ask", "Pay", "Read", "identify");

  private final Random random;
  private final int pace;
  private final Set<String> reluctant = new HashSet<>();
  private final Set<String> eager = new HashSet<>();
  private final List<Touchpoint> touchpoints = new ArrayList<>();
  private long millis = START.toEpochMilli();

  private RandomJourneys(long seed, int pace) {
    this.random = new Random(seed);
    this.pace = pace;
  }

  /**
   * Returns touchpoints in order of time.
   *
   * @param pace how many times as often they come, as without it half an hour apart on average
   */
  static List<Touchpoint> of(long seed, int size, int customers, int pace) {
    RandomJourneys history = new RandomJourneys(seed, pace);
    for (int i = 0; i < size; i++) {
      history.pass();
      // Some come much more often than others.
      double often = history.random.nextDouble();
      history.add("c" + (int) (customers * often * often * often));
    }
    return history.touchpoints;
  }

  private void pass() {
    if (random.nextInt(800 * pace) == 0) {
      millis += Duration.ofDays(5 + random.nextInt(12)).toMillis();
    } else if (random.nextInt(4) > 0) {
      double exponential = -Math.log(1 - random.nextDouble());
      long mean = random.nextInt(3) == 0 ? Duration.ofMinutes(70).toMillis() : 20_000;
      millis += Math.round(mean * exponential / pace);
    }
  }

  private void add(String customer) {
    String type = type(customer);
    boolean isSad = type.equals("Fail");
    Double sentiment =
        isSad || random.nextInt(3) == 0
            ? (Double) (Math.round(random.nextGaussian() * 400) / 1e3)
            : null;
    if (sentiment != null) {
      sentiment = Math.max(-1, Math.min(1, sentiment));
    }
    String channel = List.of("web", "app", "store", "").get(random.nextInt(4));
    touchpoints.add(
        new Touchpoint(
            "t" + touchpoints.size(),
            customer,
            null,
            type,
            channel.isEmpty() ? null : channel,
            millis,
            sentiment,
            random.nextInt(3) == 0,
            properties(type)));
  }

  private Map<String, Object> properties(String type) {
    return switch (type) {
      case "identify" -> Map.of("tier", List.of("gold", "silver", "none").get(random.nextInt(3)));
      case "Buy" -> Map.of("amount", (long) random.nextInt(100));
      default -> Map.of();
    };
  }

  /**
   * Returns a type: customers who met a failure stay for long, and those who got a gift move on.
   */
  private String type(String customer) {
    if (reluctant.contains(customer) && random.nextInt(100) < 85) {
      return "Read";
    }
    reluctant.remove(customer);
    if (eager.remove(customer)) {
      return "Stay";
    }
    int draw = random.nextInt(100);
    if (draw < 6) {
      eager.add(customer);
      return "Gift";
    }
    if (draw < 14) {
      reluctant.add(customer);
      return "Fail";
    }
    if (draw < 40) {
      return MOVING.get(random.nextInt(MOVING.size()));
    }
    if (draw < 55) {
      return "Rare " + random.nextInt(9);
    }
    String other = OTHERS.get(random.nextInt(OTHERS.size()));
    return draw > 97 ? "Close" : other;
  }
}
