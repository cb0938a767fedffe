package io.waymark.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waymark.model.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryTest {
  private static final int MANY = 20_000;
  private static final List<String> CUSTOMERS =
      IntStream.range(0, MANY).mapToObj(i -> "customer-" + i).toList();

  @Test
  void nobodyLeavesWhenItGrows() {
    List<String> small = CUSTOMERS.stream().filter(new Canary("r", 1_000)::includes).toList();

    assertThat(small).hasSizeBetween(MANY / 10 - 200, MANY / 10 + 200);
    assertThat(small).allMatch(new Canary("r", 2_000)::includes);
  }

  @Test
  void isIndependentOfControlGroupsAndOfOtherRules() {
    Canary canary = new Canary("r", 5_000);
    Holdout holdout = new Holdout(5_000, "2026");

    assertThat(share(customer -> canary.includes(customer) && holdout.holds(customer)))
        .isCloseTo(0.25, within(0.015));
    assertThat(share(c -> canary.includes(c) && new Canary("other", 5_000).includes(c)))
        .isCloseTo(0.25, within(0.015));
  }

  private static double share(java.util.function.Predicate<String> of) {
    return (double) CUSTOMERS.stream().filter(of).count() / MANY;
  }

  @Test
  void isReadWithTheRule() {
    assertThat(((RuleReader.Result.Ok) read("canary: 2.5%")).rule().canary())
        .isEqualTo(new Canary("r", 250));
    assertThat(((RuleReader.Result.Ok) read("")).rule().canary()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "100%, a canary is from 0.01% to 99.99% of customers; leave it out for all of them",
    "0%, a canary is from 0.01% to 99.99% of customers; leave it out for all of them",
    "10, 'a share is a percentage with at most two decimals, as in 5% or 2.5%'"
  })
  void isRefusedWhereItLies(String canary, String message) {
    RuleReader.Result.Refused refused = (RuleReader.Result.Refused) read("canary: " + canary);

    Problem problem = refused.problems().get(0);
    assertThat(refused.problems()).hasSize(1);
    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.line()).isEqualTo(6);
    assertThat(problem.column()).isEqualTo(9);
  }

  private static RuleReader.Result read(String canary) {
    return new RuleReader(Set.of())
        .read(
            "r.yaml",
            """
            rule: r
            title: T
            signal: stall
            owner: o
            status: live
            %s
            pattern: {steps: [{a: A}]}
            trigger: {to: crm}
            """
                .formatted(canary));
  }
}
