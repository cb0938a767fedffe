package io.waymark.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.Customer;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.DropRecorder;
import io.waymark.customer.Outlet;
import io.waymark.customer.RuleBook;
import io.waymark.customer.RulesFromYaml;
import io.waymark.govern.Policy;
import io.waymark.govern.PolicyReader;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.Applied;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Outgoing;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.rule.Rule;
import io.waymark.yaml.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares what a preview counts with what the engine of the job decides on the same history. */
class PolicyRetrospectTest {
  private static final long BEGIN = Instant.parse("2026-03-20T00:00:00Z").toEpochMilli();
  private static final List<String> TYPES = List.of("A", "B", "C", "D");
  private static final List<String> ZONES = List.of("Europe/Berlin", "Asia/Tokyo", "nowhere");
  private static final int TOUCHPOINTS = 150;
  private static final int CUSTOMERS = 4;
  private static final Lifecycle LIFECYCLE =
      RulesFromYaml.lifecycle(
          """
          lifecycle: l
          moves: [forward, skip, back]
          stages:
            - {stage: visitor, on: A}
            - {stage: buyer, on: C}
          """);

  @Test
  void countsAsTheEngineThatTakesThePolicyAtTheBeginOfTheWindow() {
    Set<Gate> met = EnumSet.noneOf(Gate.class);
    int different = 0;
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      List<Rule> rules = rules(random);
      Policy before = policy(random);
      Policy after = policy(random);
      long begin = BEGIN + Duration.ofHours(24 + random.nextInt(96)).toMillis();
      long until = begin + Duration.ofDays(7).toMillis();
      List<List<Touchpoint>> histories = new ArrayList<>();
      for (int customer = 0; customer < CUSTOMERS; customer++) {
        histories.add(history("c" + seed + "-" + customer, random));
      }

      List<List<Outgoing>> recorded = run(histories, rules, before, before, begin, until);
      long since = withoutHoldOfAHold(recorded, begin);
      Counts changed = counted(run(histories, rules, before, after, since, until), since);
      Counts kept = counted(recorded, since);

      assertThat(previewed(recorded, rules, before, after, since, until))
          .as("seed %d:%n%s%nthen%n%s", seed, before.text(), after.text())
          .isEqualTo(changed);
      assertThat(previewed(recorded, rules, before, before, since, until))
          .as("seed %d, in force", seed)
          .isEqualTo(kept);
      met.addAll(changed.withheld().keySet());
      different += changed.equals(kept) ? 0 : 1;
    }

