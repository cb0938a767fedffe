package io.waymark.govern;

import io.waymark.govern.Cap.Span;
import io.waymark.govern.Zoning.Missing;
import io.waymark.yaml.Durations;
import io.waymark.yaml.Problems;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads {@code caps} of a policy, and finds caps that another one makes useless. */
final class CapsReader {
  /** Each is asked for each match. */
  static final int MOST_CAPS = 16;

  /** All that caps count is kept with the customer. */
  static final int MOST_IN_ALL = 500;

  private static final int MOST = 100;
  private static final long LEAST_SPAN = Duration.ofSeconds(1).toMillis();
  private static final long LONGEST_SPAN = Duration.ofDays(90).toMillis();

  /** A cap without problems; the number is its place in the list, from 1. */
  private record Numbered(YamlValue value, int number, Cap cap) {}

  private final Problems problems;
  private final List<Numbered> sound = new ArrayList<>();

  CapsReader(Problems problems) {
    this.problems = problems;
  }

  /** Returns the caps without problems. */
  List<Cap> read(YamlValue value) {
    List<YamlValue> items = value.list();
    if (value.isList() && (items.isEmpty() || items.size() > MOST_CAPS)) {
      value.problem("there are 1 to " + MOST_CAPS + " caps, and here are " + items.size());
    }
    for (int i = 0; i < items.size(); i++) {
      YamlValue item = items.get(i);
      int before = problems.count();
      Cap cap = item.map().map(CapsReader::cap).orElse(null);
      if (cap != null && problems.count() == before) {
        sound.add(new Numbered(item, i + 1, cap));
      }
    }
    List<Cap> caps = sound.stream().map(Numbered::cap).toList();
    int inAll = caps.stream().mapToInt(Cap::most).sum();
    if (inAll > MOST_IN_ALL) {
      value.problem(
          "the 'most' of all caps add up to %d; %d at most are kept with a customer"
              .formatted(inAll, MOST_IN_ALL));
    }
    return caps;
  }

  private static Cap cap(YamlMap map) {
    try (map) {
      int most = map.required("most").map(value -> value.integer(1, MOST)).orElse(1);
      if (map.has("in") == map.has("per")) {
        map.self().problem("a cap needs either 'in' (a duration) or 'per' (day, week or month)");
      }
      Span rolling =
          map.optional("in")
              .<Span>map(value -> new Span.Rolling(value.durationMillis(LEAST_SPAN, LONGEST_SPAN)))
              .orElse(Span.Calendar.DAY);
      Span span =
          map.optional("per").<Span>map(value -> value.oneOf(Span.Calendar.class)).orElse(rolling);
      return new Cap(most, span, SelectorReader.read(map, "of", Selector.ALL));
    }
  }

  /** Reports caps whose calendar needs a zone. */
  void refuseCalendars(String message) {
    for (Numbered each : sound) {
      if (each.cap().span() instanceof Span.Calendar) {
        each.value().problem("a cap 'per' day, week or month " + message);
      }
    }
  }

  /** Reports each cap that never withholds what another one would not withhold, too. */
  void refuseUseless(Missing missing) {
    for (Numbered each : sound) {
      sound.stream()
          .filter(
              other ->
                  other.number() != each.number() && isImplied(each.cap(), other.cap(), missing))
          .filter(other -> !other.cap().equals(each.cap()) || other.number() < each.number())
          .findFirst()
          .ifPresent(other -> each.value().problem(useless(each.cap(), other)));
    }
  }

  private static String useless(Cap cap, Numbered other) {
    return cap.equals(other.cap())
        ? "this is the same as cap " + other.number() + "; remove one of them"
        : "this has no effect: cap %d allows no more than %d %s, of the same triggers or more; remove this one, or let it allow less"
            .formatted(other.number(), other.cap().most(), words(other.cap().span()));
  }

  private static String words(Span span) {
    return span instanceof Span.Rolling rolling
        ? "in " + Durations.inFull(rolling.millis())
        : "per " + ((Span.Calendar) span).name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether {@code stricter} certainly withholds all that {@code cap} does. */
  private static boolean isImplied(Cap cap, Cap stricter, Missing missing) {
    return stricter.most() <= cap.most()
        && stricter.of().covers(cap.of())
        && lasts(stricter.span(), cap.span(), missing);
  }

  /** Returns whether one span certainly holds all of another that ends at the same moment. */
  private static boolean lasts(Span longer, Span span, Missing missing) {
    if (longer.equals(span)) {
      return true;
    }
    if (longer instanceof Span.Rolling rolling) {
      // A calendar's cap also withholds where a zone is missing, if the policy says so.
      return span instanceof Span.Rolling shorter
          ? rolling.millis() >= shorter.millis()
          : !(missing instanceof Missing.Withhold)
              && rolling.millis() >= longestMillis((Span.Calendar) span);
    }
    return span == Span.Calendar.DAY && longer instanceof Span.Calendar;
  }

  /** Returns more than any unit lasts, also where a zone moves its clocks by up to a day. */
  private static long longestMillis(Span.Calendar unit) {
    return Duration.ofDays(
            switch (unit) {
              case DAY -> 2;
              case WEEK -> 8;
              case MONTH -> 32;
            })
        .toMillis();
  }
}
