package io.waymark.deliver.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.lane.Answer.Kind;
import io.waymark.deliver.lane.Breaker.Condition;
import io.waymark.deliver.lane.VirtualTime.Happening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One endpoint, or two, in virtual time. */
class EndpointTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Limits WIDE = Limits.of(0, 8);
  private static final String DESK = "desk";

  private final VirtualTime time = new VirtualTime();

  @Test
  void deliversTheTriggersOfACustomerOneAfterTheOtherInTheirOrder() {
    time.endpoint(DESK, WIDE, (delivery, now) -> Receiver.ok(100));
    time.send(DESK, "a", "ann", 0);
    time.send(DESK, "b", "ann", 1);
    time.send(DESK, "c", "ben", 2);

    time.playUntil(SECOND);

    assertThat(time.ids("delivered")).containsExactly("a", "c", "b");
    assertThat(attempts()).containsExactly(0L, 2L, 100L);
  }

  @Test
  void aLaneWhoseHeadFailsWaitsAndTheOthersGoOn() {
    time.endpoint(
        DESK,
        WIDE,
        (delivery, now) ->
            delivery.id().equals("a") && now < 10 * SECOND
                ? Receiver.failed("HTTP 500", 10)
                : Receiver.ok(10));
    time.send(DESK, "a", "ann", 0);
    time.send(DESK, "b", "ann", 0);
    IntStream.range(0, 20).forEach(i -> time.send(DESK, "c" + i, "ben", 0));

    time.playUntil(MINUTE);

    assertThat(time.ids("delivered")).hasSize(22).endsWith("a", "b");
    assertThat(time.all("failed")).hasSizeGreaterThan(2);
  }

  @Test
  void aHangingEndpointHoldsBackNobodyElse() {
    time.endpoint(DESK, WIDE, (delivery, now) -> Receiver.failed("no answer", 15 * SECOND));
    time.endpoint("crm", WIDE, (delivery, now) -> Receiver.ok(20));
    for (int i = 0; i < 1_000; i++) {
      time.send(DESK, "d" + i, "customer" + i, i);
      time.send("crm", "c" + i, "customer" + i, i);
    }

    time.playUntil(5 * SECOND);

    assertThat(time.ids("delivered")).hasSize(1_000);
    assertThat(time.all("delivered")).allMatch(each -> each.at() < 4 * SECOND);
    assertThat(time.mostInFlight(DESK)).isEqualTo(8);
  }

  @Test
  void parksWhatIsNotOutAfterAMinuteAndKeepsItsOrder() {
    time.endpoint(
        DESK,
        WIDE,
        (delivery, now) -> now < 3 * MINUTE ? Receiver.failed("HTTP 500", 10) : Receiver.ok(10));
    time.send(DESK, "a", "ann", 0);
    time.send(DESK, "b", "ann", 10);

    time.playUntil(HOUR);

    assertThat(time.ids("park")).containsExactlyInAnyOrder("a", "b");
    assertThat(time.all("park")).allMatch(each -> each.at() <= MINUTE + 10);
    assertThat(time.ids("delivered")).containsExactly("a", "b");
  }

  @Test
  void parksAtOnceWhatDoesNotFitIntoMemory() {
    time.endpoint(DESK, new Limits(0, 1, 1_000, 5_000), (delivery, now) -> Receiver.ok(SECOND));
    IntStream.range(0, 10).forEach(i -> time.send(DESK, "t" + i, "c" + i, 0));

    time.playUntil(MINUTE);

    assertThat(time.all("park")).hasSize(5).allMatch(each -> each.at() == 0);
    assertThat(time.ids("delivered")).hasSize(10);
  }

  @Test
  void concurrencyFallsWhenTheEndpointIsBusyAndGrowsAgain() {
    List<Integer> limits = new ArrayList<>();
    Concurrency concurrency = new Concurrency(16);

    concurrency.fall();
    limits.add(concurrency.limit());
    concurrency.fall();
    concurrency.fall();
    concurrency.fall();
    concurrency.fall();
    limits.add(concurrency.limit());
    IntStream.range(0, 1_000).forEach(i -> concurrency.succeed());
    limits.add(concurrency.limit());

    assertThat(limits).containsExactly(8, 1, 16);
  }

  @Test
  void leavesABusyEndpointAloneAsLongAsItAsks() {
    time.endpoint(
        DESK,
        Limits.of(0, 1),
        (delivery, now) ->
            now == 0 ? Receiver.status(Kind.BUSY, 429, 30 * SECOND, 10) : Receiver.ok(10));
    IntStream.range(0, 5).forEach(i -> time.send(DESK, "t" + i, "c" + i, i));

    time.playUntil(MINUTE);

    assertThat(attempts().subList(1, 6)).allMatch(at -> at >= 30 * SECOND + 10);
    assertThat(time.ids("delivered")).hasSize(5);
  }

  @Test
  void keepsTheRate() {
    time.endpoint(DESK, Limits.of(600, 8), (delivery, now) -> Receiver.ok(1));
    IntStream.range(0, 300).forEach(i -> time.send(DESK, "t" + i, "c" + i, 0));

    time.playUntil(20 * SECOND);

    List<Long> attempts = attempts();
    for (long from = 0; from <= 19 * SECOND; from += 100) {
      long start = from;
      assertThat(attempts)
          .filteredOn(at -> at >= start && at < start + SECOND)
          .hasSizeBetween(9, 20);
    }
    assertThat(attempts).hasSizeBetween(205, 211);
  }

  @Test
  void retriesLessAndLessOftenWithJitter() {
    time.endpoint(DESK, WIDE, (delivery, now) -> Receiver.failed("HTTP 500", 0));
    time.send(DESK, "a", "ann", 0, 2 * MINUTE);

    time.playUntil(2 * MINUTE);

    List<Long> attempts = attempts();
    for (int i = 1; i < attempts.size(); i++) {
      long pause = attempts.get(i) - attempts.get(i - 1);
      assertThat(pause).isBetween(500L << (i - 1), 1_500L << (i - 1));
    }
    assertThat(attempts).hasSizeBetween(6, 8);
  }

  @Test
  void tellsTheSamePausesForTheSameSeed() {
    assertThat(pauses(3)).isEqualTo(pauses(3)).isNotEqualTo(pauses(4));
  }

  @Test
  void goneDisablesTheEndpointAtOnceAndEverythingForItIsParkedUntilItExpires() {
    time.endpoint(DESK, WIDE, (delivery, now) -> Receiver.status(Kind.GONE, 410, 0, 10));
    time.send(DESK, "a", "ann", 0, HOUR);
    time.send(DESK, "b", "ben", SECOND, HOUR);

    time.playUntil(2 * HOUR);

    assertThat(time.states())
        .extracting(Breaker.State::condition)
        .containsExactly(Condition.DISABLED);
    assertThat(time.ids("attempt")).containsExactly("a");
    assertThat(time.ids("park")).containsExactly("a", "b");
    assertThat(time.all("dead"))
        .hasSize(2)
        .allSatisfy(
            dead -> {
              assertThat(dead.at()).isEqualTo(HOUR);
              assertThat(dead.reason()).contains("it answered HTTP 410");
            });
  }

  @Test
  void aDisabledEndpointGoesOnWhenItIsEnabled() {
    Endpoint endpoint =
        time.endpoint(
            DESK,
            WIDE,
            (delivery, now) ->
                now < HOUR ? Receiver.status(Kind.GONE, 410, 0, 10) : Receiver.ok(10));
    time.send(DESK, "a", "ann", 0);
    time.send(DESK, "b", "ann", SECOND);
    time.at(
        HOUR,
        () -> endpoint.become(new Breaker.State(Condition.CLOSED, HOUR, "by ann"), time.clocks()));

    time.playUntil(HOUR + SECOND);

    assertThat(time.ids("delivered")).containsExactly("a", "b");
  }

  @Test
  void opensAfterTwentyFailuresInARowOverFiveMinutesAndProbesOnceAMinute() {
    time.endpoint(
        DESK,
        WIDE,
        (delivery, now) -> now < HOUR ? Receiver.failed("HTTP 500", 10) : Receiver.ok(10));
    IntStream.range(0, 40).forEach(i -> time.send(DESK, "t" + i, "c" + i, i * SECOND));

    time.playUntil(2 * HOUR);

    assertThat(time.states())
        .extracting(Breaker.State::condition)
        .containsExactly(Condition.OPEN, Condition.CLOSED);
    long opened = time.states().get(0).sinceMillis();
    assertThat(opened).isGreaterThanOrEqualTo(5 * MINUTE);
    List<Long> probes = attempts().stream().filter(at -> at > opened && at < HOUR).toList();
    assertThat(probes).hasSizeBetween(50, 55);
    assertThat(
            LongStream.range(1, probes.size())
                .map(i -> probes.get((int) i) - probes.get((int) i - 1)))
        .allMatch(pause -> pause >= MINUTE);
    assertThat(time.ids("delivered")).hasSize(40);
    assertThat(time.all("delivered")).allMatch(each -> each.at() < HOUR + 2 * MINUTE);
  }

  @Test
  void staysClosedWhenTwentyFailuresComeFasterThanFiveMinutes() {
    time.endpoint(
        DESK,
        WIDE,
        (delivery, now) -> now < 4 * MINUTE ? Receiver.failed("HTTP 500", 10) : Receiver.ok(10));
    IntStream.range(0, 100).forEach(i -> time.send(DESK, "t" + i, "c" + i, i));

    time.playUntil(HOUR);

    assertThat(time.states()).isEmpty();
    assertThat(time.ids("delivered")).hasSize(100);
  }

  @Test
  void isDisabledAfterFiveDaysOfFailures() {
    time.endpoint(DESK, WIDE, (delivery, now) -> Receiver.failed("HTTP 500", 10));
    IntStream.range(0, 40).forEach(i -> time.send(DESK, "t" + i, "c" + i, i, 30 * DAY));

    time.playUntil(7 * DAY);

    assertThat(time.states())
        .extracting(Breaker.State::condition)
        .containsExactly(Condition.OPEN, Condition.DISABLED);
    assertThat(time.states().get(1).sinceMillis() - time.states().get(0).sinceMillis())
        .isBetween(5 * DAY, 5 * DAY + 2 * MINUTE);
    assertThat(attempts()).noneMatch(at -> at > 5 * DAY + HOUR);
  }

  @Test
  void aFailureOnOurSideSaysNothingAboutTheEndpoint() {
    time.endpoint(DESK, WIDE, (delivery, now) -> Answer.notSent("no body", 0));
    IntStream.range(0, 40).forEach(i -> time.send(DESK, "t" + i, "c" + i, i));

    time.playUntil(HOUR);

    assertThat(time.states()).isEmpty();
    assertThat(time.all("failed")).hasSizeGreaterThan(40);
  }

  @Test
  void anEarlierTriggerThatComesLateGoesBeforeTheOnesThatWait() {
    Endpoint endpoint = time.endpoint(DESK, WIDE, (delivery, now) -> Receiver.ok(100));
    endpoint.add(Delivery.parked("b", DESK, "ann", 0, 2, Long.MAX_VALUE));
    endpoint.add(Delivery.parked("c", DESK, "ann", 0, 3, Long.MAX_VALUE));
    time.at(50, () -> endpoint.add(Delivery.parked("a", DESK, "ann", 0, 1, Long.MAX_VALUE)));

    time.playUntil(SECOND);

    assertThat(time.ids("delivered")).containsExactly("b", "a", "c");
  }

  @Test
  void forgetsThePartitionThatIsLostAndNoOther() {
    Endpoint endpoint = time.endpoint(DESK, Limits.of(0, 1), (delivery, now) -> Receiver.ok(100));
    endpoint.add(Delivery.parked("a", DESK, "ann", 0, 1, Long.MAX_VALUE));
    endpoint.add(Delivery.parked("b", DESK, "ann", 0, 2, Long.MAX_VALUE));
    endpoint.add(Delivery.parked("c", DESK, "ben", 1, 1, Long.MAX_VALUE));
    time.at(50, () -> endpoint.forget(0));

    time.playUntil(SECOND);

    assertThat(time.ids("delivered")).containsExactly("a", "c");
    assertThat(endpoint.held()).isZero();
  }

  @Test
  void takesAnAnswerForAPartitionThatWasLostAndCameBack() {
    Endpoint endpoint =
        time.endpoint(
            DESK,
            Limits.of(0, 4),
            (delivery, now) -> now == 0 ? Receiver.failed("HTTP 500", 100) : Receiver.ok(100));
    endpoint.add(Delivery.parked("a", DESK, "ann", 0, 1, Long.MAX_VALUE));
    time.at(
        50,
        () -> {
          endpoint.forget(0);
          endpoint.add(Delivery.parked("a", DESK, "ann", 0, 1, Long.MAX_VALUE));
          endpoint.add(Delivery.parked("b", DESK, "ann", 0, 2, Long.MAX_VALUE));
        });

    time.playUntil(SECOND);

    assertThat(attempts()).containsExactly(0L, 50L, 150L);
    assertThat(time.ids("delivered")).containsExactly("a", "b");
    assertThat(endpoint.held()).isZero();
    assertThat(endpoint.inFlight()).isZero();
  }

  private List<Long> attempts() {
    return time.all("attempt").stream().map(Happening::at).toList();
  }

  private static List<Long> pauses(int seed) {
    Backoff backoff = new Backoff(new java.util.Random(seed));
    return LongStream.range(1, 20).map(i -> backoff.pauseMillis((int) i, 0)).boxed().toList();
  }
}
