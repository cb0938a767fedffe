package io.waymark.deliver.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.lane.Breaker.Condition;
import io.waymark.deliver.lane.VirtualTime.Happening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One endpoint over a day, and under a wall clock that is set, in virtual time. */
class EndpointClockTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Limits WIDE = Limits.of(0, 8);
  private static final String DESK = "desk";

  private final VirtualTime time = new VirtualTime();

  /** A trigger each minute, for as long as the receiver is away and an hour more. */
  @Test
  void bringsADayOfTriggersInOrderWhenItsReceiverIsBack() {
    Endpoint endpoint =
        time.endpoint(
            DESK,
            WIDE,
            (delivery, now) -> now < DAY ? Receiver.failed("refused", 10) : Receiver.ok(10));
    int count = 25 * 60;
    IntStream.range(0, count).forEach(i -> time.send(DESK, "t" + i, "c" + i % 7, i * MINUTE));
    List<Integer> inMemory = new ArrayList<>();
    LongStream.range(2, 24)
        .forEach(hour -> time.at(hour * HOUR, () -> inMemory.add(endpoint.inMemory())));

    time.playUntil(25 * HOUR);

    assertThat(time.states())
        .extracting(Breaker.State::condition)
        .containsExactly(Condition.OPEN, Condition.CLOSED);
    assertThat(time.all("attempt"))
        .filteredOn(each -> each.at() < DAY)
        .hasSizeBetween(1_400, 1_500);
    assertThat(inMemory).hasSize(22).containsOnly(0);
    for (int customer = 0; customer < 7; customer++) {
      String name = "c" + customer;
      int first = customer;
      assertThat(time.all("delivered"))
          .filteredOn(each -> each.customer().equals(name))
          .extracting(Happening::id)
          .containsExactlyElementsOf(
              IntStream.range(0, count)
                  .filter(i -> i % 7 == first)
                  .mapToObj(i -> "t" + i)
                  .toList());
    }
    assertThat(time.all("delivered"))
        .filteredOn(each -> Integer.parseInt(each.id().substring(1)) * MINUTE < DAY)
        .hasSize(24 * 60)
        .allMatch(each -> each.at() < DAY + 2 * MINUTE);
    assertThat(endpoint.held()).isZero();
  }

  /** Fifty triggers a second that expire after an hour; the receiver is away for two of three. */
  @Test
  void bringsTheLastHourOfManyTriggersInOrderWhenItsReceiverIsBack() {
    Endpoint endpoint =
        time.endpoint(
            DESK,
            WIDE,
            (delivery, now) -> now < 2 * HOUR ? Receiver.failed("refused", 10) : Receiver.ok(10));
    int aSecond = 50;
    int count = 3 * 3_600 * aSecond;
    long between = SECOND / aSecond;
    IntStream.range(0, count)
        .forEach(i -> time.send(DESK, "t" + i, "c" + i % 997, i * between, i * between + HOUR));
    List<Integer> held = new ArrayList<>();
    List<Long> bytes = new ArrayList<>();
    LongStream.range(0, 180)
        .forEach(
            minute ->
                time.at(
                    minute * MINUTE,
                    () -> {
                      held.add(endpoint.held());
                      bytes.add(endpoint.bytesInMemory());
                    }));

    time.playUntil(3 * HOUR + MINUTE);

    int expired = time.all("dead").size();
    assertThat(expired).isBetween(3_600 * aSecond, 3_600 * aSecond + 2 * 60 * aSecond);
    assertThat(time.all("dead"))
        .filteredOn(each -> each.reason().startsWith("expired after"))
        .hasSizeGreaterThan(expired - 200)
        .allMatch(each -> each.at() == number(each) * between + HOUR);
    assertThat(held).allMatch(each -> each <= 3_600 * aSecond + 1);
    assertThat(bytes).allMatch(each -> each <= 6 * 60 * aSecond * 1_000L);
    assertThat(time.all("attempt"))
        .filteredOn(each -> each.at() > 10 * MINUTE && each.at() < 2 * HOUR)
        .hasSizeBetween(100, 115);
    assertThat(time.all("delivered"))
        .hasSize(count - expired)
        .filteredOn(each -> number(each) * between < 2 * HOUR)
        .allMatch(each -> each.at() < 2 * HOUR + 8 * MINUTE);
    assertThat(endpoint.held()).isZero();
    Map<String, Long> last = new HashMap<>();
    assertThat(time.all("delivered"))
        .allMatch(each -> last.merge(each.customer(), number(each), Math::max) == number(each));
  }

  private static long number(Happening happening) {
    return Long.parseLong(happening.id().substring(1));
  }

  @Test
  void delaysAreTheSameWhenTheWallClockIsSetBack() {
    assertThat(attemptsWhenTheWallClockIsSet(-DAY)).isEqualTo(attemptsWhenTheWallClockIsSet(0));
  }

  @Test
  void delaysAreTheSameWhenTheWallClockIsSetForward() {
    assertThat(attemptsWhenTheWallClockIsSet(6 * DAY)).isEqualTo(attemptsWhenTheWallClockIsSet(0));
  }

  /**
   * Plays an outage of twenty minutes, at a limited rate, with a breaker that opens; the clock is
   * set in the middle of it.
   */
  private static List<Happening> attemptsWhenTheWallClockIsSet(long aheadMillis) {
    VirtualTime time = new VirtualTime();
    time.endpoint(
        DESK,
        Limits.of(120, 4),
        (delivery, now) -> now < 20 * MINUTE ? Receiver.failed("HTTP 500", 10) : Receiver.ok(10));
    IntStream.range(0, 60).forEach(i -> time.send(DESK, "t" + i, "c" + i, i * SECOND));
    time.setWallClock(20 * SECOND, aheadMillis);
    time.setWallClock(10 * MINUTE, 2 * aheadMillis);

    time.playUntil(HOUR);

    assertThat(time.states())
        .extracting(Breaker.State::condition)
        .containsExactly(Condition.OPEN, Condition.CLOSED);
    assertThat(time.ids("delivered")).hasSize(60);
    assertThat(time.all("park")).isNotEmpty();
    return Stream.of("attempt", "park", "delivered")
        .flatMap(what -> time.all(what).stream())
        .toList();
  }

  @Test
  void triggersExpireByTheWallClockWhereverItIsSet() {
    time.endpoint(
        DESK,
        WIDE,
        (delivery, now) -> now < HOUR ? Receiver.failed("HTTP 500", 10) : Receiver.ok(10));
    time.send(DESK, "a", "ann", 0, 2 * HOUR);
    time.send(DESK, "b", "ben", 0, DAY);
    time.setWallClock(10 * MINUTE, 3 * HOUR);
    time.setWallClock(20 * MINUTE, -DAY);
    time.send(DESK, "c", "cy", 21 * MINUTE, 0);

    time.playUntil(2 * HOUR);

    assertThat(time.all("dead"))
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.id()).isEqualTo("a");
              assertThat(dead.at()).isEqualTo(10 * MINUTE);
            });
    assertThat(time.ids("delivered")).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void aStateThatBeganInTheFutureByAnotherClockBeginsNow() {
    Breaker ahead =
        new Breaker(
            new Breaker.State(Condition.OPEN, 30 * DAY, "another process"), new ClockReading(0, 0));
    Breaker behind =
        new Breaker(
            new Breaker.State(Condition.OPEN, 0, "another process"), new ClockReading(0, 4 * DAY));

    ahead.fail("HTTP 500", new ClockReading(2 * DAY, 2 * DAY));
    behind.fail("HTTP 500", new ClockReading(2 * DAY, 6 * DAY));

    assertThat(ahead.state().condition()).isEqualTo(Condition.OPEN);
    assertThat(behind.state().condition()).isEqualTo(Condition.DISABLED);
  }
}
