package io.waymark.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0s, 0",
    "250ms, 250",
    "30s, 30000",
    "30m, 1800000",
    "2h, 7200000",
    "7d, 604800000",
    "1d12h, 129600000",
    "1d2h3m4s5ms, 93784005",
    "90m, 5400000",
    "999999d, 86399913600000"
  })
  void readsWhatPeopleWrite(String text, long millis) {
    assertThat(Durations.parseMillis(text)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "7", "d", "7 d", "-7d", "7D", "1h1d", "1.5h", "1h1h", "1234567d", "7d "})
  void refusesEverythingElse(String text) {
    assertThat(Durations.parseMillis(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "1, 1ms",
    "60000, 1m",
    "604800000, 7d",
    "604830000, 7d 30s",
    "93784005, 1d 2h"
  })
  void showsTheTwoLargestParts(long millis, String text) {
    assertThat(Durations.toText(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0s, 0",
    "250ms, 250",
    "7d, 604800000",
    "2d23h59m59s, 259199000",
    "1d2h3m4s5ms, 93784005"
  })
  void showsAllPartsAsPeopleWriteThem(String text, long millis) {
    assertThat(Durations.inFull(millis)).isEqualTo(text);
  }

  @Test
  void readsWeeksAndWritesDays() {
    assertThat(Durations.parseMillis("1w")).hasValue(7 * 86_400_000L);
    assertThat(Durations.parseMillis("2w1d")).hasValue(15 * 86_400_000L);
    assertThat(Durations.inFull(14 * 86_400_000L)).isEqualTo("14d");
  }
}
