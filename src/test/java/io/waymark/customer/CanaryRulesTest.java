package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
import io.waymark.model.Decision.Outcome;
import io.waymark.model.Gate;
import io.waymark.model.Pause;
import io.waymark.model.Trigger;
import io.waymark.rule.Canary;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules that go out to a share of customers only, and rules that the breaker paused. */
class CanaryRulesTest {
  private static final Canary CANARY = new Canary("new", 1_000);
  private static final Holdout HOLDOUT = new Holdout(2_000, "s");
  private static final String CONTROL = "policy: p\nholdout: {share: 20%, salt: s}\n";
  private static final Rule NEW = rule("new", "live", "canary: 10%", 80);
  private static final Rule OLD = rule("old", "live", "", 50);

  @Test
  void sendsToACustomerOfTheCanaryOnly() {
    String outside = customer(id -> !CANARY.includes(id));

    assertThat(decide(customer(CANARY::includes), "policy: p\n", NEW).outcome())
        .isEqualTo(Outcome.SENT);
    Decision withheld = decide(outside, "policy: p\n", NEW);
    assertThat(withheld.gate()).isEqualTo(Gate.CANARY);
    assertThat(withheld.numbers())
        .isEqualTo(
            "bucket %d of 10,000, of which 1000 are in the canary"
                .formatted(CANARY.bucket(outside)));
  }

  @Test
  void isHeldOutBeforeTheCanaryIsAskedAndSaysThatItIsNoControl() {
    String both = customer(id -> !CANARY.includes(id) && HOLDOUT.holds(id));

    Decision decision = decide(both, CONTROL, NEW);

    assertThat(decision.gate()).isEqualTo(Gate.HOLDOUT);
    assertThat(decision.numbers()).endsWith("; outside the canary, so not in the control group");
  }

  @Test
  void chargesNothingAndWinsOverNobodyOutsideTheCanary() {
    String outside = customer(id -> !CANARY.includes(id) && !HOLDOUT.holds(id));
    String policy = CONTROL + "caps: [{most: 1, in: 7d}]\narbitration: {within: 0s, most: 1}\n";

    try (OneCustomer one = new OneCustomer(NEW, OLD).named(outside).govern(policy)) {
      one.at("2026-06-01T10:00:00Z", "T").restore();

      assertThat(one.triggers()).extracting(Trigger::rule).containsExactly("old");
      assertThat(one.decisions())
          .extracting(Decision::gate)
          .containsExactlyInAnyOrder(Gate.CANARY, null);
    }
  }

  @Test
  void takesNoPlaceAmongWhatIsHeldOutsideTheCanary() {
    String outside = customer(id -> !CANARY.includes(id));
    String quiet = "policy: p\nzone: {missing: UTC}\nquiet: {from: \"22:00\", to: \"07:00\"}\n";

    try (OneCustomer one = new OneCustomer(NEW).named(outside).govern(quiet)) {
      one.at("2026-06-01T23:00:00Z", "T").restore().untilTheEnd();

      assertThat(one.decisions()).hasSize(1);
      assertThat(one.decisions().get(0).gate()).isEqualTo(Gate.CANARY);
      assertThat(one.decisions().get(0).numbers())
          .startsWith("would be held: 22:00 to 07:00")
          .endsWith("until 2026-06-02T07:00Z");
    }
  }

  @Test
  void isInShadowWithinTheCanaryOnly() {
    Rule shadow = rule("new", "shadow", "canary: 10%", 80);

    assertThat(decide(customer(CANARY::includes), "policy: p\n", shadow).gate())
        .isEqualTo(Gate.SHADOW);
    assertThat(decide(customer(id -> !CANARY.includes(id)), "policy: p\n", shadow).gate())
        .isEqualTo(Gate.CANARY);
  }

  @Test
  void goesToEveryoneInTheTestsOfItsAuthor() {
    assertThat(NEW.asLive().canary()).isNull();
    assertThat(NEW.asLive().version()).isEqualTo(NEW.version());
  }

  @Test
  void aPauseWithholdsItsVersionUntilItIsLifted() {
    try (OneCustomer one = new OneCustomer(OLD)) {
      one.rules.put(new Pause("old", OLD.version(), "paused by the breaker: 7%", 0));
      one.at("2026-06-01T10:00:00Z", "T").restore();
      int paused = one.rules.paused();
      one.rules.liftPause("old");
      one.at("2026-06-01T11:00:00Z", "T");

      assertThat(paused).isEqualTo(1);
      assertThat(one.rules.paused()).isZero();
      assertThat(one.decisions()).extracting(Decision::gate).containsExactly(Gate.PAUSED, null);
      assertThat(one.decisions().get(0).numbers()).isEqualTo("paused by the breaker: 7%");
    }
  }

  @Test
  void aPauseOfAnotherVersionWithholdsNothing() {
    try (OneCustomer one = new OneCustomer(OLD)) {
      one.rules.put(new Pause("old", OLD.version(), "paused by the breaker: 7%", 0));
      one.put(rule("old", "live", "tags: [mended]", 50), "0s");

      one.at("2026-06-01T10:00:00Z", "T");

      assertThat(one.rules.paused()).isZero();
      assertThat(one.decisions()).extracting(Decision::isSent).containsExactly(true);
    }
  }

  @Test
  void whatIsHeldIsWithheldWhenItsRuleWasPausedMeanwhile() {
    String quiet = "policy: p\nzone: {missing: UTC}\nquiet: {from: \"22:00\", to: \"07:00\"}\n";
    try (OneCustomer one = new OneCustomer(OLD).govern(quiet)) {
      one.at("2026-06-01T23:00:00Z", "T").restore();
      one.rules.put(new Pause("old", OLD.version(), "paused by the breaker: 7%", 0));

      one.untilTheEnd();

      assertThat(one.decisions())
          .extracting(Decision::gate)
          .containsExactly(Gate.QUIET, Gate.PAUSED);
      assertThat(one.triggers()).isEmpty();
    }
  }

  private static Decision decide(String customer, String policy, Rule rule) {
    try (OneCustomer one = new OneCustomer(rule).named(customer).govern(policy)) {
      one.at("2026-06-01T10:00:00Z", "T").restore();
      assertThat(one.decisions()).hasSize(1);
      return one.decisions().get(0);
    }
  }

  private static String customer(Predicate<String> wanted) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "c" + i)
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }

  private static Rule rule(String id, String status, String more, int priority) {
    return RulesFromYaml.rule(
        id,
        status,
        more + "\npattern: {steps: [{t: T}]}",
        "{to: crm, priority: %d}".formatted(priority));
  }
}
