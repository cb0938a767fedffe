package io.waymark.govern;

import static io.waymark.govern.PolicyReaderTest.ZONE;
import static io.waymark.govern.PolicyReaderTest.problems;
import static io.waymark.govern.PolicyReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietReaderTest {
  @Test
  void quietHoursHoldOnEveryDayUnlessSaidOtherwise() {
    Quiet quiet = read("policy: p\n" + ZONE + "quiet: {from: 9:30, to: 24:00, spread: 1h}").quiet();

    assertThat(quiet)
        .isEqualTo(
            new Quiet(
                LocalTime.of(9, 30),
                null,
                EnumSet.allOf(DayOfWeek.class),
                true,
                Duration.ofHours(1).toMillis(),
                Selector.NONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "from: '21:00' | 3:8 | 'to' is missing",
        "from: '21:00', to: '21:00' | 3:8 | quiet hours end at another time than they begin; to be quiet all day write from: \"00:00\", to: \"24:00\" and the days",
        "from: '00:00', to: '24:00' | 3:8 | these quiet hours leave no time in any week, and nothing would ever go out; leave out a day, or some hours",
        "from: '24:00', to: '08:00' | 3:15 | expected a time of day from \"00:00\" to \"23:59\"",
        "from: '21:00', to: '24:01' | 3:28 | expected a time of day from \"00:00\" to \"24:00\"",
        "from: '21:60', to: '08:00' | 3:15 | expected a time of day from \"00:00\" to \"23:59\"",
        "from: 9 pm, to: '08:00' | 3:15 | expected a time of day from \"00:00\" to \"23:59\"",
        "from: '21:00', to: 8 | 3:28 | expected a time of day from \"00:00\" to \"24:00\", in quotes: some tools read 21:00 without them as the number 1260",
        "from: '21:00', to: '08:00', days: [] | 3:43 | name at least one, or leave this out",
        "from: '21:00', to: '08:00', days: monday | 3:43 | unknown 'monday'; expected one of mon, tue, wed, thu, fri, sat, sun",
        "from: '21:00', to: '08:00', days: [mon, mon] | 3:49 | 'mon' is named twice",
        "from: '21:00', to: '08:00', then: wait | 3:43 | unknown 'wait'; expected one of hold, withhold",
        "from: '21:00', to: '08:00', spread: 5h | 3:45 | expected a duration from 0s to 4h",
        "from: '21:00', to: '08:00', spread: 5m, then: withhold | 3:45 | nothing is held that could be spread; leave 'spread' out",
        "from: '21:00', to: '20:00', spread: 2h | 3:8 | between these quiet hours are only 1h, in which a 'spread' of 2h has no room"
      })
  void saysWhatIsWrongWithQuietHours(String quiet, String place, String message) {
    assertThat(problems("policy: p\n" + ZONE + "quiet: {" + quiet + "}"))
        .extracting(PolicyReaderTest::shown)
        .containsExactly(place + " " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from: '00:00', to: '24:00', days: [mon, tue, wed, thu, fri, sat]",
        "from: '00:01', to: '00:00'",
        "from: 21:00, to: 08:00",
        "from: '22:00', to: '23:00', days: sun, spread: 4h",
        "from: '00:00', to: '24:00', days: [sat, sun], spread: 4h"
      })
  void takesQuietHoursThatLeaveSomeTime(String quiet) {
    assertThat(problems("policy: p\n" + ZONE + "quiet: {" + quiet + "}")).isEmpty();
  }
}
