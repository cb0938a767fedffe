package io.waymark.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Patience LONG = new Patience(Duration.ofDays(1), Duration.ofNanos(1));
  private static final Patience NONE = new Patience(Duration.ZERO, Duration.ofDays(1));

  @Test
  void looksUntilItHolds() throws Exception {
    AtomicInteger looks = new AtomicInteger();

    LONG.await("there were three looks", () -> looks.incrementAndGet() == 3);

    assertThat(looks).hasValue(3);
  }

  @Test
  void looksOnceAtLeast() throws Exception {
    assertThat(NONE.until(() -> true)).isTrue();
    assertThat(NONE.until(() -> false)).isFalse();
  }

  @Test
  void saysWhatItWaitedFor() {
    assertThatThrownBy(() -> NONE.await("pigs fly", () -> false))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("waited 0 s until pigs fly");
  }

  @Test
  void letsThroughWhatALookThrows() {
    IOException failure = new IOException("gone");

    assertThatThrownBy(
            () ->
                LONG.until(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void endsAtOnceWhenInterrupted() {
    Patience slow = new Patience(Duration.ofDays(1), Duration.ofDays(1));

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> slow.until(() -> false)).isInstanceOf(InterruptedException.class);
  }
}
