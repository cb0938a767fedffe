package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random rules, policies and histories: what holds for all of them. */
class PolicyPropertiesTest {
  private static final long BEGIN = Instant.parse("2026-03-20T00:00:00Z").toEpochMilli();
  private static final List<String> TYPES = List.of("A", "B", "C", "D");
  private static final List<String> TAGS = List.of("promo", "service");
  private static final int TOUCHPOINTS = 150;

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void policiesHoldWhateverHappens(long seed) {
    Random random = new Random(seed);
    List<Rule> rules = rules(random);
    RandomPolicy policy = new RandomPolicy(random);
    String name = "customer-" + random.nextInt(50);
    List<Touchpoint> history = history(name, random);

    List<Decision> decisions;
    List<Trigger> triggers;
    try (OneCustomer customer = customer(name, rules, policy)) {
      customer.applyAll(history, new Random(seed)).untilTheEnd();
      decisions = customer.decisions();
      triggers = customer.triggers();
    }
    List<Decision> uninterrupted;
    try (OneCustomer customer = customer(name, rules, policy)) {
      history.forEach(customer::apply);
      customer.untilTheEnd();
      uninterrupted = customer.decisions();
    }

    assertThat(decisions).isEqualTo(uninterrupted);
    checkEachMatchIsDecidedOnce(decisions, triggers);
    checkControlGroup(decisions, policy.holdout);
    checkCanaries(decisions, rules, name);
    checkCaps(decisions, triggers, policy);
    checkQuietHours(decisions, policy);
    checkArbitration(decisions, policy);
  }

  private static OneCustomer customer(String name, List<Rule> rules, RandomPolicy policy) {
    return new OneCustomer(rules.toArray(Rule[]::new)).named(name).govern(policy.text);
  }

  private static void checkEachMatchIsDecidedOnce(
      List<Decision> decisions, List<Trigger> triggers) {
    List<Decision> ends = decisions.stream().filter(each -> !each.isHeld()).toList();
    assertThat(ends).extracting(Decision::id).doesNotHaveDuplicates();
    assertThat(decisions.stream().filter(Decision::isHeld).map(Decision::id))
        .doesNotHaveDuplicates()
        .allSatisfy(
            held -> assertThat(ends).anyMatch(end -> end.id().equals(held) && end.endsHold()));
    assertThat(triggers)
        .extracting(Trigger::id)
        .containsExactlyElementsOf(
            ends.stream().filter(Decision::isSent).map(Decision::id).toList());
  }

  private static void checkControlGroup(List<Decision> decisions, Holdout holdout) {
    if (holdout != null && holdout.holds(decisions.isEmpty() ? "" : decisions.get(0).customer())) {
      assertThat(decisions).noneMatch(Decision::isSent);
    } else {
      assertThat(decisions).extracting(Decision::gate).doesNotContain(Gate.HOLDOUT);
    }
  }

  private static void checkCanaries(List<Decision> decisions, List<Rule> rules, String customer) {
    for (Rule rule : rules) {
      boolean isOutside = rule.canary() != null && !rule.canary().includes(customer);
      assertThat(decisions.stream().filter(each -> each.rule().equals(rule.id())))
          .allSatisfy(
              each -> {
                assertThat(isOutside && (each.isSent() || each.isHeld())).isFalse();
                assertThat(each.gate() == Gate.CANARY && !isOutside).isFalse();
              });
    }
  }

  private static void checkCaps(
      List<Decision> decisions, List<Trigger> triggers, RandomPolicy policy) {
    Map<String, Integer> priorities =
        triggers.stream()
            .collect(Collectors.toMap(Trigger::id, Trigger::priority, (a, b) -> a, TreeMap::new));
    List<Decision> sent = decisions.stream().filter(Decision::isSent).toList();
    for (Decision last : sent) {
      long within =
          sent.stream()
              .filter(each -> priorities.get(each.id()) >= policy.leastPriority)
              .filter(each -> each.timeMillis() <= last.timeMillis())
              .filter(each -> each.timeMillis() > last.timeMillis() - policy.capMillis)
              .count();
      assertThat(within).isLessThanOrEqualTo(policy.most);
    }
  }

  /** Quiet hours are from 22:00 to 06:00 UTC. */
  private static void checkQuietHours(List<Decision> decisions, RandomPolicy policy) {
    if (policy.isQuiet) {
      assertThat(decisions.stream().filter(Decision::isSent))
          .extracting(each -> Math.floorMod(each.timeMillis(), Duration.ofDays(1).toMillis()))
          .allMatch(
              day ->
                  day >= Duration.ofHours(6).toMillis() && day < Duration.ofHours(22).toMillis());
    }
  }

