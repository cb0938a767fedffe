package io.waymark.deliver.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.lane.Answer.Kind;
import io.waymark.deliver.lane.VirtualTime.Happening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random triggers, failures, pauses and latencies: the same promises for each. */
class EndpointPropertyTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final int TRIGGERS = 400;

  private final VirtualTime time = new VirtualTime();
  private final Map<String, Long> expiries = new HashMap<>();
  private final Map<String, List<String>> sent = new HashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void eachTriggerEndsOnceInOrderAndNoneIsSentAfterItsExpiry(int seed) {
    Random random = new Random(seed);
    Limits limits =
        new Limits(
            random.nextBoolean() ? 0 : 600 + random.nextInt(6_000),
            1 + random.nextInt(8),
            Limits.MOST_HELD,
            1_000L + random.nextInt(100_000));
    time.endpoint("desk", limits, moody(random));
    sendAll(random);

    time.playUntil(20 * DAY);

    Set<String> ended = new HashSet<>(time.ids("delivered"));
    ended.addAll(time.ids("dead"));
    assertThat(ended).as("seed %d", seed).hasSize(TRIGGERS);
    assertThat(time.ids("delivered").size() + time.ids("dead").size()).isEqualTo(TRIGGERS);
    assertThat(time.ids("delivered")).hasSizeGreaterThan(TRIGGERS / 10);
    assertThat(time.ids("park")).doesNotHaveDuplicates();
    assertThat(time.mostInFlight("desk")).isLessThanOrEqualTo(limits.concurrency());
    assertThat(time.all("attempt"))
        .as("seed %d", seed)
        .allMatch(each -> each.at() < expiries.get(each.id()));
    sent.forEach((customer, ids) -> assertOrder(seed, customer, ids));
    assertParkedInTime(seed);
  }

  private void assertOrder(int seed, String customer, List<String> ids) {
    List<String> arrived =
        time.all("delivered").stream()
            .filter(each -> each.customer().equals(customer))
            .map(Happening::id)
            .toList();
    List<String> expected = new ArrayList<>(ids);
    expected.retainAll(arrived);

    assertThat(arrived).as("seed %d, %s", seed, customer).isEqualTo(expected);
  }

  /** An offset that is not committed for longer than a minute and an attempt holds back others. */
  private void assertParkedInTime(int seed) {
    Map<String, Long> released = new HashMap<>();
    for (String what : List.of("park", "delivered", "dead")) {
      time.all(what).forEach(each -> released.merge(each.id(), each.at(), Math::min));
    }
    assertThat(released).hasSize(TRIGGERS);
    released.forEach(
        (id, at) ->
            assertThat(at - readAt(id))
                .as("seed %d, %s", seed, id)
                .isLessThanOrEqualTo(MINUTE + 15_000));
  }

  private final Map<String, Long> reads = new HashMap<>();

  private long readAt(String id) {
    return reads.get(id);
  }

  private void sendAll(Random random) {
    long at = 0;
    for (int i = 0; i < TRIGGERS; i++) {
      at += random.nextInt(2_000);
      String id = "t" + i;
      String customer = "c" + random.nextInt(12);
      long expires = at + 1 + (random.nextInt(4) == 0 ? random.nextInt(60_000) : DAY);
      time.send("desk", id, customer, at, expires);
      expiries.put(id, expires);
      reads.put(id, at);
      sent.computeIfAbsent(customer, each -> new ArrayList<>()).add(id);
    }
  }

  private static Receiver moody(Random random) {
    long outage = random.nextInt(2) * (MINUTE + random.nextInt(1_200_000));
    return (delivery, now) -> {
      long took = random.nextInt(20) == 0 ? 15_000 : random.nextInt(400);
      if (now > MINUTE && now < MINUTE + outage) {
        return Receiver.failed("away", took);
      }
      return switch (random.nextInt(8)) {
        case 0, 1 -> Receiver.failed("HTTP 500", took);
        case 2 -> Receiver.status(Kind.BUSY, 429, random.nextInt(3_000), took);
        case 3 -> Answer.notSent("no body", took);
        default -> Receiver.ok(took);
      };
    };
  }
}