    assertThat(different).as("policies that make a difference").isGreaterThan(200);
    assertThat(met)
        .contains(
            Gate.EXPIRY,
            Gate.WHO,
            Gate.CONSENT,
            Gate.COOLDOWN,
            Gate.CAP,
            Gate.ARBITRATION,
            Gate.HOLDOUT,
            Gate.SHADOW);
  }

  @Test
  void knowsFromADecisionThatTheCustomerHadConsentedLongAgo() {
    Policy strict = read("policy: p\nconsent: {purpose: marketing, missing: deny}\n");
    Policy capped =
        read(
            "policy: q\nconsent: {purpose: marketing, missing: deny}\ncaps: [{most: 1, in: 2d}]\n");
    Rule rule = RulesFromYaml.withPattern("r", "{steps: [{a: A}]}");
    List<Touchpoint> history =
        List.of(
            touchpoint("0", "B", BEGIN, Map.of("consent", Map.of("marketing", true))),
            touchpoint("1", "A", BEGIN + 1_000_000, Map.of()),
            touchpoint("2", "A", BEGIN + 2_000_000, Map.of()));
    List<Outgoing> recorded =
        run(List.of(history), List.of(rule), strict, strict, BEGIN, BEGIN + 9_000_000).get(0);
    recorded.removeIf(each -> each instanceof Applied);

    Counts counts =
        previewed(List.of(recorded), List.of(rule), strict, capped, BEGIN, BEGIN + 9_000_000);

    assertThat(counts).isEqualTo(new Counts(2, 1, 0, Map.of(Gate.CAP, 1L), Map.of("r", 1L)));
  }

  @Test
  void keepsTheDecisionsOfRulesWhoseTextIsNotKnown() {
    Rule rule = RulesFromYaml.withPattern("r", "{steps: [{a: A}]}");
    Policy nobody = read("policy: p\nconsent: {purpose: marketing, missing: deny}\n");
    List<List<Outgoing>> recorded =
        run(
            List.of(List.of(touchpoint("1", "A", BEGIN + 1_000, Map.of()))),
            List.of(rule),
            Policy.NONE,
            Policy.NONE,
            BEGIN,
            BEGIN + 9_000);

    try (PolicyRetrospect retrospect =
        new PolicyRetrospect(
            nobody,
            List.of(),
            (id, version) -> Optional.empty(),
            version -> Optional.empty(),
            BEGIN,
            BEGIN + 9_000)) {
      recorded.forEach(each -> retrospect.play(past("c", each)));

      assertThat(retrospect.tally().sent()).isEqualTo(1);
      assertThat(retrospect.unknown()).isEqualTo(1);
    }
  }

  /**
   * Puts the begin off as long as a trigger is held then for the second time, of which no record
   * tells.
   */
  private static long withoutHoldOfAHold(List<List<Outgoing>> recorded, long begin) {
    long since = begin;
    for (List<Outgoing> each : recorded) {
      List<Decision> decisions = only(Decision.class, each);
      for (Decision first : decisions) {
        for (Decision end : decisions) {
          if (first.isHeld() && end.endsHold() && first.id().equals(end.id())) {
            boolean isHeldAgain = first.untilMillis() < since && end.timeMillis() >= since;
            since = isHeldAgain ? end.timeMillis() + 1 : since;
          }
        }
      }
    }
    return since == begin ? begin : withoutHoldOfAHold(recorded, since);
  }

  /** The counts of a run. */
  private record Counts(
      long matches, long sent, long held, Map<Gate, Long> withheld, Map<String, Long> sentByRule) {}

  private static Counts previewed(
      List<List<Outgoing>> recorded,
      List<Rule> rules,
      Policy before,
      Policy policy,
      long since,
      long until) {
    Map<String, Rule> byId =
        rules.stream().collect(Collectors.toMap(Rule::id, Function.identity()));
    try (PolicyRetrospect retrospect =
        new PolicyRetrospect(
            policy,
            rules,
            (id, version) -> Optional.ofNullable(byId.get(id)),
            version -> Optional.of(before),
            since,
            until)) {
      recorded.forEach(each -> retrospect.play(past("c", each)));
      PolicyTally tally = retrospect.tally();
      assertThat(retrospect.unknown()).isZero();
      Map<String, Long> sent =
          tally.byRule().entrySet().stream()
              .filter(each -> each.getValue().sent() > 0)
              .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().sent()));
      return new Counts(tally.matches(), tally.sent(), tally.held(), tally.withheld(), sent);
    }
  }

  private static CustomerPast past(String byDefault, List<Outgoing> recorded) {
    List<Decision> decisions = only(Decision.class, recorded);
    return new CustomerPast(
        decisions.isEmpty() ? byDefault : decisions.get(0).customer(),
        decisions,
        only(Applied.class, recorded),
        only(Transition.class, recorded));
  }

  private static <T> List<T> only(Class<T> type, List<Outgoing> recorded) {
    return recorded.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Counts what an engine has decided about the matches of a window. */
  private static Counts counted(List<List<Outgoing>> recorded, long since) {
    long matches = 0;
    long sent = 0;
    long held = 0;
    Map<Gate, Long> withheld = new EnumMap<>(Gate.class);
    Map<String, Long> byRule = new HashMap<>();
    for (List<Outgoing> each : recorded) {
      for (Decision decision : only(Decision.class, each)) {
        Long begin = decision.heldSinceMillis();
        if ((begin == null ? decision.timeMillis() : begin) < since) {
          continue;
        }
        matches += begin == null ? 1 : 0;
        held += (decision.isHeld() ? 1 : 0) - (begin == null ? 0 : 1);
        if (decision.isSent()) {
          sent++;
          byRule.merge(decision.rule(), 1L, Long::sum);
        } else if (!decision.isHeld()) {
          withheld.merge(decision.gate(), 1L, Long::sum);
        }
      }
    }
    return new Counts(matches, sent, held, withheld, byRule);
  }

  /** Runs the engine of the job, which takes another policy at the begin of the window. */
  private static List<List<Outgoing>> run(
      List<List<Touchpoint>> histories,
      List<Rule> rules,
      Policy before,
      Policy after,
      long since,
      long until) {
    List<List<Outgoing>> all = new ArrayList<>();
    for (List<Touchpoint> history : histories) {
      List<Outgoing> emitted = new ArrayList<>();
      all.add(emitted);
      try (RuleBook book = RuleBook.open((dropped, runs) -> {})) {
        rules.forEach(rule -> book.put(rule, 0));
        book.put(before);
        CustomerEngine engine =
            new CustomerEngine(LIFECYCLE, book, new Recorder(emitted), DropRecorder.NONE, () -> 0);
        Customer customer = new Customer(history.get(0).customer());
        boolean isChanged = false;
        int number = 0;
        for (Touchpoint touchpoint : history) {
          if (touchpoint.timeMillis() > until) {
            break;
          }
          if (!isChanged && touchpoint.timeMillis() >= since) {
            engine.passDeadlines(customer, since - 1);
            book.put(after);
            isChanged = true;
          }
          engine.apply(customer, new Arrival(touchpoint, Position.line("h", ++number), 0));
        }
        if (!isChanged) {
          engine.passDeadlines(customer, since - 1);
          book.put(after);
        }
        engine.passDeadlines(customer, until);
      }
    }
    return all;
  }

  /** Takes applied touchpoints, too. */
  private record Recorder(List<Outgoing> emitted) implements Outlet {
    @Override
    public void emit(Outgoing record) {
      emitted.add(record);
    }

    @Override
    public boolean wantsApplied() {
      return true;
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
          "{to: %s, priority: %d%s%s}"
              .formatted(
                  random.nextBoolean() ? "crm" : "mail",
                  random.nextInt(101),
                  random.nextInt(4) == 0 ? ", cooldown: 3h" : "",
                  random.nextInt(4) == 0 ? ", expires: 4h" : "");
      String who = random.nextInt(3) == 0 ? "who: {stage: visitor}\n" : "";
      rules.add(
          RulesFromYaml.rule(
              ("rule: rule-%d%ntitle: T%nsignal: opportunity%nowner: crm%nstatus: %s%n"
                      + "tags: [%s]%n%spattern: %s%ntrigger: %s%n")
                  .formatted(
                      i,
                      random.nextInt(8) == 0 ? "shadow" : "live",
                      random.nextBoolean() ? "promo" : "service",
                      who,
                      pattern,
                      trigger)));
    }
    return rules;
  }

  private static List<Touchpoint> history(String customer, Random random) {
    List<Touchpoint> history = new ArrayList<>();
    long now = BEGIN;
    for (int i = 0; i < TOUCHPOINTS; i++) {
      now += 1 + (random.nextInt(3) == 0 ? random.nextInt(20_000) : random.nextInt(7_200_000));
      boolean identifies = random.nextInt(15) == 0;
      Map<String, Object> properties =
          identifies
              ? Map.of("timezone", ZONES.get(random.nextInt(ZONES.size())))
              : random.nextInt(10) == 0
                  ? Map.of("consent", Map.of("marketing", random.nextBoolean()))
                  : Map.of();
      String type = identifies ? Touchpoint.IDENTIFY : TYPES.get(random.nextInt(TYPES.size()));
      history.add(new Touchpoint(customer + i, customer, null, type, null, now, null, properties));
    }
    return history;
  }

  private static Touchpoint touchpoint(
      String id, String type, long millis, Map<String, Object> properties) {
    return new Touchpoint(id, "c", null, type, null, millis, null, properties);
  }

  private static Policy policy(Random random) {
    return read(
        "policy: p\nzone: {from: customer.traits.timezone, missing: UTC}\n"
            + "caps:\n  - {most: %d, in: %dh, of: {priority: %d}}\n"
                .formatted(
                    1 + random.nextInt(6), 1 + random.nextInt(200), 1 + random.nextInt(2) * 49)
            + (random.nextBoolean() ? "  - {most: 2, per: day, of: {to: mail}}\n" : "")
            + (random.nextBoolean()
                ? "quiet: {from: \"22:00\", to: \"06:00\", spread: %dm, except: {tag: service}}\n"
                    .formatted(1 + random.nextInt(200))
                : "")
            + (random.nextBoolean()
                ? "consent: {purpose: marketing, missing: %s}\n"
                    .formatted(random.nextBoolean() ? "allow" : "deny")
                : "")
            + (random.nextBoolean()
                ? "arbitration: {within: %ds, most: 1}\n".formatted(random.nextInt(30))
                : "")
            + (random.nextInt(4) == 0 ? "holdout: {share: 30%, salt: s}\n" : ""));
  }

  private static Policy read(String text) {
    Problems problems = new Problems("policy.yaml", text);
    return PolicyReader.read(text, problems)
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }
}
