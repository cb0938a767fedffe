package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.match.Definition;
import io.waymark.match.RandomHistory;
import io.waymark.match.RandomRule;
import io.waymark.model.Decimals;
import io.waymark.model.Decision;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Several random rules at once, found by the index and matched as the job does, against the
 * brute-force reading of the definition for each of them alone.
 */
class EngineAgreesWithDefinitionTest {
  private static final int BOOKS = 500;
  private static final int MOST_RULES = 6;

  /** The number of histories for each book of rules. */
  private static final int HISTORIES = 16;

  private static final String DATA =
      """
      status: live
      trigger:
        to: x
        data: {last: s0.last.properties.v, sum: s0.sum.w, channel: s0.first.channel}
      """;

  /** Restores no customer. */
  private static final Random NEVER =
      new Random() {
        private static final long serialVersionUID = 1;

        @Override
        public int nextInt(int bound) {
          return 1;
        }
      };

  private int capped;
  private int fired;
  private int cases;

  @Test
  void eachRuleFiresWhenTheDefinitionDoes() {
    for (long seed = 0; seed < BOOKS; seed++) {
      check(seed);
    }

    assertThat(cases).isGreaterThan(BOOKS * HISTORIES * MOST_RULES / 3);
    assertThat(fired).as("rules that fire").isGreaterThan(cases / 10);
  }

  private void check(long seed) {
    Random random = new Random(seed);
    List<Rule> rules = new ArrayList<>();
    Set<String> types = new HashSet<>();
    for (int i = random.nextInt(MOST_RULES); i >= 0; i--) {
      Rule rule = rule("rule-" + i, random);
      rules.add(rule);
      types.addAll(rule.pattern().types());
    }
    try (RuleBook book = RuleBook.open((rule, runs) -> capped += runs)) {
      rules.forEach(rule -> book.put(rule, 0));
      for (int i = 0; i < HISTORIES; i++) {
        check(
            "seed " + seed + ", history " + i,
            book,
            rules,
            RandomHistory.of(types, random),
            random);
      }
    }
  }

  private static Rule rule(String id, Random random) {
    Optional<Rule> rule = Optional.empty();
    while (rule.isEmpty()) {
      rule = RandomRule.of(id, random).with(DATA).read();
    }
    return rule.get();
  }

  private void check(
      String which, RuleBook book, List<Rule> rules, List<Touchpoint> touchpoints, Random random) {
    capped = 0;
    OneCustomer undisturbed = play(book, touchpoints, NEVER);
    OneCustomer restored = play(book, touchpoints, random);
    if (capped > 0) {
      return; // The cap on open runs is not part of the definition.
    }
    Map<String, Map<String, List<Long>>> expected = new TreeMap<>();
    for (Rule rule : rules) {
      Map<String, List<Long>> own = new Definition(rule.pattern()).fires(touchpoints);
      if (!own.isEmpty()) {
        expected.put(rule.id(), own);
      }
    }
    cases += rules.size();
    fired += expected.size();
    String what = which + "\n" + text(rules) + RandomHistory.text(touchpoints);

    assertThat(restored.fires()).as(what).isEqualTo(expected);
    assertThat(restored.triggers()).as("restored, %s", what).isEqualTo(undisturbed.triggers());
    restored.triggers().forEach(trigger -> checkData(what, trigger, touchpoints));
    assertThat(restored.decisions())
        .as("in order of time, %s", what)
        .extracting(Decision::timeMillis)
        .isSorted();
  }

  private static OneCustomer play(RuleBook book, List<Touchpoint> touchpoints, Random restores) {
    return new OneCustomer(book, RulesFromYaml.LIFECYCLE)
        .applyAll(touchpoints, restores)
        .until(Definition.NO_END);
  }

  /**
   * Runs keep what the trigger says of earlier steps, and no more: this is from the whole history.
   */
  private static void checkData(String what, Trigger trigger, List<Touchpoint> touchpoints) {
    List<Touchpoint> chosen =
        trigger.touchpoints().stream()
            .filter(evidence -> evidence.step().equals("s0"))
            .flatMap(evidence -> touchpoints.stream().filter(t -> t.id().equals(evidence.id())))
            .toList();
    Optional<BigDecimal> sum =
        chosen.stream()
            .map(touchpoint -> String.valueOf(touchpoint.properties().get("w")))
            .filter(text -> text.matches("-?(0|[1-9][0-9]*)([.][0-9]+)?"))
            .map(BigDecimal::new)
            .reduce(BigDecimal::add);
    Map<String, Object> data = new HashMap<>();
    data.put("last", chosen.get(chosen.size() - 1).properties().get("v"));
    data.put("channel", chosen.get(0).channel());
    data.put("sum", sum.map(Decimals::normal).orElse(null));
    data.values().removeIf(Objects::isNull);

    assertThat(trigger.data()).as(what).isEqualTo(data);
  }

  private static String text(List<Rule> rules) {
    StringBuilder text = new StringBuilder();
    rules.forEach(rule -> text.append(rule.text()).append("---\n"));
    return text.toString();
  }
}
