package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.match.Definition;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random rules, histories and policies, one of which replaces the other on the way: what holds for
 * all of them.
 */
class PolicyPropertiesTest {
  private static final List<String> TYPES = List.of("A", "B", "C", "D");
  private static final List<String> TAGS = List.of("promo", "service");
  private static final List<String> TO = List.of("crm", "desk");
  private static final List<String> SIGNALS = List.of("stall", "opportunity");
  private static final int TOUCHPOINTS = 150;

  /** The ends of spans meet touchpoints, or miss them by a millisecond, where all count in it. */
  private static final long HALF_HOUR = Duration.ofMinutes(30).toMillis();

  /** In Chile clocks change at midnight, and on Lord Howe Island by half an hour. */
  private static final RandomPolicy.Scale HOURS =
      new RandomPolicy.Scale(
          Duration.ofHours(1),
          'h',
          200,
          LocalTime.of(22, 0),
          LocalTime.of(6, 0),
          List.of("Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe"));

  /** The days on which histories begin: not long before clocks change in one of the zones. */
  private static final List<String> BEGINS =
      List.of("2026-03-27", "2026-03-06", "2026-10-30", "2026-04-02", "2026-09-04", "2026-10-02");

  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "tag", TAGS,
          "to", TO,
          "signal", SIGNALS,
          "rule", List.of("rule-0", "rule-1", "rule-2"),
          "priority", List.of("30", "60"));

  /**
   * A customer under two policies.
   *
   * @param change the number of touchpoints before the second policy comes
   */
  private record Story(
      String customer,
      List<Rule> rules,
      List<Touchpoint> history,
      RandomPolicy before,
      RandomPolicy after,
      int change) {
    static Story of(long seed) {
      Random random = new Random(seed);
      String customer = "customer-" + random.nextInt(50);
      return new Story(
          customer,
          randomRules(random),
          randomHistory(customer, random),
          RandomPolicy.draw(random, HOURS, CHOICES),
          RandomPolicy.draw(random, HOURS, CHOICES),
          random.nextInt(2 * TOUCHPOINTS));
    }
  }

  /** All that became of a story, and the number of decisions before the second policy. */
  private record Played(List<Decision> decisions, List<Trigger> triggers, int changed) {
    /** Plays a story; at random the customer is written and read. */
    static Played of(Story story, Random restores) {
      try (OneCustomer customer = new OneCustomer(story.rules().toArray(Rule[]::new))) {
        customer.named(story.customer()).govern(story.before().text());
        int changed = Integer.MAX_VALUE;
        for (int i = 0; i < story.history().size(); i++) {
          if (i == story.change()) {
            changed = customer.decisions().size();
            customer.govern(story.after().text());
          }
          customer.apply(story.history().get(i)).restoreAtRandom(restores);
        }
        customer.untilTheEnd();
        return new Played(customer.decisions(), customer.triggers(), changed);
      }
    }
  }

  /** Restores no customer. */
  private static final Random NEVER =
      new Random() {
        private static final long serialVersionUID = 1;

        @Override
        public int nextInt(int bound) {
          return 1;
        }
      };

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void policiesHoldWhateverHappens(long seed) {
    Story story = Story.of(seed);

    Played played = Played.of(story, new Random(seed));

    assertThat(played).isEqualTo(Played.of(story, NEVER));
    List<Decision> decisions = played.decisions();
    checkEachMatchIsDecidedOnce(decisions, played.triggers());
    checkMatches(story, decisions);
    new PolicyOracle(
            story.customer(),
            story.rules(),
            story.history(),
            story.before(),
            story.after(),
            played.changed())
        .check(decisions);
    int changed = Math.min(played.changed(), decisions.size());
    checkArbitration(decisions.subList(0, changed), story.before());
    checkArbitration(decisions.subList(changed, decisions.size()), story.after());
  }

  private static void checkEachMatchIsDecidedOnce(
      List<Decision> decisions, List<Trigger> triggers) {
    List<Decision> ends = decisions.stream().filter(each -> !each.isHeld()).toList();
    assertThat(ends).extracting(Decision::id).doesNotHaveDuplicates();
    assertThat(ends.stream().filter(Decision::endsHold).map(Decision::id))
        .containsExactlyInAnyOrderElementsOf(
            decisions.stream().filter(Decision::isHeld).map(Decision::id).toList());
    assertThat(triggers)
        .extracting(Trigger::id)
        .containsExactlyElementsOf(
            ends.stream().filter(Decision::isSent).map(Decision::id).toList());
  }

  /** Checks that each match has a first decision, and that nothing else has. */
  private static void checkMatches(Story story, List<Decision> decisions) {
    for (Rule rule : story.rules()) {
      List<Long> matches =
          new Definition(rule.pattern()).fires(story.history()).getOrDefault("", List.of());
      assertThat(
              decisions.stream()
                  .filter(each -> each.rule().equals(rule.id()) && !each.endsHold())
                  .map(Decision::timeMillis))
          .as("matches of %s", rule.id())
          .containsExactlyElementsOf(matches);
    }
  }

  private static void checkArbitration(List<Decision> decisions, RandomPolicy policy) {
    if (policy.arbitrationMillis() >= 0) {
      List<Long> sent =
          decisions.stream().filter(Decision::isSent).map(Decision::timeMillis).toList();
      IntStream.range(1, sent.size())
          .forEach(
              i ->
                  assertThat(sent.get(i) - sent.get(i - 1))
                      .isGreaterThanOrEqualTo(Math.max(1, policy.arbitrationMillis())));
    }
  }

  private static List<Rule> randomRules(Random random) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(5); i++) {
      String type = one(TYPES, random);
      String pattern =
          random.nextInt(3) == 0
              ? "{steps: [{a: %s}, {absent: D, for: %dm}]}".formatted(type, 1 + random.nextInt(500))
              : "{steps: [{a: %s}]}".formatted(type);
      String trigger =
          "{to: %s, priority: %d%s%s%s}"
              .formatted(
                  one(TO, random),
                  random.nextInt(101),
                  random.nextInt(4) == 0 ? ", cooldown: 3h" : "",
                  random.nextInt(4) == 0 ? ", expires: 4h" : "",
                  random.nextInt(6) == 0 ? ", holdout: {share: 40%, salt: own}" : "");
      rules.add(
          RulesFromYaml.rule(
              """
              rule: rule-%d
              title: T
              owner: crm
              signal: %s
              tags: %s
              status: %s
              pattern: %s
              trigger: %s
              %s"""
                  .formatted(
                      i,
                      one(SIGNALS, random),
                      one(TAGS, random),
                      random.nextInt(8) == 0 ? "shadow" : "live",
                      pattern,
                      trigger,
                      random.nextInt(4) == 0 ? "canary: 50%\n" : "")));
    }
    return rules;
  }

  private static List<Touchpoint> randomHistory(String customer, Random random) {
    List<Touchpoint> history = new ArrayList<>();
    long now = Instant.parse(one(BEGINS, random) + "T00:00:00Z").toEpochMilli();
    boolean isRound = random.nextBoolean();
    for (int i = 0; i < TOUCHPOINTS; i++) {
      now += isRound ? HALF_HOUR * (1 + random.nextInt(4)) : anyWait(random);
      String type = random.nextInt(30) == 0 ? Touchpoint.IDENTIFY : one(TYPES, random);
      Map<String, Object> properties =
          type.equals(Touchpoint.IDENTIFY)
              ? Map.of("timezone", one(HOURS.zones(), random))
              : random.nextInt(10) == 0
                  ? Map.of(Touchpoint.CONSENT, Map.of(RandomPolicy.PURPOSE, random.nextInt(4) > 0))
                  : Map.of();
      long time = now + (isRound && random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0);
      history.add(new Touchpoint("t" + i, customer, null, type, null, time, null, properties));
    }
    return history;
  }

  private static long anyWait(Random random) {
    return 1 + (random.nextInt(3) == 0 ? random.nextInt(20_000) : random.nextInt(7_200_000));
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  /** Names the gates that the histories above meet, so that none of them is left out unseen. */
  @ParameterizedTest
  @MethodSource("seedsTogether")
  void historiesMeetEveryGateThatAPolicyHas(List<Long> seeds) {
    Set<Gate> met =
        seeds.stream()
            .flatMap(seed -> Played.of(Story.of(seed), NEVER).decisions().stream())
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