  private static void checkArbitration(List<Decision> decisions, RandomPolicy policy) {
    if (policy.arbitrationMillis >= 0) {
      List<Long> sent =
          decisions.stream().filter(Decision::isSent).map(Decision::timeMillis).toList();
      IntStream.range(1, sent.size())
          .forEach(
              i ->
                  assertThat(sent.get(i) - sent.get(i - 1))
                      .isGreaterThanOrEqualTo(Math.max(1, policy.arbitrationMillis)));
    }
  }

  private static List<Rule> rules(Random random) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(5); i++) {
      String type = TYPES.get(random.nextInt(TYPES.size()));
      String pattern =
          random.nextInt(3) == 0
              ? "{steps: [{a: %s}, {absent: D, for: %dm}]}".formatted(type, 1 + random.nextInt(500))
              : "{steps: [{a: %s}]}".formatted(type);
      String trigger =
          "{to: crm, priority: %d%s%s}"
              .formatted(
                  random.nextInt(101),
                  random.nextInt(4) == 0 ? ", cooldown: 3h" : "",
                  random.nextInt(4) == 0 ? ", expires: 4h" : "");
      rules.add(
          RulesFromYaml.rule(
              "rule-" + i,
              random.nextInt(8) == 0 ? "shadow" : "live",
              "tags: %s\npattern: %s%s"
                  .formatted(
                      TAGS.get(random.nextInt(2)),
                      pattern,
                      random.nextInt(4) == 0 ? "\ncanary: 50%" : ""),
              trigger));
    }
    return rules;
  }

  private static List<Touchpoint> history(String customer, Random random) {
    List<Touchpoint> history = new ArrayList<>();
    long now = BEGIN;
    for (int i = 0; i < TOUCHPOINTS; i++) {
      now += random.nextInt(3) == 0 ? random.nextInt(20_000) : random.nextInt(7_200_000);
      Map<String, Object> properties =
          random.nextInt(10) == 0
              ? Map.of("consent", Map.of("marketing", random.nextBoolean()))
              : Map.of();
      String type = TYPES.get(random.nextInt(TYPES.size()));
      history.add(new Touchpoint("t" + i, customer, null, type, null, now, null, properties));
    }
    return history;
  }

  private static final class RandomPolicy {
    private final long capMillis;
    private final int most;
    private final int leastPriority;
    private final boolean isQuiet;
    private final long arbitrationMillis;
    private final Holdout holdout;
    private final String text;

    RandomPolicy(Random random) {
      int hours = 1 + random.nextInt(200);
      capMillis = Duration.ofHours(hours).toMillis();
      most = 1 + random.nextInt(6);
      leastPriority = random.nextBoolean() ? 1 : 50;
      isQuiet = random.nextBoolean();
      int within = random.nextInt(30);
      arbitrationMillis = random.nextBoolean() ? within * 1_000L : -1;
      holdout = random.nextInt(4) == 0 ? new Holdout(3_000, "s") : null;
      text =
          "policy: p\nzone: {missing: UTC}\n"
              + "caps:\n  - {most: %d, in: %dh, of: {priority: %d}}\n"
                  .formatted(most, hours, leastPriority)
              + (isQuiet
                  ? "quiet: {from: \"22:00\", to: \"06:00\", spread: %dm}\n"
                      .formatted(1 + random.nextInt(200))
                  : "")
              + (random.nextBoolean() ? "consent: {purpose: marketing, missing: allow}\n" : "")
              + (arbitrationMillis < 0
                  ? ""
                  : "arbitration: {within: %ds, most: 1}\n".formatted(within))
              + (holdout == null ? "" : "holdout: {share: 30%, salt: s}\n");
    }
  }

  /** Names the gates that the histories above meet, so that none of them is left out unseen. */
  @ParameterizedTest
  @MethodSource("seedsTogether")
  void historiesMeetEveryGateThatAPolicyHas(List<Long> seeds) {
    Set<Gate> met =
        seeds.stream()
            .flatMap(
                seed -> {
                  Random random = new Random(seed);
                  List<Rule> rules = rules(random);
                  RandomPolicy policy = new RandomPolicy(random);
                  String name = "customer-" + random.nextInt(50);
                  try (OneCustomer customer = customer(name, rules, policy)) {
                    history(name, random).forEach(customer::apply);
                    return customer.untilTheEnd().decisions().stream();
                  }
                })
            .map(Decision::gate)
            .filter(gate -> gate != null)
            .collect(Collectors.toSet());

    assertThat(met)
        .contains(
            Gate.EXPIRY,
            Gate.CONSENT,
            Gate.COOLDOWN,
            Gate.CAP,
            Gate.QUIET,
            Gate.ARBITRATION,
            Gate.HOLDOUT,
            Gate.CANARY,
            Gate.SHADOW);
  }

  static List<List<Long>> seedsTogether() {
    return List.of(seeds().boxed().limit(60).toList());
  }
}
