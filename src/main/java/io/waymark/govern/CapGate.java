package io.waymark.govern;

import io.waymark.govern.Cap.Span;
import io.waymark.govern.Verdict.Withheld;
import io.waymark.govern.Zoning.Missing;
import io.waymark.model.Gate;
import io.waymark.yaml.Durations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks all caps of a policy. */
final class CapGate {
  private final Policy policy;

  CapGate(Policy policy) {
    this.policy = policy;
  }

  /** Returns what the first cap says that is reached; null where none is. */
  @Nullable Verdict ask(
      Candidate candidate,
      Recipient recipient,
      CustomerZone.Finding zone,
      Moment moment,
      Rivals rivals) {
    for (Cap cap : policy.caps()) {
      Verdict verdict =
          cap.of().chooses(candidate.labels()) ? ask(cap, recipient, zone, moment, rivals) : null;
      if (verdict != null) {
        return verdict;
      }
    }
    return null;
  }

  private @Nullable Verdict ask(
      Cap cap, Recipient recipient, CustomerZone.Finding finding, Moment moment, Rivals rivals) {
    if (cap.span() instanceof Span.Rolling rolling) {
      long begin = moment.atMillis() - rolling.millis();
      List<Long> sent = recipient.charges().millisAfter(begin, cap.of());
      return sent.size() < cap.most()
          ? null
          : reached(
              cap,
              sent,
              "in " + Durations.inFull(rolling.millis()),
              sent.get(cap.most() - 1) + rolling.millis(),
              rivals);
    }
    CustomerZone zone = finding.zone();
    if (zone.zone() == null) {
      return policy.zone().missing() instanceof Missing.Withhold
          ? new Withheld(Gate.CAP, Words.NO_ZONE)
          : null;
    }
    CalendarUnit unit = CalendarUnit.of((Span.Calendar) cap.span(), zone.zone(), moment.atMillis());
    List<Long> sent = recipient.charges().millisAfter(unit.beginMillis() - 1, cap.of());
    return sent.size() < cap.most()
        ? null
        : reached(cap, sent, words(cap.span(), unit, zone), unit.endMillis(), rivals);
  }

  private static String words(Span span, CalendarUnit unit, CustomerZone zone) {
    String of = span == Span.Calendar.DAY ? "on " : "in the %s from ".formatted(name(span));
    return "%s%s (%s)".formatted(of, unit.begin(), zone.words());
  }

  private static String name(Span span) {
    return span == Span.Calendar.WEEK ? "week" : "month";
  }

  private static Verdict reached(
      Cap cap, List<Long> sent, String span, long freeMillis, Rivals rivals) {
    String lost = rivals.lostTo(cap.of());
    String numbers =
        "%d of %d %s; free at %s"
            .formatted(sent.size(), cap.most(), span, Words.moment(freeMillis));
    return new Withheld(Gate.CAP, lost == null ? numbers : lost + ", " + numbers);
  }
}
