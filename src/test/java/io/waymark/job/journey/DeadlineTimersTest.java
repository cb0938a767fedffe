package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.Customer;
import io.waymark.match.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineTimersTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final Timers timers = new Timers();
  private final DeadlineTimers deadlines = new DeadlineTimers(timers);
  private final Customer ann = new Customer("ann");

  @Test
  void setsATimerAtTheDeadline() {
    deadlines.arm(ann, NOON + HOUR, NOON);

    assertThat(timers.log).containsExactly("set ann " + (NOON + HOUR));
    assertThat(ann.timerMillis()).isEqualTo(NOON + HOUR);
  }

  @Test
  void setsNoTimerWithoutADeadline() {
    deadlines.arm(ann, Runs.NEVER, NOON);

    assertThat(timers.log).isEmpty();
    assertThat(ann.timerMillis()).isEqualTo(Runs.NEVER);
  }

  @Test
  void replacesTheTimerByAnEarlierOne() {
    deadlines.arm(ann, NOON + 2 * HOUR, NOON);
    deadlines.arm(ann, NOON + HOUR, NOON);

    assertThat(timers.log)
        .containsExactly(
            "set ann " + (NOON + 2 * HOUR),
            "delete ann " + (NOON + 2 * HOUR),
            "set ann " + (NOON + HOUR));
  }

  @Test
  void leavesAnEarlierTimerAsItIs() {
    deadlines.arm(ann, NOON + HOUR, NOON);
    deadlines.arm(ann, NOON + 2 * HOUR, NOON);
    deadlines.arm(ann, Runs.NEVER, NOON);

    assertThat(timers.log).hasSize(1);
    assertThat(ann.timerMillis()).isEqualTo(NOON + HOUR);
  }

  @Test
  void setsATimerAnewOnceItHasFired() {
    deadlines.arm(ann, NOON + HOUR, NOON);
    DeadlineTimers.noteFired(ann);
    deadlines.arm(ann, NOON + 2 * HOUR, NOON + HOUR);

    assertThat(timers.log)
        .containsExactly("set ann " + (NOON + HOUR), "set ann " + (NOON + 2 * HOUR));
  }

  @Test
  void sleepsNoLongerThanADay() {
    deadlines.arm(ann, NOON + 7 * DAY, NOON);

    assertThat(ann.timerMillis()).isEqualTo(NOON + DAY);
  }

  @Test
  void sleepsToTheDeadlineWhereTimeEndsEarlierThanADay() {
    deadlines.arm(ann, Long.MAX_VALUE - 1, Long.MAX_VALUE - HOUR);

    assertThat(ann.timerMillis()).isEqualTo(Long.MAX_VALUE - 1);
  }

  private static final class Timers implements DeadlineTimers.Timers {
    final List<String> log = new ArrayList<>();

    @Override
    public void set(String customer, long millis) {
      log.add("set " + customer + " " + millis);
    }

    @Override
    public void delete(String customer, long millis) {
      log.add("delete " + customer + " " + millis);
    }
  }
}
