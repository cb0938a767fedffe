package io.waymark.job.source;

import static io.waymark.job.source.Hand.NOON;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.intake.IntakeResult;
import io.waymark.model.Arrival;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TouchpointClockTest {
  private static final Duration EARLIER = ofMinutes(-10);

  private final Hand hand = new Hand();

  @Test
  void isNeverSilent() {
    TouchpointClock clock = new TouchpointClock(ofSeconds(1), hand.wall);
    long millis = NOON.plus(EARLIER).toEpochMilli();
    Position at = Position.line("web.jsonl", 1);
    Touchpoint touchpoint = new Touchpoint("m", "ann", null, "page", null, millis, null, Map.of());

    clock.onEvent(
        new IntakeResult.Accepted(new Arrival(touchpoint, at, NOON.toEpochMilli())), millis, hand);
    hand.pass(ofHours(1));
    clock.onPeriodicEmit(hand);

    assertThat(hand.mark()).isEqualTo(EARLIER.minus(ofSeconds(1)));
  }
}
