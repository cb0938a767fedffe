package io.waymark.govern;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
  private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

  @ParameterizedTest
  @CsvSource({
    // Clocks go forward in New York at 02:00 of 2026-03-08, and back at 02:00 of 2026-11-01.
    "America/New_York, 22:00, 07:00, 2026-03-08T06:30:00Z, 2026-03-08T11:00:00Z",
    "America/New_York, 22:00, 02:30, 2026-03-08T06:30:00Z, 2026-03-08T07:00:00Z",
    "America/New_York, 22:00, 01:30, 2026-11-01T04:00:00Z, 2026-11-01T06:30:00Z",
    "America/New_York, 01:30, 05:00, 2026-11-01T05:30:00Z, 2026-11-01T10:00:00Z",
    "America/New_York, 01:30, 05:00, 2026-11-01T05:29:59.999Z, ",
    "America/New_York, 02:10, 02:50, 2026-03-08T07:00:00Z, ",
    "Europe/Berlin, 22:00, 07:00, 2026-07-01T20:30:00Z, 2026-07-02T05:00:00Z",
    "Europe/Berlin, 22:00, 07:00, 2026-07-01T20:00:00Z, 2026-07-02T05:00:00Z",
    "Europe/Berlin, 22:00, 07:00, 2026-07-01T19:59:59.999Z, ",
    "Europe/Berlin, 22:00, 07:00, 2026-07-02T04:59:59.999Z, 2026-07-02T05:00:00Z",
    "Europe/Berlin, 22:00, 07:00, 2026-07-02T05:00:00Z, ",
    "Europe/Berlin, 12:00, 14:00, 2026-07-02T11:00:00Z, 2026-07-02T12:00:00Z",
    "Europe/Berlin, 12:00, 14:00, 2026-07-02T09:00:00Z, ",
    "Asia/Kathmandu, 22:00, 07:00, 2026-07-01T20:30:00Z, 2026-07-02T01:15:00Z"
  })
  void endIsAMomentOfTheZone(
      String zone, LocalTime from, LocalTime to, Instant at, Instant expected) {
    assertThat(end(new Quiet(from, to, ALL, true, 0, Selector.NONE), zone, at)).isEqualTo(expected);
  }

  @Test
  void hoursThatFollowEachOtherEndTogether() {
    Quiet weekend =
        new Quiet(
            LocalTime.MIDNIGHT,
            null,
            EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            true,
            0,
            Selector.NONE);

    assertThat(end(weekend, "Europe/Berlin", Instant.parse("2026-07-04T10:00:00Z")))
        .isEqualTo("2026-07-05T22:00:00Z");
    assertThat(end(weekend, "Europe/Berlin", Instant.parse("2026-07-03T21:59:59Z"))).isNull();
  }

  @Test
  void dayIsTheOneOnWhichTheHoursBegin() {
    Quiet friday =
        new Quiet(
            LocalTime.of(22, 0),
            LocalTime.of(7, 0),
            EnumSet.of(DayOfWeek.FRIDAY),
            true,
            0,
            Selector.NONE);

    assertThat(end(friday, "Europe/Berlin", Instant.parse("2026-07-04T03:00:00Z")))
        .isEqualTo("2026-07-04T05:00:00Z");
    assertThat(end(friday, "Europe/Berlin", Instant.parse("2026-07-04T21:00:00Z"))).isNull();
  }

  private static Instant end(Quiet quiet, String zone, Instant at) {
    OptionalLong end = QuietHours.endMillis(quiet, ZoneId.of(zone), at.toEpochMilli());
    return end.isPresent() ? Instant.ofEpochMilli(end.getAsLong()) : null;
  }
}
