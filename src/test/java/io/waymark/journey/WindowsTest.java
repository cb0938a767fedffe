package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Window;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
  @ParameterizedTest
  @CsvSource({
    "HOUR, 2026-03-01T23:59:59.999Z, 2026-03-02T00:59:00Z",
    "DAY, 2026-03-01T23:59:59.999Z, 2026-03-02T23:00:00Z",
    "WEEK, 2026-03-01T10:42:00Z, 2026-03-08T00:00:00Z",
    "MONTH, 2026-03-01T23:59:59.999Z, 2026-03-31T00:00:00Z"
  })
  void holdsNothingOfAnEarlierOneFromTheFirstBucketOn(Window window, Instant ended, Instant apart) {
    long from = Windows.apartFrom(window, ended.toEpochMilli()).orElseThrow();

    assertThat(Instant.ofEpochMilli(from)).isEqualTo(apart);
    assertThat(Windows.beginMillis(window, from)).isGreaterThan(ended.toEpochMilli());
    assertThat(Windows.beginMillis(window, from - 1)).isLessThanOrEqualTo(ended.toEpochMilli());
  }

  @Test
  void isNeverApartFromAllTime() {
    assertThat(Windows.apartFrom(Window.ALL, 0)).isEmpty();
    assertThat(Windows.beginMillis(Window.ALL, 1)).isZero();
  }
}
