package io.waymark.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.expression.Scope;
import io.waymark.govern.Cap.Span;
import io.waymark.govern.Zoning.Missing;
import io.waymark.model.Digest;
import io.waymark.model.Problem;
import io.waymark.model.Signal;
import io.waymark.rule.BundledRules;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.yaml.Problems;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  static final String ZONE = "zone: {from: customer.traits.timezone, missing: UTC}\n";

  private static final String EVERY_PART =
      """
      policy: default
      zone: {from: customer.traits.timezone, missing: Europe/Berlin}
      consent: {purpose: marketing, missing: deny, except: {to: [service-desk]}}
      caps:
        - {most: 3, in: 7d, of: {signal: [stall, advocacy]}}
        - {most: 1, per: day, of: {to: email-campaigns, tag: [sale, newsletter], rule: promoter}}
        - {most: 20, in: 30d}
      quiet: {from: "21:00", to: "08:00", days: [mon, sat], then: withhold, except: {priority: 90}}
      arbitration: {within: 10s, most: 2}
      holdout: {share: 5%, salt: 2026}
      breaker: {rule: {most: 2.5%, of: customers, in: 1h}, then: pause, except: {to: service-desk}}
      """;

  @Test
  void readsEveryKey() {
    Policy policy = read(EVERY_PART);

    assertThat(policy.id()).isEqualTo("default");
    assertThat(policy.version()).isEqualTo(Digest.hex(EVERY_PART));
    assertThat(policy.text()).isEqualTo(EVERY_PART);
    assertThat(policy.zone().missing()).isEqualTo(new Missing.Default(ZoneId.of("Europe/Berlin")));
    assertThat(policy.zone().from().evaluate(customer("Asia/Tokyo"))).isEqualTo("Asia/Tokyo");
    assertThat(policy.consent())
        .isEqualTo(new Consent("marketing", false, to(Set.of("service-desk"))));
    assertThat(policy.caps())
        .containsExactly(
            new Cap(
                3,
                new Span.Rolling(Duration.ofDays(7).toMillis()),
                new Selector(
                    Set.of(Signal.STALL, Signal.ADVOCACY), Names.NONE, Names.NONE, Names.NONE, 0)),
            new Cap(
                1,
                Span.Calendar.DAY,
                new Selector(
                    Set.of(),
                    Names.of(Set.of("email-campaigns")),
                    Names.of(Set.of("sale", "newsletter")),
                    Names.of(Set.of("promoter")),
                    0)),
            new Cap(20, new Span.Rolling(Duration.ofDays(30).toMillis()), Selector.ALL));
    assertThat(policy.quiet())
        .isEqualTo(
            new Quiet(
                LocalTime.of(21, 0),
                LocalTime.of(8, 0),
                Set.of(DayOfWeek.MONDAY, DayOfWeek.SATURDAY),
                false,
                0,
                new Selector(Set.of(), Names.NONE, Names.NONE, Names.NONE, 90)));
    assertThat(policy.arbitration()).isEqualTo(new Arbitration(10_000, 2));
    assertThat(policy.holdout()).isEqualTo(new Holdout(500, "2026"));
    assertThat(policy.breaker())
        .isEqualTo(new Breaker(250, Duration.ofHours(1).toMillis(), to(Set.of("service-desk"))));
    assertThat(policy.breaker().slotMillis()).isEqualTo(10_000);
  }

  @Test
  void aPartThatIsLeftOutLimitsNothing() {
    Policy policy = read("policy: none");

    assertThat(policy.zone()).isEqualTo(Zoning.UNKNOWN);
    assertThat(policy.consent()).isNull();
    assertThat(policy.caps()).isEmpty();
    assertThat(policy.quiet()).isNull();
    assertThat(policy.arbitration()).isNull();
    assertThat(policy.holdout()).isNull();
    assertThat(policy.breaker()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"withhold, Withhold", "allow, Allow", "UTC, Default"})
  void aZoneThatIsMissingIsNeverSilentlyAnother(String missing, String type) {
    Policy policy =
        read("policy: p\nzone: {from: customer.traits.timezone, missing: " + missing + "}");

    assertThat(policy.zone().missing().getClass().getSimpleName()).isEqualTo(type);
  }

  @Test
  void oneOfTriggersThatCompeteGoesOutUnlessSaidOtherwise() {
    assertThat(read("policy: p\narbitration: {within: 0s}").arbitration())
        .isEqualTo(new Arbitration(0, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "zone: UTC | 2:7 | expected a mapping (key: value)",
        "zone: {from: customer.traits.timezone} | 2:7 | 'missing' is missing",
        "zone: {missing: Berlin} | 2:17 | there is no zone 'Berlin'; did you mean 'Europe/Berlin'?",
        "zone: {missing: europe/berlin} | 2:17 | there is no zone 'europe/berlin'; did you mean 'Europe/Berlin'?",
        "zone: {missing: New York} | 2:17 | there is no zone 'New York'; did you mean 'America/New_York'?",
        "zone: {missing: Middle-earth/Shire} | 2:17 | there is no zone 'Middle-earth/Shire'; name one such as Europe/Berlin, or write withhold or allow",
        "zone: {missing: witholds, from: customer.traits.tz} | 2:17 | there is no zone 'witholds'; did you mean 'withhold'?",
        "zone: {missing: +02:00} | 2:17 | an offset such as '+02:00' knows no summer time; name a zone such as Europe/Berlin",
        "zone: {missing: UTC+1} | 2:17 | an offset such as 'UTC+1' knows no summer time; name a zone such as Europe/Berlin",
        "zone: {missing: } | 2:16 | expected a text",
        "zone: {missing: withhold} | 2:7 | without 'from' no customer has a zone; add it, or name the zone of all in 'missing'",
        "zone: {from: Europe/Berlin, missing: UTC} | 2:14 | 'from' is where a customer's own zone is found, such as customer.traits.timezone; write a zone that is the same for all in 'missing'",
        "zone: {from: '\"UTC\"', missing: UTC} | 2:14 | 'from' is where a customer's own zone is found, such as customer.traits.timezone; write a zone that is the same for all in 'missing'",
        "zone: {from: event.properties.tz, missing: UTC} | 2:14 | unknown name 'event'; known here: customer",
        "zone: {from: customer.id == \"a\", missing: UTC} | 2:14 | expected a text, but this is of type bool",
        "zone: {from: , missing: UTC} | 2:13 | expected a text",
        "breaker: {then: pause} | 2:10 | 'rule' is missing",
        "breaker: {rule: {most: 5%, of: customers, in: 1h}} | 2:10 | 'then' is missing",
        "breaker: {rule: {of: customers, in: 1h}, then: pause} | 2:17 | 'most' is missing",
        "breaker: {rule: {most: 5%, in: 1h}, then: pause} | 2:17 | 'of' is missing",
        "breaker: {rule: {most: 5%, of: customers}, then: pause} | 2:17 | 'in' is missing",
        "breaker: {rule: {most: 5, of: customers, in: 1h}, then: pause} | 2:24 | a share is a percentage with at most two decimals, as in 5% or 2.5%",
        "breaker: {rule: {most: 100%, of: customers, in: 1h}, then: pause} | 2:24 | a rail is from 0.01% to 99.99%: one of 100% is never left",
        "breaker: {rule: {most: 5%, of: matches, in: 1h}, then: pause} | 2:32 | unknown 'matches'; expected one of customers",
        "breaker: {rule: {most: 5%, of: customers, in: 30s}, then: pause} | 2:47 | expected a duration from 1m to 1d",
        "breaker: {rule: {most: 5%, of: customers, in: 1h}, then: alert} | 2:58 | unknown 'alert'; expected one of pause",
        "breaker: {rule: {most: 5%, of: customers, in: 1h, at: once}, then: pause} | 2:51 | unknown key 'at'; known here: in, most, of",
        "consent: {missing: deny} | 2:10 | 'purpose' is missing",
        "consent: {purpose: marketing} | 2:10 | 'missing' is missing",
        "consent: {purpose: 2026, missing: deny} | 2:20 | expected a text; put it in quotes: \"2026\"",
        "consent: {purpose: m, missing: withhold} | 2:32 | unknown 'withhold'; expected one of deny, allow",
        "consent: {purpose: m, missing: deny, except: {}} | 2:46 | choose triggers by at least one of signal, to, tag, rule, priority",
        "consent: {purpose: m, missing: deny, except: all} | 2:46 | expected a mapping (key: value)",
        "consent: {purpose: m, missing: deny, except: {signal: stal}} | 2:55 | unknown 'stal'; did you mean 'stall'?",
        "consent: {purpose: m, missing: deny, except: {to: []}} | 2:51 | name at least one, or leave this out",
        "consent: {purpose: m, missing: deny, except: {to: [a, b, a]}} | 2:58 | 'a' is named twice",
        "consent: {purpose: m, missing: deny, except: {to: [a, 5]}} | 2:55 | expected a text; put it in quotes: \"5\"",
        "consent: {purpose: m, missing: deny, except: {tag: Sale}} | 2:52 | a tag is a lowercase letter, then lowercase letters, digits or '-', at most 32 in all",
        "consent: {purpose: m, missing: deny, except: {rule: My Rule}} | 2:53 | a rule's id is a lowercase letter, then lowercase letters, digits or '-', at most 64 in all",
        "consent: {purpose: m, missing: deny, except: {priority: 0}} | 2:57 | expected an integer from 1 to 100",
        "consent: {purpose: m, missing: deny, except: {tags: a, to: b}} | 2:47 | unknown key 'tags'; did you mean 'tag'?",
        "caps: {most: 1, in: 1d} | 2:7 | expected a list",
        "caps: [] | 2:7 | there are 1 to 16 caps, and here are 0",
        "caps: [3] | 2:8 | expected a mapping (key: value)",
        "caps: [{most: 101, in: 7d}] | 2:15 | expected an integer from 1 to 100",
        "caps: [{in: 7d}] | 2:8 | 'most' is missing",
        "caps: [{most: 1}] | 2:8 | a cap needs either 'in' (a duration) or 'per' (day, week or month)",
        "caps: [{most: 1, in: 1d, per: day}] | 2:8 | a cap needs either 'in' (a duration) or 'per' (day, week or month)",
        "caps: [{most: 1, in: 91d}] | 2:22 | expected a duration from 1s to 90d",
        "caps: [{most: 1, in: 0s}] | 2:22 | expected a duration from 1s to 90d",
        "caps: [{most: 1, per: fortnight}] | 2:23 | unknown 'fortnight'; expected one of day, week, month",
        "caps: [{most: 1, per: week}] | 2:8 | a cap 'per' day, week or month counts by the customer's clock; add 'zone', such as zone: {from: customer.traits.timezone, missing: Europe/Berlin}",
        "caps: [{most: 1, in: 7d}, {most: 1, in: 168h}] | 2:27 | this is the same as cap 1; remove one of them",
        "caps: [{most: 9, in: 1d}, {most: 8, in: 7d}] | 2:8 | this has no effect: cap 2 allows no more than 8 in 7d, of the same triggers or more; remove this one, or let it allow less",
        "arbitration: {most: 1} | 2:14 | 'within' is missing",
        "arbitration: {within: 6m} | 2:23 | expected a duration from 0s to 5m",
        "arbitration: {within: 0s, most: 21} | 2:33 | expected an integer from 1 to 20",
        "holdout: {share: 5, salt: a} | 2:18 | a share is a percentage with at most two decimals, as in 5% or 2.5%",
        "holdout: {share: 0.00%, salt: a} | 2:18 | a share is from 0.01% to 50%: most customers are to be sent to",
        "holdout: {share: , salt: a} | 2:17 | expected a text",
        "holdout: {share: 5%} | 2:10 | 'salt' is missing",
        "quiet: {from: '21:00', to: '08:00'} | 2:8 | quiet hours go by the customer's clock; add 'zone', such as zone: {from: customer.traits.timezone, missing: Europe/Berlin}",
        "goals: {} | 2:1 | unknown key 'goals'; known here: arbitration, breaker, caps, consent, holdout, policy, quiet, zone",
        "quite: {} | 2:1 | unknown key 'quite'; did you mean 'quiet'?"
      })
  void saysWhatIsWrongWhereAndWhatToDo(String line, String place, String message) {
    assertThat(problems("policy: p\n" + line))
        .extracting(PolicyReaderTest::shown)
        .containsExactly(place + " " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // A wider choice, a longer span and no more.
        "{most: 2, in: 1d, of: {to: a}} | {most: 1, in: 1d, of: {to: [a, b]}} | 1",
        "{most: 2, in: 1d, of: {to: a, signal: stall}} | {most: 2, in: 1d, of: {signal: stall}} | 1",
        "{most: 2, in: 1d, of: {priority: 90}} | {most: 1, in: 1d, of: {priority: 80}} | 1",
        "{most: 2, per: day} | {most: 2, per: week} | 1",
        "{most: 2, per: day} | {most: 2, per: month} | 1",
        "{most: 2, per: day} | {most: 2, in: 2d} | 1",
        "{most: 5, per: month} | {most: 2, in: 32d} | 1",
        // Not certain, or not so.
        "{most: 2, in: 1d} | {most: 3, in: 7d} | 0",
        "{most: 2, in: 1d, of: {to: [a, b]}} | {most: 1, in: 7d, of: {to: a}} | 0",
        "{most: 2, in: 1d} | {most: 1, in: 7d, of: {to: a}} | 0",
        "{most: 2, in: 1d, of: {priority: 80}} | {most: 1, in: 7d, of: {priority: 90}} | 0",
        "{most: 2, in: 1d, of: {tag: a}} | {most: 1, in: 7d, of: {rule: a}} | 0",
        "{most: 2, per: week} | {most: 2, per: month} | 0",
        "{most: 2, per: day} | {most: 2, in: 1d} | 0",
        "{most: 2, in: 1h} | {most: 2, per: day} | 0"
      })
  void refusesACapOnlyWhereItCertainlyHasNoEffect(String cap, String other, int useless) {
    String start = "policy: p\n" + ZONE + "caps:\n";

    assertThat(problems(start + "  - " + cap + "\n  - " + other)).hasSize(useless);
    assertThat(problems(start + "  - " + other + "\n  - " + cap)).hasSize(useless);
  }

  @Test
  void aCapByTheCalendarIsOfUseWhereItWithholdsFromCustomersWithoutAZone() {
    String caps = "caps: [{most: 2, per: day}, {most: 1, in: 7d}]";
    String zone = "zone: {from: customer.traits.timezone, missing: %s}\n";

    assertThat(problems("policy: p\n" + zone.formatted("withhold") + caps)).isEmpty();
    assertThat(problems("policy: p\n" + zone.formatted("allow") + caps)).hasSize(1);
  }

  @Test
  void aCapWithAProblemIsNotComparedWithOthers() {
    assertThat(problems("policy: p\ncaps: [{most: 0, in: 1d}, {most: 1, in: 1d}]"))
        .extracting(Problem::message)
        .containsExactly("expected an integer from 1 to 100");
  }

  @Test
  void capsAreAtMostSixteenAndFiveHundredInAll() {
    StringBuilder caps = new StringBuilder("policy: p\ncaps:\n");
    for (int i = 1; i <= 17; i++) {
      caps.append("  - {most: 30, in: ").append(i).append("d, of: {to: t").append(i).append("}}\n");
    }

    assertThat(problems(caps.toString()))
        .extracting(PolicyReaderTest::shown)
        .containsExactly(
            "3:3 there are 1 to 16 caps, and here are 17",
            "3:3 the 'most' of all caps add up to 510; 500 at most are kept with a customer");
  }

  @Test
  void arbitrationLetsNoMoreGoOutThanACapOfAllTriggers() {
    String caps = "caps: [{most: 2, in: 1d}, {most: 1, in: 7d, of: {to: a}}]\n";

    assertThat(problems("policy: p\n" + caps + "arbitration: {within: 5s, most: 2}")).isEmpty();
    assertThat(problems("policy: p\n" + caps + "arbitration: {within: 5s, most: 3}"))
        .extracting(PolicyReaderTest::shown)
        .containsExactly(
            "3:33 3 has no effect, since a cap lets only 2 of all triggers go out; write at most"
                + " 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- a", "policy: [", "policy: {a: b}", "a"})
  void refusesATextThatIsNoPolicy(String text) {
    assertThat(problems(text)).isNotEmpty();
  }

  @Test
  void answersAnyTextWithAPolicyOrProblemsAndNeverThrows() throws IOException {
    long seed = 20260308;
    Random random = new Random(seed);
    String text = PolicyReader.named("default").text();
    String signs = "{}[]:,\"' \n-0a%";
    int refused = 0;

    for (int i = 0; i < 5_000; i++) {
      StringBuilder mutant = new StringBuilder(random.nextBoolean() ? text : EVERY_PART);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(mutant.length());
        int end = Math.min(mutant.length(), at + random.nextInt(12));
        String sign = String.valueOf(signs.charAt(random.nextInt(signs.length())));
        mutant.replace(at, end, random.nextBoolean() ? sign : "");
      }
      Problems problems = new Problems("policy.yaml", mutant.toString());
      boolean isRead = PolicyReader.read(mutant.toString(), problems).isPresent();
      assertThat(isRead).as("seed %d: %s", seed, mutant).isEqualTo(problems.isEmpty());
      refused += isRead ? 0 : 1;
    }

    assertThat(refused).isBetween(1_000, 4_999);
  }

  @Test
  void theBundledPolicySendsForTheBundledRules() throws IOException {
    assertThat(PolicyReader.problems("default")).isEmpty();
    Policy policy = PolicyReader.named("default");
    List<Labels> marketing =
        BundledRules.IDS.stream()
            .map(PolicyReaderTest::labels)
            .filter(labels -> !policy.consent().except().chooses(labels))
            .toList();

    assertThat(policy.id()).isEqualTo("default");
    assertThat(policy.consent().allowsUnknown()).isTrue();
    assertThat(marketing)
        .hasSize(6)
        .allSatisfy(
            labels -> {
              assertThat(policy.caps()).allMatch(cap -> cap.of().chooses(labels));
              assertThat(policy.quiet().except().chooses(labels)).isFalse();
            });
    assertThat(BundledRules.IDS.stream().map(PolicyReaderTest::labels))
        .filteredOn(labels -> !marketing.contains(labels))
        .hasSize(6)
        .allSatisfy(
            labels -> {
              assertThat(policy.caps()).noneMatch(cap -> cap.of().chooses(labels));
              assertThat(policy.quiet().except().chooses(labels)).isTrue();
            });
    assertThat(policy.arbitration()).isEqualTo(new Arbitration(0, 1));
    assertThat(policy.holdout()).isNull();
  }

  @Test
  void saysWhatCanBeNamedWhereThereIsNoSuchPolicy() {
    assertThatThrownBy(() -> PolicyReader.problems("defualt"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "'defualt' is neither one of the policies default nor a file that can be read: ");
  }

  private static Labels labels(String rule) {
    RuleReader reader =
        new RuleReader(
            Set.of(
                "awareness", "consideration", "purchase", "onboarding", "retention", "advocacy"));
    Rule read = ((RuleReader.Result.Ok) reader.read(rule, BundledRules.text(rule))).rule();
    return Labels.of(read);
  }

  private static Scope customer(String zone) {
    return name -> name.equals("customer.traits") ? Map.of("timezone", zone) : null;
  }

  private static Selector to(Set<String> names) {
    return new Selector(Set.of(), Names.of(names), Names.NONE, Names.NONE, 0);
  }

  static Policy read(String text) {
    Problems problems = new Problems("policy.yaml", text);
    return PolicyReader.read(text, problems)
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }

  static List<Problem> problems(String text) {
    Problems problems = new Problems("policy.yaml", text);
    assertThat(PolicyReader.read(text, problems).isEmpty()).isEqualTo(!problems.isEmpty());
    return problems.list();
  }

  static String shown(Problem problem) {
    return problem.line() + ":" + problem.column() + " " + problem.message();
  }
}
