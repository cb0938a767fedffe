package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Touchpoint;
import io.waymark.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Checks that a touchpoint older than what the customer has met counts, and breaks nothing. */
class EarlierTouchpointTest {
  private static final String LIFECYCLE =
      """
      lifecycle: two
      stages:
        - stage: one
          on: Begin
        - stage: two
          on: End
      """;

  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final MapHarness harness = new MapHarness(LIFECYCLE);

  @Test
  void countsAtTheTimeOfTheLastOne() {
    harness.apply(touchpoint("t1", "Begin", NOON), "one", "some");
    harness.apply(touchpoint("t2", "Read", NOON - 5 * HOUR), "one", "some");

    Map<String, MapRecord> records = harness.cut(NOON + 1_000);

    long touchpoints =
        Objects.requireNonNull(
                Objects.requireNonNull(records.get("segment/some/one/web/Read")).cellFigures())
            .windows()
            .get(Window.HOUR)
            .touchpoints();
    assertThat(touchpoints).isEqualTo(1);
  }

  @Test
  void endsAVisitThatBeganAfterIt() {
    harness.apply(touchpoint("t1", "Begin", NOON), "one", "some");
    harness.apply(touchpoint("t2", "End", NOON - HOUR), "two", "some");

    Map<String, MapRecord> records = harness.cut(NOON + 1_000);

    StageWindow one =
        Objects.requireNonNull(
                Objects.requireNonNull(records.get("segment/some/one")).stageFigures())
            .windows()
            .get(Window.HOUR);
    assertThat(one.forward()).isEqualTo(1);
    assertThat(Objects.requireNonNull(records.get("segment/some/two")).stageFigures().hereNow())
        .isEqualTo(1);
  }

  private static Touchpoint touchpoint(String id, String type, long millis) {
    return new Touchpoint(id, "ann", null, type, "web", millis, null, Map.of());
  }
}
