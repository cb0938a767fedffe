package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.PolicyCase.Step;
import io.waymark.model.Decision;
import io.waymark.model.Trigger;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies with what becomes of each match; the state is written and read after each step. */
class PolicyCasesTest {
  static List<PolicyCase> cases() {
    return PolicyCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decidesAsIsRight(PolicyCase each) {
    boolean isOfNow = each.wallMillis() > 0;
    try (OneCustomer customer = new OneCustomer(isOfNow, each.rules().toArray(Rule[]::new))) {
      customer.named(each.customer()).clock(each.wallMillis()).govern(each.policy());

      each.steps().forEach(step -> play(customer, step).restore());
      customer.untilTheEnd();

      assertThat(customer.decisions().stream().map(PolicyCase::line))
          .containsExactlyElementsOf(each.decisions());
      assertThat(customer.triggers())
          .extracting(Trigger::id)
          .containsExactlyElementsOf(
              customer.decisions().stream().filter(Decision::isSent).map(Decision::id).toList());
      assertThat(customer.decisions().stream().filter(Decision::endsHold).map(Decision::id))
          .containsExactlyInAnyOrderElementsOf(
              customer.decisions().stream().filter(Decision::isHeld).map(Decision::id).toList());
    }
  }

  private static OneCustomer play(OneCustomer customer, Step step) {
    if (step instanceof Step.Met met) {
      return customer.apply(met.touchpoint(customer.customer.id));
    }
    return step instanceof Step.RuleChanged changed
        ? customer.put(changed.rule(), "1d")
        : customer.govern(((Step.PolicyChanged) step).policy());
  }

  @Test
  void nobodyLeavesTheControlGroupWhenItGrows() {
    Holdout small = new Holdout(1_000, "2026");
    Holdout large = new Holdout(2_000, "2026");
    List<String> customers = IntStream.range(0, 20_000).mapToObj(i -> "customer-" + i).toList();

    assertThat(customers.stream().filter(small::holds)).allMatch(large::holds);
    assertThat(customers.stream().filter(small::holds).count()).isBetween(1_850L, 2_150L);
    assertThat(customers.stream().filter(large::holds).count()).isBetween(3_800L, 4_200L);
  }
}
