package io.waymark.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MismatchesTest {
  private static final List<Rule> RULES =
      List.of(
          rule("cart-stall", "promo", "{to: email, priority: 40}"),
          rule("flash", "flash-sale", "{to: push, priority: 60, expires: 10s}"));

  @Test
  void namesThatNoRuleHasAreFoundInEachSelector() {
    String policy =
        """
        policy: p
        zone: {missing: Europe/Berlin}
        consent: {purpose: marketing, missing: deny, except: {to: [mail, desk, chat, push]}}
        caps:
          - {most: 1, in: 1d, of: {tag: prmo}}
          - {most: 2, in: 1d}
          - {most: 3, in: 2d, of: {rule: [flash, cart-stal]}}
        quiet: {from: "21:00", to: "08:00", except: {to: emial}}
        breaker: {rule: {most: 5%, of: customers, in: 1h}, then: pause, except: {tag: winter}}
        """;

    assertThat(found(policy, RULES, Set.of("desk")))
        .containsExactly(
            "'except' of consent names what is no destination: 'chat', 'mail' (did you mean 'email'?)",
            "'of' of cap 1 names what is no tag of any rule: 'prmo' (did you mean 'promo'?)",
            "'of' of cap 3 names what is no rule: 'cart-stal' (did you mean 'cart-stall'?)",
            "'except' of quiet names what is no destination: 'emial' (did you mean 'email'?)",
            "'except' of breaker names what is no tag of any rule: 'winter'");
  }

  @Test
  void aChoiceOfNothingIsFoundWhereEachNameIsThere() {
    String policy = "policy: p\ncaps: [{most: 1, in: 1d, of: {tag: promo, priority: 50}}]\n";

    assertThat(found(policy, RULES, Set.of()))
        .containsExactly("'of' of cap 1 chooses no trigger of any rule");
  }

  @Test
  void aTriggerThatExpiresWhileArbitrationWaitsIsFound() {
    String policy = "policy: p\narbitration: {within: %s}\n";

    assertThat(found(policy.formatted("9s"), RULES, Set.of())).isEmpty();
    assertThat(found(policy.formatted("10s"), RULES, Set.of()))
        .containsExactly(
            "rule flash: its triggers expire after 10s, and arbitration waits for 10s; they go out"
                + " only where another trigger of the customer waits already, so let them expire"
                + " later");
  }

  @Test
  void destinationsAloneSayNothingOfTagsAndRules() {
    String policy =
        "policy: p\ncaps: [{most: 1, in: 1d, of: {tag: promo, rule: r, to: [email, psh]}}]\n";

    assertThat(found(policy, List.of(), Set.of("email", "push")))
        .containsExactly(
            "'of' of cap 1 names what is no destination: 'psh' (did you mean 'push'?)");
    assertThat(found(policy, List.of(), Set.of())).isEmpty();
  }

  private static List<String> found(String policy, List<Rule> rules, Set<String> destinations) {
    return Mismatches.of(PolicyReaderTest.read(policy), rules, destinations);
  }

  private static Rule rule(String id, String tag, String trigger) {
    String text =
        """
        rule: %s
        title: T
        signal: stall
        owner: crm
        status: live
        tags: %s
        pattern: {steps: [{a: A}]}
        trigger: %s
        """
            .formatted(id, tag, trigger);
    return ((RuleReader.Result.Ok) new RuleReader(Set.of()).read("rule.yaml", text)).rule();
  }
}
