package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.RandomPolicy.Choice;
import io.waymark.customer.RandomPolicy.Limit;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges decisions about one customer from the whole history: the gate of each does not let it
 * pass, and all gates before that do. It knows only whether there is arbitration, not who wins it.
 *
 * @param before the policy of the first decisions
 * @param after the policy from decision number {@code changed} on
 */
record PolicyOracle(
    String customer,
    List<Rule> rules,
    List<Touchpoint> history,
    RandomPolicy before,
    RandomPolicy after,
    int changed) {
  private static final List<Gate> GATES = List.of(Gate.values());

  /** The number of triggers that are kept whatever the caps of the policy were. */
  private static final int KEPT = 16;

  /** The state of the customer when a decision is made. */
  private record Now(
      Decision decision, Rule rule, RandomPolicy policy, List<Touchpoint> known, List<Sent> sent) {
    Instant at() {
      return Instant.ofEpochMilli(decision.timeMillis());
    }

    /** Returns the value of the last touchpoint that has one. */
    @Nullable Object last(Function<Touchpoint, @Nullable Object> value) {
      Object last = null;
      for (Touchpoint touchpoint : known) {
        Object own = value.apply(touchpoint);
        last = own == null ? last : own;
      }
      return last;
    }

    @Nullable ZoneId zone() {
      try {
        Object own =
            last(each -> each.type().equals("identify") ? each.properties().get("timezone") : null);
        return own == null ? fallback() : ZoneId.of(own.toString());
      } catch (DateTimeException e) {
        return fallback();
      }
    }

    private @Nullable ZoneId fallback() {
      return policy.missing().contains("/") ? ZoneId.of(policy.missing()) : null;
    }

    boolean withholdsForZone() {
      return zone() == null && policy.missing().equals("withhold");
    }
  }

  /** A trigger that went out, and whether every cap knows it. */
  private record Sent(Rule rule, Instant at, boolean isKept) {}

  void check(List<Decision> decisions) {
    for (int i = 0; i < decisions.size(); i++) {
      check(now(decisions, i));
    }
  }

  private Now now(List<Decision> decisions, int i) {
    Map<String, Rule> byId = rules.stream().collect(Collectors.toMap(Rule::id, rule -> rule));
    List<Decision> sent = decisions.subList(0, i).stream().filter(Decision::isSent).toList();
    long beforeChange =
        i < changed ? 0 : decisions.subList(0, changed).stream().filter(Decision::isSent).count();
    List<Sent> all =
        IntStream.range(0, sent.size())
            .mapToObj(
                n ->
                    new Sent(
                        byId.get(sent.get(n).rule()),
                        Instant.ofEpochMilli(sent.get(n).timeMillis()),
                        n >= beforeChange - KEPT))
            .toList();
    Decision decision = decisions.get(i);
    List<Touchpoint> known = history.stream().filter(each -> isKnown(each, decision)).toList();
    return new Now(decision, byId.get(decision.rule()), i < changed ? before : after, known, all);
  }

  /** Returns whether a touchpoint is applied before a decision: one that completes its match is. */
  private static boolean isKnown(Touchpoint touchpoint, Decision decision) {
    return touchpoint.timeMillis() < decision.timeMillis()
        || (!decision.endsHold()
            && decision.touchpoints().stream().anyMatch(each -> each.id().equals(touchpoint.id())));
  }

  private void check(Now now) {
    Gate gate = now.decision().gate();
    String numbers = String.valueOf(now.decision().numbers());
    boolean wouldBeHeld = numbers.startsWith("would be held");
    assertThat(GATES)
        .filteredOn(each -> gate == null || each.compareTo(gate) < 0)
        .filteredOn(each -> !wouldBeHeld || each.compareTo(Gate.QUIET) < 0)
        .noneMatch(each -> certainlyStops(each, now));
    if (gate != null && !numbers.contains("could go at")) {
      assertThat(mayStop(gate, now)).as("%s stops it", gate).isTrue();
    }
    if (now.decision().isHeld()) {
      assertThat(gate).isIn(Gate.QUIET, Gate.ARBITRATION);
    }
  }

  private boolean certainlyStops(Gate gate, Now now) {
    return gate == Gate.CAP
        ? isCapReached(now, true)
        : gate != Gate.ARBITRATION && mayStop(gate, now);
  }

  private boolean mayStop(Gate gate, Now now) {
    Rule rule = now.rule();
    return switch (gate) {
      case PAUSED, WHO -> false;
      case EXPIRY -> hasExpired(now);
      case CONSENT -> lacksConsent(now);
      case COOLDOWN ->
          now.sent().stream()
              .filter(sent -> sent.rule().equals(rule))
              .anyMatch(
                  sent -> sent.at().plusMillis(rule.message().cooldownMillis()).isAfter(now.at()));
      case CAP -> isCapReached(now, false);
      case QUIET -> isQuiet(now);
      case ARBITRATION -> now.policy().arbitrationMillis() >= 0;
      case HOLDOUT -> {
        Holdout own = rule.message().holdout();
        Holdout holdout = own == null ? now.policy().holdout() : own;
        yield holdout != null && holdout.bucket(customer) < holdout.share();
      }
      case CANARY -> rule.canary() != null && !rule.canary().includes(customer);
      case SHADOW -> rule.status() == Rule.Status.SHADOW;
    };
  }

  private static boolean hasExpired(Now now) {
    Long expires = now.rule().message().expiresMillis();
    Long since = now.decision().heldSinceMillis();
    long matched = since == null ? now.decision().timeMillis() : since;
    return expires != null && now.decision().timeMillis() >= matched + expires;
  }

  private static boolean lacksConsent(Now now) {
    RandomPolicy policy = now.policy();
    if (policy.allowsUnknown() == null || policy.needsNoConsent().excepts(now.rule())) {
      return false;
    }
    Object given = now.last(each -> each.properties().get(Touchpoint.CONSENT));
    return given == null
        ? !policy.allowsUnknown()
        : !Boolean.TRUE.equals(((Map<?, ?>) given).get(RandomPolicy.PURPOSE));
  }

  /**
   * Returns whether a cap is reached.
   *
   * @param certainly whether only those are counted that a policy knows which is new
   */
  private static boolean isCapReached(Now now, boolean certainly) {
    for (Limit cap : now.policy().caps()) {
      if (cap.of().chooses(now.rule())
          && (isReached(cap, now, certainly) || (cap.in() == null && now.withholdsForZone()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReached(Limit cap, Now now, boolean certainly) {
    Choice of = cap.of();
    return now.sent().stream()
            .filter(sent -> sent.isKept() || !certainly)
            .filter(sent -> of.chooses(sent.rule()))
            .filter(sent -> cap.counts(sent.at(), now.at(), now.zone()))
            .count()
        >= cap.most();
  }

  private static boolean isQuiet(Now now) {
    RandomPolicy.Night night = now.policy().night();
    if (night == null || night.except().excepts(now.rule())) {
      return false;
    }
    ZoneId zone = now.zone();
    return zone == null ? now.withholdsForZone() : night.isAt(now.at(), zone);
  }
}
