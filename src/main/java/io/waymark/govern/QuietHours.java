package io.waymark.govern;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.OptionalLong;

/**
 * The quiet hours of a zone as moments. A local time that does not exist, as clocks go forward, is
 * the first moment after the gap; of one that exists twice, hours begin at the earlier and end at
 * the later.
 */
final class QuietHours {
  /** Hours that begin on every day follow each other for a week at most. */
  private static final int MOST_DAYS = 8;

  private QuietHours() {}

  /** Returns when the quiet hours end in which a moment lies; empty where it lies in none. */
  static OptionalLong endMillis(Quiet quiet, ZoneId zone, long atMillis) {
    long at = atMillis;
    for (int days = 0; days < MOST_DAYS; days++) {
      OptionalLong end = endOfOne(quiet, zone, at);
      if (end.isEmpty()) {
        break;
      }
      at = end.getAsLong();
    }
    return at == atMillis ? OptionalLong.empty() : OptionalLong.of(at);
  }

  private static OptionalLong endOfOne(Quiet quiet, ZoneId zone, long atMillis) {
    LocalDate today = Instant.ofEpochMilli(atMillis).atZone(zone).toLocalDate();
    for (LocalDate day : List.of(today.minusDays(1), today)) {
      if (quiet.days().contains(day.getDayOfWeek())) {
        long end = moment(end(quiet, day), zone, false);
        if (moment(day.atTime(quiet.from()), zone, true) <= atMillis && atMillis < end) {
          return OptionalLong.of(end);
        }
      }
    }
    return OptionalLong.empty();
  }

  private static LocalDateTime end(Quiet quiet, LocalDate day) {
    if (quiet.to() == null) {
      return day.plusDays(1).atStartOfDay();
    }
    return (quiet.to().isAfter(quiet.from()) ? day : day.plusDays(1)).atTime(quiet.to());
  }

  /** Returns the moment of a local time, the earlier or the later of two. */
  static long moment(LocalDateTime local, ZoneId zone, boolean isEarlier) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(local);
    if (transition == null) {
      return local.atZone(zone).toInstant().toEpochMilli();
    }
    if (transition.isGap()) {
      return transition.getInstant().toEpochMilli();
    }
    ZoneOffset offset = isEarlier ? transition.getOffsetBefore() : transition.getOffsetAfter();
    return local.toInstant(offset).toEpochMilli();
  }
}
