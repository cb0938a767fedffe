package io.waymark.govern;

import io.waymark.govern.Verdict.Held;
import io.waymark.govern.Verdict.Passed;
import io.waymark.govern.Verdict.Withheld;
import io.waymark.govern.Zoning.Missing;
import io.waymark.model.Digest;
import io.waymark.model.Gate;
import io.waymark.rule.Canary;
import io.waymark.rule.Holdout;
import io.waymark.rule.Who;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The gates of a policy. They are asked in the order of {@link Gate}, and again when a trigger is
 * no longer held.
 */
public final class Gates {
  static final String EXPIRED = "expired at ";
  static final String REFUSED = "no consent to ";

  private static final Verdict PASSED = new Passed();
  private static final List<Gate> ORDER = List.of(Gate.values());

  private final Policy policy;
  private final CapGate caps;

  public Gates(Policy policy) {
    this.policy = policy;
    this.caps = new CapGate(policy);
  }

  public Policy policy() {
    return policy;
  }

  /**
   * Returns what the first gate says that does not let a trigger pass; a {@link Passed} where all
   * do.
   *
   * @param rivals the others of the same moment; those of higher precedence are asked about before
   */
  public Verdict ask(Candidate candidate, Recipient recipient, Moment moment, Rivals rivals) {
    CustomerZone.Finding zone = new CustomerZone.Finding(policy.zone(), recipient);
    for (Gate gate : ORDER) {
      Verdict verdict = ask(gate, candidate, recipient, zone, moment, rivals);
      if (verdict != null) {
        return verdict;
      }
    }
    return PASSED;
  }

  /** Returns how every gate stands, whatever those before it say, in their order. */
  public List<Standing> standings(
      Candidate candidate, Recipient recipient, Moment moment, Rivals rivals) {
    CustomerZone.Finding zone = new CustomerZone.Finding(policy.zone(), recipient);
    Standings standings = new Standings(policy, zone);
    return ORDER.stream()
        .map(
            gate ->
                standings.of(
                    gate,
                    ask(gate, candidate, recipient, zone, moment, rivals),
                    candidate,
                    recipient,
                    moment))
        .toList();
  }

  private @Nullable Verdict ask(
      Gate gate,
      Candidate candidate,
      Recipient recipient,
      CustomerZone.Finding zone,
      Moment moment,
      Rivals rivals) {
    return switch (gate) {
      case PAUSED -> status(candidate);
      case EXPIRY -> expiry(candidate, moment);
      case WHO -> who(candidate, recipient);
      case CONSENT -> consent(candidate, recipient);
      case COOLDOWN -> cooldown(candidate, recipient, moment);
      case CAP -> caps.ask(candidate, recipient, zone, moment, rivals);
      case QUIET -> quiet(candidate, recipient, zone, moment);
      case ARBITRATION -> arbitration(candidate, moment, rivals);
      case HOLDOUT -> holdout(candidate, recipient);
      case CANARY -> canary(candidate, recipient);
      case SHADOW -> candidate.isShadow() ? new Withheld(gate, null) : null;
    };
  }

  private @Nullable Verdict status(Candidate candidate) {
    if (policy.unreadable() != null) {
      return new Withheld(Gate.PAUSED, policy.unreadable());
    }
    return switch (candidate.rollout().status()) {
      case DRAFT -> new Withheld(Gate.PAUSED, "the rule is a draft, or was removed");
      case PAUSED -> new Withheld(Gate.PAUSED, null);
      case SHADOW, LIVE -> {
        String breach = candidate.rollout().breach();
        yield breach == null ? null : new Withheld(Gate.PAUSED, breach);
      }
    };
  }

  private static @Nullable Verdict expiry(Candidate candidate, Moment moment) {
    Long expires = candidate.expiresMillis();
    return expires == null || moment.nowMillis() < expires
        ? null
        : new Withheld(Gate.EXPIRY, EXPIRED + Words.moment(expires));
  }

  private static @Nullable Verdict who(Candidate candidate, Recipient recipient) {
    Who who = candidate.who();
    String stage = recipient.stage();
    if (!who.stages().isEmpty() && (stage == null || !who.stages().contains(stage))) {
      return new Withheld(
          Gate.WHO,
          "the customer is in %s, the rule is for %s"
              .formatted(
                  stage == null ? "no stage yet" : "stage " + stage,
                  String.join(", ", who.stages())));
    }
    return who.where() == null || who.where().test(recipient.scope())
        ? null
        : new Withheld(Gate.WHO, "the customer does not fulfil " + who.where().text());
  }

  private @Nullable Verdict consent(Candidate candidate, Recipient recipient) {
    Consent consent = policy.consent();
    if (consent == null || consent.except().chooses(candidate.labels())) {
      return null;
    }
    Map<String, Object> given = recipient.consent();
    if (given == null) {
      return consent.allowsUnknown()
          ? null
          : new Withheld(Gate.CONSENT, "nothing is known about " + consent.purpose());
    }
    return Boolean.TRUE.equals(given.get(consent.purpose()))
        ? null
        : new Withheld(Gate.CONSENT, REFUSED + consent.purpose());
  }

