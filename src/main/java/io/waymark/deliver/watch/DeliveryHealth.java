package io.waymark.deliver.watch;

import io.waymark.deliver.lane.Breaker.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Whether the delivery does its work, judged by its last state. Destinations that fail do not make
 * it down, as a restart would not help them.
 */
record DeliveryHealth(DeliveryState state, long steadyMillis) {
  /** Longer than a handing over of partitions takes, in which the thread waits for attempts. */
  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  private static final Duration STUCK = Duration.ofMinutes(5);
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final int MOST_NAMED = 10;

  /** One check: whether it is up, and a sentence for a person. */
  record Check(String name, boolean isUp, String says) {}

  boolean isUp() {
    return checks().stream().allMatch(Check::isUp);
  }

  /** Returns whether a restart would not help. */
  boolean isAlive() {
    return state.equals(DeliveryState.NONE) || ageMillis() < STUCK.toMillis();
  }

  List<Check> checks() {
    return List.of(moves(), kafka(), destinations());
  }

  private long ageMillis() {
    return steadyMillis - state.steadyMillis();
  }

  private Check moves() {
    if (state.equals(DeliveryState.NONE)) {
      return new Check("delivery", false, "it reads what is parked; it has just started");
    }
    boolean isUp = ageMillis() < STANDSTILL.toMillis();
    return new Check(
        "delivery",
        isUp,
        isUp
            ? "it moves, with " + state.lag().size() + " partitions"
            : "it stands still for "
                + ageMillis() / 1_000
                + " s; if Kafka is up, restart it: its log has the cause");
  }

  private Check kafka() {
    long silent = state.heartbeatAgeMillis();
    boolean isUp = silent >= 0 && silent < SILENCE.toMillis();
    String says = "the group last spoke to Kafka " + silent / 1_000 + " s ago";
    if (silent < 0) {
      says = "the group has not spoken to Kafka yet";
    }
    return new Check(
        "kafka", isUp, isUp ? says : says + "; look at the brokers, it goes on by itself");
  }

  private Check destinations() {
    Map<String, EndpointState> all = state.named().endpoints();
    List<String> away =
        all.entrySet().stream()
            .filter(each -> each.getValue().condition() != Condition.CLOSED)
            .map(
                each ->
                    each.getKey()
                        + (each.getValue().condition() == Condition.OPEN
                            ? " fails"
                            : " is disabled"))
            .toList();
    String named = String.join(", ", away.subList(0, Math.min(MOST_NAMED, away.size())));
    return new Check(
        "destinations",
        true,
        (all.size() - away.size())
            + " of "
            + all.size()
            + " are delivered to"
            + (away.isEmpty() ? "" : "; " + named));
  }
}
