package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever receives a trigger twice can tell, and two that differ are never taken for one. */
class TriggerIdTest {
  private static final String EACH_A = "{correlate: event.properties.k, steps: [{a: A}]}";
  private static final String SILENCE = "{steps: [{a: A}, {absent: X, for: 10m}]}";

  @Test
  void sameHistoryGivesTheSameIdAtAnyClock() {
    assertThat(id(rule("r"), "anna", "t1", "0s", "k", 99))
        .isEqualTo(id(rule("r"), "anna", "t1", "0s", "k", 0));
  }

  @Test
  void aRestoreInBetweenDoesNotChangeIt() {
    Rule rule = RulesFromYaml.withPattern("r", SILENCE);
    try (OneCustomer through = new OneCustomer(rule);
        OneCustomer restored = new OneCustomer(rule)) {
      through.on("A", "0s").untilTheEnd();
      restored.on("A", "0s").restore().on("Z", "1h").untilTheEnd();

      assertThat(restored.triggers())
          .extracting(Trigger::id)
          .isEqualTo(through.triggers().stream().map(Trigger::id).toList());
    }
  }

  @Test
  void anotherVersionOfTheRuleDoesNotChangeIt() {
    Rule changed = RulesFromYaml.rule("r", "live", "pattern: " + EACH_A, "{to: elsewhere}");

    assertThat(id(changed, "anna", "t1", "0s", "k", 0))
        .isEqualTo(id(rule("r"), "anna", "t1", "0s", "k", 0));
  }

  @Test
  void itDiffersByRuleCustomerValueAndTouchpoint() {
    assertThat(
            List.of(
                id(rule("r"), "anna", "t1", "0s", "k", 0),
                id(rule("s"), "anna", "t1", "0s", "k", 0),
                id(rule("r"), "bert", "t1", "0s", "k", 0),
                id(rule("r"), "anna", "t2", "0s", "k", 0),
                id(rule("r"), "anna", "t1", "0s", "l", 0)))
        .doesNotHaveDuplicates();
  }

  @Test
  void itDiffersByDeadline() {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", SILENCE))) {
      anna.on("A", "0s").on("A", "1h").untilTheEnd();

      assertThat(anna.triggers()).extracting(Trigger::id).hasSize(2).doesNotHaveDuplicates();
    }
  }

  @Test
  void aTouchpointThatIsNamedLikeADeadlineIsNone() {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", SILENCE));
        OneCustomer other = new OneCustomer(RulesFromYaml.withPattern("r", "{steps: [{a: A}]}"))) {
      anna.on("A", "0s").untilTheEnd();
      other.onWithId("600000", "A", "0s");

      assertThat(other.triggers().get(0).id()).isNotEqualTo(anna.triggers().get(0).id());
    }
  }

  @Test
  void aDecisionHasTheIdThatItsTriggerHasOrWouldHaveHad() {
    Rule shadow = RulesFromYaml.rule("r", "shadow", "pattern: " + EACH_A, "{to: crm}");
    try (OneCustomer live = new OneCustomer(rule("r"));
        OneCustomer watched = new OneCustomer(shadow)) {
      live.on("A", "0s", "k", "k");
      watched.on("A", "0s", "k", "k");

      assertThat(live.decisions())
          .extracting(Decision::id)
          .containsExactly(live.triggers().get(0).id());
      assertThat(watched.decisions())
          .extracting(Decision::id)
          .containsExactly(live.triggers().get(0).id());
    }
  }

  private static Rule rule(String id) {
    return RulesFromYaml.withPattern(id, EACH_A);
  }

  private static String id(
      Rule rule, String customer, String touchpoint, String at, String value, long clock) {
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.named(customer).clock(clock).onWithId(touchpoint, "A", at, "k", value);
      return anna.triggers().get(0).id();
    }
  }
}