  private static @Nullable Verdict cooldown(
      Candidate candidate, Recipient recipient, Moment moment) {
    long cooldown = candidate.cooldownMillis();
    OptionalLong sent = recipient.cooldowns().lastMillis(candidate.labels().rule());
    if (sent.isEmpty() || moment.atMillis() - sent.getAsLong() >= cooldown) {
      return null;
    }
    return new Withheld(
        Gate.COOLDOWN,
        "sent at %s; free at %s"
            .formatted(Words.moment(sent.getAsLong()), Words.moment(sent.getAsLong() + cooldown)));
  }

  private @Nullable Verdict quiet(
      Candidate candidate, Recipient recipient, CustomerZone.Finding finding, Moment moment) {
    Quiet quiet = policy.quiet();
    if (quiet == null || quiet.except().chooses(candidate.labels())) {
      return null;
    }
    CustomerZone zone = finding.zone();
    if (zone.zone() == null) {
      return policy.zone().missing() instanceof Missing.Withhold
          ? new Withheld(Gate.QUIET, Words.NO_ZONE)
          : null;
    }
    OptionalLong end = QuietHours.endMillis(quiet, zone.zone(), moment.atMillis());
    if (end.isEmpty()) {
      return null;
    }
    String numbers =
        "%s to %s (%s)"
            .formatted(quiet.from(), quiet.to() == null ? "24:00" : quiet.to(), zone.words());
    if (!quiet.holds()) {
      return new Withheld(
          Gate.QUIET, "%s; free at %s".formatted(numbers, Words.moment(end.getAsLong())));
    }
    return hold(
        candidate, Gate.QUIET, spread(quiet, zone.zone(), end.getAsLong(), recipient), numbers);
  }

  /** Returns the end of quiet hours for a customer, unless others have begun by then. */
  private static long spread(Quiet quiet, ZoneId zone, long endMillis, Recipient recipient) {
    if (quiet.spreadMillis() == 0) {
      return endMillis;
    }
    long later = endMillis + Digest.spread(quiet.spreadMillis(), "spread", recipient.id());
    return QuietHours.endMillis(quiet, zone, later).isEmpty() ? later : endMillis;
  }

  private @Nullable Verdict arbitration(Candidate candidate, Moment moment, Rivals rivals) {
    Arbitration arbitration = policy.arbitration();
    if (arbitration == null || candidate.isMuted()) {
      return null;
    }
    Long arbitrated = candidate.arbitratedMillis();
    if (arbitrated == null || arbitrated > moment.atMillis()) {
      long end = rivals.roundEndMillis(moment.atMillis() + arbitration.withinMillis());
      if (end > moment.atMillis()) {
        return hold(candidate, Gate.ARBITRATION, end, "waits for others of the customer");
      }
    }
    return rivals.won() < arbitration.most()
        ? null
        : new Withheld(Gate.ARBITRATION, rivals.lostTo(Selector.ALL));
  }

  private @Nullable Verdict holdout(Candidate candidate, Recipient recipient) {
    Holdout own = candidate.holdout();
    Holdout holdout = own == null ? policy.holdout() : own;
    return holdout == null || !holdout.holds(recipient.id())
        ? null
        : new Withheld(
            Gate.HOLDOUT,
            Words.bucket(
                holdout.bucket(recipient.id()),
                holdout.share(),
                candidate.outside() == null
                    ? "held out"
                    : "held out; outside the canary, so not in the control group"));
  }

  private static @Nullable Verdict canary(Candidate candidate, Recipient recipient) {
    return candidate.outside() == null
        ? null
        : new Withheld(Gate.CANARY, words(candidate.outside(), recipient));
  }

  private static String words(Canary canary, Recipient recipient) {
    return Words.bucket(canary.bucket(recipient.id()), canary.share(), "in the canary");
  }

  /** Holds a trigger, unless it would expire or its rule sends nothing. */
  private static Verdict hold(Candidate candidate, Gate gate, long untilMillis, String numbers) {
    Long expires = candidate.expiresMillis();
    if (expires != null && expires <= untilMillis) {
      return new Withheld(
          Gate.EXPIRY,
          "%s; could go at %s, expires at %s"
              .formatted(numbers, Words.moment(untilMillis), Words.moment(expires)));
    }
    String until = "%s; until %s".formatted(numbers, Words.moment(untilMillis));
    return candidate.isMuted()
        ? new Withheld(
            candidate.outside() == null ? Gate.SHADOW : Gate.CANARY, "would be held: " + until)
        : new Held(gate, untilMillis, until);
  }
}
