package io.waymark.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  private static final String CSV =
      """
      mapping: orders
      format: csv
      id: record.id
      customer: record.customer
      type: '"Order Completed"'
      time: %s
      """;

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T09:00:01Z, 2026-03-01T09:00:01Z",
    "2026-03-01T09:00:02+00:00, 2026-03-01T09:00:02Z",
    "2026-03-01T10:00:03+0100, 2026-03-01T09:00:03Z",
    "2026-03-01T10:00:04+01, 2026-03-01T09:00:04Z",
    "2026-03-01T10:00+01:00, 2026-03-01T09:00:00Z",
    "2026-03-01T09:00:06z, 2026-03-01T09:00:06Z",
    "2026-03-01t09:00Z, 2026-03-01T09:00:00Z",
    "'2026-03-01T09:00:09,5Z', 2026-03-01T09:00:09.500Z",
    "'2026-03-01T09:00:09,5+00:00', 2026-03-01T09:00:09.500Z",
    "2026-03-01T09:00:10.123456789Z, 2026-03-01T09:00:10.123Z",
    "2026-03-01T05:30:10.12-03:30, 2026-03-01T09:00:10.120Z",
    "2026-03-01T09:00:29-00:00, 2026-03-01T09:00:29Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "2016-12-31T23:59:60+00:00, 2016-12-31T23:59:59Z",
    "2017-01-01T00:59:60+01:00, 2016-12-31T23:59:59Z",
    "2026-03-01T24:00:00Z, 2026-03-02T00:00:00Z",
    "2026-12-31T24:00+00:00, 2027-01-01T00:00:00Z",
    "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z"
  })
  void readsIsoWithZAndWithAnOffsetAlike(String written, String instant) {
    assertThat(nativeTime('"' + written + '"').times()).containsExactly("t " + instant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-01T09:00:14 | the offset is missing; expected ISO 8601 with an offset",
        "2026-03-01 | the time of the day is missing; expected",
        "2026-03-01 09:00:05Z | a T stands behind the date; expected",
        "2026-03-01T09:00:19Z_ | nothing stands behind the offset; expected",
        "2026-03-01T10:00:32+01:00[Europe/Berlin] | nothing stands behind the offset",
        "2026-03-01T09:00:30[UTC] | only an offset stands behind the time",
        "2026-02-30T09:00:33Z | there is no such day: 2026-02-30",
        "2026-02-29T09:00:33Z | there is no such day: 2026-02-29",
        "2026-13-01T09:00:33Z | there is no month 13",
        "2026-03-00T09:00:33Z | there is no day 0",
        "2026-03-01T25:00:00Z | there is no hour 25",
        "2026-03-01T24:00:01Z | 24 is the hour at the end of a day",
        "2026-03-01T09:00:60Z | a second 60 is only there in a leap second",
        "2026-03-01T23:59:60Z | a second 60 is only there in a leap second",
        "2026-03-01T09:00:34+19:00 | there is no hour of an offset 19",
        "2026-03-01T09:00:34+18:30 | there is no offset beyond 18 hours",
        "2026-W09-7T09:00:11Z | two digits for each month",
        "20260301T090013Z | '-' is missing at character 5",
        "2026-03-01T09:00:09.Z | digits stand behind the point of a fraction",
        "1772355615000 | milliseconds in a text are read by int(...) in a mapping",
        "yesterday | a year of four digits comes first"
      })
  void saysWhyATextIsNoTime(String written, String why) {
    assertThat(nativeTime('"' + written.replace('_', ' ') + '"').refusals())
        .singleElement()
        .asString()
        .startsWith("file:1: time is '")
        .contains(why);
  }

  @Test
  void tellsSecondsFromMilliseconds() {
    assertThat(nativeTime("1772355617000").times()).containsExactly("t 2026-03-01T09:00:17Z");
    assertThat(nativeTime("1772355617000.0").times()).containsExactly("t 2026-03-01T09:00:17Z");
    assertThat(nativeTime("1.772355618e12").times()).containsExactly("t 2026-03-01T09:00:18Z");
    assertThat(nativeTime("0").times()).containsExactly("t 1970-01-01T00:00:00Z");
    assertThat(nativeTime("1772355616").refusals().get(0))
        .contains("looks like seconds since 1970 (2026-03-01T09:00:16Z)")
        .contains("a mapping reads seconds by timestamp(...)");
    assertThat(nativeTime("1772355616000000").refusals().get(0)).contains("microseconds");
    assertThat(nativeTime("-5").refusals().get(0)).contains("before 1970");
  }

  @Test
  void readsSecondsByTheCureThatItNames() {
    String mapping = CSV.formatted("timestamp(int(record.at))");

    assertThat(Mapped.lines(mapping, "id,customer,at", "1,c,1772355616").times())
        .containsExactly("1 2026-03-01T09:00:16Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yyyy-MM-dd hh:mm:ss | hh is the hour of half a day and needs 'a' for AM or PM; hours from 0 to 23 are HH",
        "yyyy-MM-dd KK:mm | KK is the hour of half a day and needs 'a'",
        "YYYY-MM-DD HH:mm:ss | YYYY is the year that a week belongs to, not the year of a date; write yyyy",
        "YYYY-'W'ww-e | weeks begin on different days in different countries",
        "yyyy-MM-DD | D is the day of the year (1 to 366); the day of the month is dd",
        "yyyy-MM-dd HH:mm z | names of zones, such as CET or CST, do not name one zone each; write XXX",
        "yyyy-MM-dd HH:mm v | names of zones",
        "yyyy-mm-dd | there are minutes or seconds without an hour (HH); the month is MM",
        "yyyy-MM-dd HH:MM | M stands there twice; M is the month and m the minute",
        "yyyy-MM-dd HH:mm:ss.sss | s stands there twice",
        "yyyy-MM-dd a | 'a' (AM or PM) needs the hour of half a day: hh",
        "yyyy-MM | the day of the month (dd) is missing, so that it names no date",
        "MM-dd HH:mm | the year (yyyy) is missing",
        "yyyy-dd | the month (MM) is missing",
        "yyyy-MM-ddTHH:mm | Unknown pattern letter: T; a letter T stands in quotes: 'T'",
        "yyyy-MM-dd HH:ss | a time that is written so cannot be read again",
        "yyyy-MM-dd ppH | Pad letter 'p' must be followed by valid pad pattern: pp",
        "yyyy-MM-dd bb | Unknown pattern letter: b"
      })
  void refusesAPatternThatReadsAnotherTimeThanIsMeant(String pattern, String why) {
    String mapping = CSV.formatted("{value: record.at, pattern: \"" + pattern + "\", zone: UTC}");

    assertThat(Mapped.problems(mapping))
        .singleElement()
        .asString()
        .startsWith("6:35 no pattern for dates and times: " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d/M/yyyy HH:mm | 1/3/2026 13:15",
        "dd.MM.yyyy HH:mm:ss.SSS | 01.03.2026 13:15:00.000",
        "yyyy-MM-dd'T'HH:mm:ssXXX | 2026-03-01T13:15:00Z",
        "yyyy-MM-dd HH:mm:ss xx | 2026-03-01 14:15:00 +0100",
        "yyyy-MM-dd HH:mm:ss VV | 2026-03-01 14:15:00 Europe/Berlin",
        "dd-MMM-yy hh:mm:ss a | 01-MAR-26 01:15:00 PM",
        "EEE, d MMM yyyy HH:mm:ss Z | Sun, 1 Mar 2026 13:15:00 +0000",
        "yyyyMMddHHmmss | 20260301131500",
        "yyyy-DDD HH:mm | 2026-060 13:15",
        "yyyy-MM-dd HH:mm 'CET' | 2026-03-01 13:15 CET",
        "yyyy-MM-dd[ HH:mm] | 2026-03-01 13:15"
      })
  void readsEveryOtherPattern(String pattern, String written) {
    String mapping = CSV.formatted("{value: record.at, pattern: \"" + pattern + "\", zone: UTC}");

    assertThat(Mapped.lines(mapping, "id,customer,at", "1,c,\"" + written + "\"").times())
        .containsExactly("1 2026-03-01T13:15:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30", "2026-02-29", "2025-04-31", "2026-13-01", "26-01-01"})
  void resolvesStrictly(String written) {
    String mapping = CSV.formatted("{value: record.at, pattern: yyyy-MM-dd, zone: UTC}");

    assertThat(Mapped.lines(mapping, "id,customer,at", "1,c," + written).refusals())
        .singleElement()
        .asString()
        .contains("it does not fit the mapping's pattern yyyy-MM-dd: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | dd. MMMM yyyy HH:mm | 01. März 2026 13:15",
        "de | dd. MMM yyyy HH:mm | 01. Mrz 2026 13:15",
        "de | dd. MMM yyyy HH:mm | 01. MÄR. 2026 13:15",
        "de | EEEE, d. MMMM yyyy HH:mm | Sonntag, 1. März 2026 13:15",
        "fr | d MMMM yyyy HH:mm | 1 mars 2026 13:15",
        "es | d 'de' MMMM 'de' yyyy HH:mm | 1 de marzo de 2026 13:15",
        "pt-BR | dd/MMM/yyyy HH:mm | 01/mar/2026 13:15",
        "it | d MMM yyyy HH:mm | 1 mar 2026 13:15",
        "pl | d MMMM yyyy HH:mm | 1 marca 2026 13:15",
        "en | d MMMM yyyy HH:mm | 1 MARCH 2026 13:15"
      })
  void readsDatesInTheLanguageThatTheMappingNames(String language, String pattern, String written) {
    String mapping =
        CSV.formatted(
            "{value: record.at, pattern: \"%s\", zone: UTC, language: %s}"
                .formatted(pattern, language));

    assertThat(Mapped.lines(mapping, "id,customer,at", "1,c,\"" + written + "\"").times())
        .containsExactly("1 2026-03-01T13:15:00Z");
  }

  @Test
  void readsAllMonthsInAllFormsThatALanguageHas() {
    String mapping =
        CSV.formatted("{value: record.at, pattern: d MMM yyyy, zone: UTC, language: de}");
    String[] names = {
      "Jan", "Feb.", "Mär", "Apr", "Mai", "Jun", "Juli", "Aug.", "Sep", "Okt", "Nov.", "Dez"
    };
    String[] lines = new String[names.length + 1];
    lines[0] = "id,customer,at";
    for (int i = 0; i < names.length; i++) {
      lines[i + 1] = i + ",c,1 " + names[i] + " 2026";
    }

    assertThat(Mapped.lines(mapping, lines).touchpoints())
        .extracting(each -> Instant.ofEpochMilli(each.timeMillis()).toString().substring(5, 7))
        .containsExactly("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12");
  }

  @Test
  void refusesALanguageThatIsNone() {
    assertThat(
            Mapped.problems(
                CSV.formatted("{value: record.at, pattern: yyyy, zone: UTC, language: klingon}")))
        .contains(place() + " unknown language; such as en, de, fr or pt-BR");
  }

  private static String place() {
    return "6:" + ("time: {value: record.at, pattern: yyyy, zone: UTC, language: ".length() + 1);
  }

  @Test
  void appliesThePatternToNumbersToo() {
    String mapping =
        """
        mapping: days
        format: json
        id: record.id
        customer: record.customer
        type: '"Order Completed"'
        time: {value: record.day, pattern: yyyyMMdd, zone: Europe/Berlin}
        """;

    Mapped mapped =
        Mapped.lines(
            mapping,
            "{\"id\":1,\"customer\":\"c1\",\"day\":20260301}",
            "{\"id\":2,\"customer\":\"c2\",\"day\":\"20260302\"}",
            "{\"id\":3,\"customer\":\"c3\",\"day\":20260303.0}",
            "{\"id\":4,\"customer\":\"c4\",\"day\":true}",
            "{\"id\":5,\"customer\":\"c5\",\"day\":301}");

    assertThat(mapped.times())
        .containsExactly(
            "1 2026-02-28T23:00:00Z", "2 2026-03-01T23:00:00Z", "3 2026-03-02T23:00:00Z");
    assertThat(mapped.refusals().get(0)).contains("time is true: a text or a number is expected");
    assertThat(mapped.refusals().get(1)).contains("a number has lost the zeros before it");
  }

  @Test
  void refusesATimeThatTheClockSkips() {
    Mapped mapped =
        berlin("", "1,c,2026-03-29 01:50:00", "2,c,2026-03-29 02:30:00", "3,c,2026-03-29 03:10:00");

    assertThat(mapped.times()).containsExactly("1 2026-03-29T00:50:00Z", "3 2026-03-29T01:10:00Z");
    assertThat(mapped.refusals())
        .containsExactly(
            "file:3: time is '2026-03-29 02:30:00': there is no such time in Europe/Berlin: the"
                + " clock goes forward from 2026-03-29T02:00 to 03:00");
  }

  @Test
  void takesTheOffsetThatKeepsTheSourceInOrder() {
    assertThat(berlin("", "1,c,2026-10-25 02:50:00", "2,c,2026-10-25 02:10:00").times())
        .containsExactly("1 2026-10-25T00:50:00Z", "2 2026-10-25T01:10:00Z");
    assertThat(
            berlin(
                    "",
                    "1,c,2026-10-25 03:10:00",
                    "2,c,2026-10-25 02:50:00",
                    "3,c,2026-10-25 02:20:00",
                    "4,c,2026-10-25 02:40:00",
                    "5,c,2026-10-25 01:00:00")
                .times())
        .as("newest first")
        .last()
        .isEqualTo("5 2026-10-24T23:00:00Z");
  }

  @Test
  void doesNotTakeAMomentOfDisorderForTheClock() {
    assertThat(
            berlin(
                    "",
                    "1,c,2026-10-25 02:50:10",
                    "2,c,2026-10-25 02:50:05",
                    "3,c,2026-10-25 02:51:00")
                .times())
        .containsExactly(
            "1 2026-10-25T00:50:10Z", "2 2026-10-25T00:50:05Z", "3 2026-10-25T00:51:00Z");
  }

  @Test
  void takesWhatTheMappingSaysWhereTheOrderDoesNotTell() {
    assertThat(berlin("", "1,c,2026-10-25 02:10:00").times())
        .containsExactly("1 2026-10-25T00:10:00Z");
    assertThat(berlin(", overlap: later", "1,c,2026-10-25 02:10:00").times())
        .containsExactly("1 2026-10-25T01:10:00Z");
    assertThat(berlin(", overlap: refuse", "1,c,2026-10-25 02:10:00").refusals().get(0))
        .contains("this time is there twice in Europe/Berlin")
        .contains("'overlap' in the mapping");
  }

  private static Mapped berlin(String more, String... rows) {
    String[] lines = new String[rows.length + 1];
    lines[0] = "id,customer,at";
    System.arraycopy(rows, 0, lines, 1, rows.length);
    return Mapped.lines(
        CSV.formatted(
            "{value: record.at, pattern: \"yyyy-MM-dd HH:mm:ss\", zone: Europe/Berlin"
                + more
                + "}"),
        lines);
  }

  private static Mapped nativeTime(String json) {
    return Mapped.builtIn(
        "waymark", "{\"id\":\"t\",\"customer\":\"c\",\"type\":\"page\",\"time\":" + json + "}");
  }
}
