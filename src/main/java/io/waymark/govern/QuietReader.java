package io.waymark.govern;

import io.waymark.yaml.Durations;
import io.waymark.yaml.Problems;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code quiet} of a policy; times of the day are minutes until all is known. */
final class QuietReader {
  private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})");
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;
  private static final int WEEK = 7 * DAY;
  private static final long LONGEST_SPREAD = Duration.ofHours(4).toMillis();

  private enum Then {
    HOLD,
    WITHHOLD
  }

  private enum Day {
    MON(DayOfWeek.MONDAY),
    TUE(DayOfWeek.TUESDAY),
    WED(DayOfWeek.WEDNESDAY),
    THU(DayOfWeek.THURSDAY),
    FRI(DayOfWeek.FRIDAY),
    SAT(DayOfWeek.SATURDAY),
    SUN(DayOfWeek.SUNDAY);

    private final DayOfWeek day;

    Day(DayOfWeek day) {
      this.day = day;
    }
  }

  private final Problems problems;

  QuietReader(Problems problems) {
    this.problems = problems;
  }

  Quiet read(YamlMap map) {
    int before = problems.count();
    try (map) {
      int from = minutes(map, "from", DAY - 1);
      int to = minutes(map, "to", DAY);
      Set<DayOfWeek> days =
          map.optional("days").map(QuietReader::days).orElse(EnumSet.allOf(DayOfWeek.class));
      boolean holds =
          map.optional("then").map(value -> value.oneOf(Then.class) == Then.HOLD).orElse(true);
      Optional<YamlValue> spread = map.optional("spread");
      long spreadMillis = spread.map(value -> value.durationMillis(0, LONGEST_SPREAD)).orElse(0L);
      Selector except = SelectorReader.read(map, "except", Selector.NONE);
      if (!holds && spread.isPresent()) {
        spread.get().problem("nothing is held that could be spread; leave 'spread' out");
      }
      if (problems.count() == before) {
        check(map.self(), from, to, days, spreadMillis);
      }
      return new Quiet(
          LocalTime.ofSecondOfDay(from * 60L),
          to == DAY ? null : LocalTime.ofSecondOfDay(to * 60L),
          days,
          holds,
          spreadMillis,
          except);
    }
  }

  private static int minutes(YamlMap map, String key, int latest) {
    return map.required(key).map(value -> minutes(value, latest)).orElse(0);
  }

  private static int minutes(YamlValue value, int latest) {
    String text = value.scalar();
    Matcher matcher = TIME.matcher(text);
    if (matcher.matches()) {
      int minute = Integer.parseInt(matcher.group(2));
      int minutes = HOUR * Integer.parseInt(matcher.group(1)) + minute;
      if (minute < HOUR && minutes <= latest) {
        return minutes;
      }
    }
    if (!text.isEmpty()) {
      value.problem(
          "expected a time of day from \"00:00\" to \"%02d:%02d\""
                  .formatted(latest / HOUR, latest % HOUR)
              + (text.matches("\\d+")
                  ? ", in quotes: some tools read 21:00 without them as the number 1260"
                  : ""));
    }
    return 0;
  }

  private static Set<DayOfWeek> days(YamlValue value) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    value.distinctTexts().forEach(item -> days.add(item.oneOf(Day.class).day));
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }

  private static void check(
      YamlValue quiet, int from, int to, Set<DayOfWeek> days, long spreadMillis) {
    if (from == to) {
      quiet.problem(
          "quiet hours end at another time than they begin; to be quiet all day write from:"
              + " \"00:00\", to: \"24:00\" and the days");
      return;
    }
    OptionalInt free = leastFreeMinutes(from, to, days);
    if (free.isEmpty()) {
      quiet.problem(
          "these quiet hours leave no time in any week, and nothing would ever go out; leave out a"
              + " day, or some hours");
    } else if (spreadMillis > Duration.ofMinutes(free.getAsInt()).toMillis()) {
      quiet.problem(
          "between these quiet hours are only %s, in which a 'spread' of %s has no room"
              .formatted(
                  Durations.inFull(Duration.ofMinutes(free.getAsInt()).toMillis()),
                  Durations.inFull(spreadMillis)));
    }
  }

  /** Returns the shortest time between quiet hours; empty where they never end. */
  private static OptionalInt leastFreeMinutes(int from, int to, Set<DayOfWeek> days) {
    int lasting = to > from ? to - from : to + DAY - from;
    return days.stream()
        .mapToInt(day -> untilNext(day, days) - lasting)
        .filter(minutes -> minutes > 0)
        .min();
  }

  private static int untilNext(DayOfWeek day, Set<DayOfWeek> days) {
    for (int later = 1; later < 7; later++) {
      if (days.contains(day.plus(later))) {
        return later * DAY;
      }
    }
    return WEEK;
  }
}
