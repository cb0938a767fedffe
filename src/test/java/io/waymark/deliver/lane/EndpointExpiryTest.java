package io.waymark.deliver.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.deliver.lane.Answer.Kind;
import io.waymark.deliver.lane.VirtualTime.Happening;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One endpoint gives triggers up, in virtual time. */
class EndpointExpiryTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final Limits WIDE = Limits.of(0, 8);
  private static final String DESK = "desk";

  private final VirtualTime time = new VirtualTime();

  @Test
  void givesUpWhatIsMoreThanMayWait() {
    time.endpoint(DESK, new Limits(0, 1, 3, 50_000), (delivery, now) -> Receiver.ok(SECOND));
    IntStream.range(0, 5).forEach(i -> time.send(DESK, "t" + i, "c" + i, 0));

    time.playUntil(MINUTE);

    assertThat(time.all("dead"))
        .extracting(Happening::reason)
        .hasSize(2)
        .allMatch(reason -> reason.startsWith("more than 3 triggers wait"));
    assertThat(time.ids("delivered")).hasSize(3);
  }

  @Test
  void thousandsThatExpireAtOnceBecomeDeadLettersFewAtATimeAndNoneOfThemIsSent() {
    time.burialMillis(20);
    time.endpoint(
        DESK,
        WIDE,
        (delivery, now) -> now < HOUR ? Receiver.failed("HTTP 500", 10) : Receiver.ok(10));
    time.endpoint("crm", WIDE, (delivery, now) -> Receiver.ok(20));
    for (int i = 0; i < 5_000; i++) {
      time.send(DESK, "d" + i, "customer" + i % 500, i / 10, HOUR);
    }
    time.send(DESK, "later", "customer7", 600, 2 * HOUR);
    for (int i = 0; i < 100; i++) {
      time.send("crm", "c" + i, "customer" + i, HOUR - 100 + i * 10);
    }

    time.playUntil(HOUR + 5 * MINUTE);

    assertThat(time.mostDying()).isEqualTo(Endpoint.MOST_DYING);
    assertThat(time.all("dead"))
        .hasSize(5_000)
        .filteredOn(each -> each.reason().startsWith("expired after"))
        .hasSizeGreaterThan(4_000)
        .allMatch(each -> each.at() >= HOUR);
    assertThat(time.all("attempt"))
        .filteredOn(each -> each.id().startsWith("d"))
        .isNotEmpty()
        .allMatch(each -> each.at() < HOUR);
    assertThat(time.all("delivered"))
        .filteredOn(each -> each.id().startsWith("c"))
        .hasSize(100)
        .allMatch(each -> each.at() == HOUR - 80 + 10 * Integer.parseInt(each.id().substring(1)));
    assertThat(time.ids("delivered")).contains("later");
  }

  @Test
  void givesUpAtOnceWhatIsLost() {
    time.endpoint(DESK, WIDE, (delivery, now) -> Answer.lost("it is gone", 10));
    time.send(DESK, "a", "ann", 0, HOUR);
    time.send(DESK, "b", "ann", 1, HOUR);

    time.playUntil(MINUTE);

    assertThat(time.all("dead"))
        .extracting(Happening::id, Happening::at, Happening::reason)
        .containsExactly(tuple("a", 10L, "it is gone"), tuple("b", 20L, "it is gone"));
    assertThat(time.states()).isEmpty();
  }

  @Test
  void neverStartsAnAttemptAtTheExpiryOrAfterIt() {
    time.endpoint(DESK, new Limits(0, 1, 100, 100_000), (delivery, now) -> Receiver.ok(SECOND));
    time.send(DESK, "a", "ann", 0, 10 * SECOND);
    time.send(DESK, "b", "ann", 0, SECOND);
    time.send(DESK, "c", "ann", 0, SECOND + 1);

    time.playUntil(MINUTE);

    assertThat(time.ids("delivered")).containsExactly("a", "c");
    assertThat(time.all("dead"))
        .containsExactly(new Happening("dead", "b", "ann", SECOND, "expired after 0 attempts"));
  }

  @Test
  void givesUpAtOnceWhenAnotherAttemptWouldComeAfterTheExpiry() {
    time.endpoint(DESK, WIDE, (delivery, now) -> Receiver.status(Kind.BUSY, 503, HOUR, 10));
    time.send(DESK, "a", "ann", 0, 10 * MINUTE);

    time.playUntil(20);

    assertThat(time.all("dead"))
        .singleElement()
        .satisfies(
            dead ->
                assertThat(dead.reason())
                    .isEqualTo(
                        "expires before another attempt after 1 attempts, the last: HTTP 503"));
  }
}
