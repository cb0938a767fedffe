package io.waymark.govern;

import io.waymark.govern.Cap.Span;
import io.waymark.govern.Verdict.Held;
import io.waymark.govern.Verdict.Withheld;
import io.waymark.model.Gate;
import io.waymark.rule.Holdout;
import io.waymark.yaml.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Finds how each gate stands, also those that let a trigger pass or are never reached. */
final class Standings {
  private final Policy policy;
  private final CustomerZone.Finding zone;

  Standings(Policy policy, CustomerZone.Finding zone) {
    this.policy = policy;
    this.zone = zone;
  }

  /** Returns how a gate stands that has given its verdict. */
  Standing of(
      Gate gate,
      @Nullable Verdict verdict,
      Candidate candidate,
      Recipient recipient,
      Moment moment) {
    if (verdict instanceof Withheld withheld) {
      return new Standing(gate, verdict, withheld.numbers());
    }
    return verdict instanceof Held held
        ? new Standing(gate, verdict, held.numbers())
        : new Standing(gate, null, passed(gate, candidate, recipient, moment));
  }

  private @Nullable String passed(
      Gate gate, Candidate candidate, Recipient recipient, Moment moment) {
    return switch (gate) {
      case CONSENT -> consent(candidate, recipient);
      case COOLDOWN -> cooldown(candidate, recipient);
      case CAP -> caps(candidate, recipient, moment);
      case QUIET -> quiet(candidate);
      case HOLDOUT -> holdout(candidate, recipient);
      case PAUSED, EXPIRY, WHO, ARBITRATION, CANARY, SHADOW -> null;
    };
  }

  private @Nullable String consent(Candidate candidate, Recipient recipient) {
    Consent consent = policy.consent();
    if (consent == null) {
      return null;
    }
    if (consent.except().chooses(candidate.labels())) {
      return "needs no consent";
    }
    return recipient.consent() == null
        ? "nothing is known about " + consent.purpose() + ", which is allowed"
        : "consent to " + consent.purpose();
  }

  private static @Nullable String cooldown(Candidate candidate, Recipient recipient) {
    OptionalLong sent = recipient.cooldowns().lastMillis(candidate.labels().rule());
    return sent.isEmpty() ? "never sent" : "sent at " + Words.moment(sent.getAsLong());
  }

  private @Nullable String caps(Candidate candidate, Recipient recipient, Moment moment) {
    List<String> words = new ArrayList<>();
    for (Cap cap : policy.caps()) {
      if (cap.of().chooses(candidate.labels())) {
        words.add(count(cap, recipient, moment));
      }
    }
    return words.isEmpty() ? null : String.join("; ", words);
  }

  private String count(Cap cap, Recipient recipient, Moment moment) {
    if (cap.span() instanceof Span.Rolling rolling) {
      long begin = moment.atMillis() - rolling.millis();
      int sent = recipient.charges().millisAfter(begin, cap.of()).size();
      return "%d of %d in %s".formatted(sent, cap.most(), Durations.inFull(rolling.millis()));
    }
    CustomerZone own = zone.zone();
    if (own.zone() == null) {
      return Words.NO_ZONE + ", which is allowed";
    }
    CalendarUnit unit = CalendarUnit.of((Span.Calendar) cap.span(), own.zone(), moment.atMillis());
    int sent = recipient.charges().millisAfter(unit.beginMillis() - 1, cap.of()).size();
    return "%d of %d since %s (%s)".formatted(sent, cap.most(), unit.begin(), own.words());
  }

  private @Nullable String quiet(Candidate candidate) {
    Quiet quiet = policy.quiet();
    if (quiet == null || quiet.except().chooses(candidate.labels())) {
      return quiet == null ? null : "goes out in quiet hours, too";
    }
    CustomerZone own = zone.zone();
    return own.zone() == null
        ? Words.NO_ZONE + ", which is allowed"
        : "%s to %s (%s)"
            .formatted(quiet.from(), quiet.to() == null ? "24:00" : quiet.to(), own.words());
  }

  private @Nullable String holdout(Candidate candidate, Recipient recipient) {
    Holdout own = candidate.holdout();
    Holdout holdout = own == null ? policy.holdout() : own;
    return holdout == null
        ? null
        : Words.bucket(holdout.bucket(recipient.id()), holdout.share(), "held out");
  }
}
