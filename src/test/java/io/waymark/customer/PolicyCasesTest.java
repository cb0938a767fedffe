package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
import io.waymark.model.Decision.Outcome;
import io.waymark.model.Gate;
import io.waymark.model.Trigger;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies with what becomes of each match; the state is written and read after each step. */
class PolicyCasesTest {
  private static final String BERLIN =
      "policy: p\nzone: {from: customer.traits.timezone, missing: Europe/Berlin}\n";
  private static final String NIGHT = BERLIN + "quiet: {from: \"23:00\", to: \"07:00\"}\n";
  private static final Rule EACH_T = rule("each", "T", "{to: crm}");

  @ParameterizedTest
  @CsvSource({"a-high, b-low", "z-high, b-low"})
  void higherPriorityTakesTheLastPlaceUnderACap(String high, String low) {
    Rule first = rule("first", "F", "{to: crm}");
    try (OneCustomer anna =
        new OneCustomer(
            first,
            rule(low, "T", "{to: crm, priority: 60}"),
            rule(high, "T", "{to: crm, priority: 80}"))) {
      anna.govern("policy: p\ncaps: [{most: 2, in: 7d}]\n");

      anna.at("2026-06-01T10:00:00Z", "F").restore().at("2026-06-02T12:00:00Z", "T");

      assertThat(anna.triggers()).extracting(Trigger::rule).containsExactly("first", high);
      Decision lost = anna.decisions().get(2);
      assertThat(lost.rule()).isEqualTo(low);
      assertThat(lost.gate()).isEqualTo(Gate.CAP);
      assertThat(lost.numbers())
          .isEqualTo(
              "lost to %s (priority 80), 2 of 2 in 7d; free at 2026-06-08T10:00Z".formatted(high));
    }
  }

  @Test
  void capCountsTheTimeThatEndsNowWithoutItsBegin() {
    try (OneCustomer anna = new OneCustomer(EACH_T)) {
      anna.govern("policy: p\ncaps: [{most: 3, in: 7d}]\n");
      anna.at("2026-06-01T10:00:00Z", "T").at("2026-06-02T10:00:00Z", "T").restore();
      anna.at("2026-06-03T10:00:00Z", "T").restore();

      anna.at("2026-06-08T09:59:59.999Z", "T").restore().at("2026-06-08T10:00:00Z", "T");

      assertThat(gates(anna)).containsExactly(null, null, null, Gate.CAP, null);
    }
  }

  @Test
  void calendarDayIsThatOfTheZone() {
    try (OneCustomer anna = new OneCustomer(EACH_T)) {
      anna.govern(BERLIN + "caps: [{most: 1, per: day}]\n");

      anna.at("2026-03-28T23:30:00Z", "T").restore().at("2026-03-29T21:59:59.999Z", "T");
      anna.restore().at("2026-03-29T22:00:00Z", "T");

      assertThat(gates(anna)).containsExactly(null, Gate.CAP, null);
      assertThat(anna.decisions().get(1).numbers())
          .isEqualTo(
              "1 of 1 on 2026-03-29 (Europe/Berlin, the policy's default);"
                  + " free at 2026-03-29T22:00Z");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "22:00, 07:00, 2026-03-08T06:30:00Z, 2026-03-08T11:00:00Z",
    "22:00, 02:30, 2026-03-08T06:30:00Z, 2026-03-08T07:00:00Z",
    "22:00, 01:30, 2026-11-01T04:00:00Z, 2026-11-01T06:30:00Z"
  })
  void quietHoursEndByTheCustomersClock(String from, String to, String match, Instant end) {
    try (OneCustomer anna = new OneCustomer(EACH_T)) {
      anna.govern(BERLIN + "quiet: {from: \"%s\", to: \"%s\"}\n".formatted(from, to));
      anna.at("2026-01-01T00:00:00Z", "identify", "timezone", "America/New_York");

      anna.at(match, "T").restore().until(end.toEpochMilli() - 1);
      assertThat(anna.triggers()).isEmpty();
      anna.restore().until(end.toEpochMilli());

      assertThat(anna.triggers()).hasSize(1);
      assertThat(outcomes(anna)).containsExactly(Outcome.HELD, Outcome.SENT);
      assertThat(anna.decisions().get(0).untilMillis()).isEqualTo(end.toEpochMilli());
      assertThat(anna.decisions().get(1).timeMillis()).isEqualTo(end.toEpochMilli());
    }
  }

  @Test
  void zoneOfThePolicyStandsForOneThatIsNotKnownAndIsNamed() {
    try (OneCustomer anna = new OneCustomer(EACH_T)) {
      anna.govern(BERLIN + "quiet: {from: \"22:00\", to: \"07:00\"}\n");

      anna.at("2026-07-01T20:30:00Z", "T");

      assertThat(anna.decisions().get(0).numbers())
          .isEqualTo(
              "22:00 to 07:00 (Europe/Berlin, the policy's default); until 2026-07-02T05:00Z");
    }
  }

  @ParameterizedTest
  @CsvSource({"withhold, QUIET", "allow, "})
  void withoutAZoneThePolicySaysWhatBecomesOfIt(String missing, Gate gate) {
    try (OneCustomer anna = new OneCustomer(EACH_T)) {
      anna.govern(
          "policy: p\nzone: {from: customer.traits.timezone, missing: %s}\n".formatted(missing)
              + "quiet: {from: \"22:00\", to: \"07:00\"}\n");
      anna.at("2026-07-01T20:00:00Z", "identify", "timezone", "Europe/Nowhere");

      anna.at("2026-07-01T20:30:00Z", "T");

      assertThat(gates(anna)).containsExactly(gate);
    }
  }

  @Test
  void consentThatIsRevokedWhileItIsHeldWithholdsAndChargesNothing() {
    try (OneCustomer anna = new OneCustomer(EACH_T)) {
      anna.govern(
          NIGHT + "consent: {purpose: marketing, missing: deny}\ncaps: [{most: 1, per: day}]\n");
      anna.at("2026-06-01T10:00:00Z", "Opted In", "consent", Map.of("marketing", true));

      anna.at("2026-06-01T21:30:00Z", "T").restore();
      anna.at("2026-06-02T00:00:00Z", "Opted Out", "consent", Map.of("marketing", false));
      anna.restore().at("2026-06-02T06:00:00Z", "Opted In", "consent", Map.of("marketing", true));
      anna.restore().at("2026-06-02T07:00:00Z", "T");

      assertThat(outcomes(anna)).containsExactly(Outcome.HELD, Outcome.WITHHELD, Outcome.SENT);
      Decision end = anna.decisions().get(1);
      assertThat(end.id()).isEqualTo(anna.decisions().get(0).id());
      assertThat(end.gate()).isEqualTo(Gate.CONSENT);
      assertThat(Instant.ofEpochMilli(end.timeMillis())).isEqualTo("2026-06-02T05:00:00Z");
    }
  }

  @Test
  void triggerThatWouldExpireWhileItIsHeldIsWithheldAtOnce() {
    try (OneCustomer anna = new OneCustomer(rule("each", "T", "{to: crm, expires: 2h}"))) {
      anna.govern(NIGHT);

      anna.at("2026-06-01T21:00:00Z", "T").restore().untilTheEnd();

      assertThat(gates(anna)).containsExactly(Gate.EXPIRY);
      assertThat(anna.decisions().get(0).numbers())
          .endsWith("could go at 2026-06-02T05:00Z, expires at 2026-06-01T23:00Z");
    }
  }

  @Test
  void ofThoseThatAreHeldOvernightTheHighestPriorityGoesThenTheEarlier() {
    try (OneCustomer anna =
        new OneCustomer(
            rule("low", "L", "{to: crm, priority: 50}"),
            rule("z-early", "E", "{to: crm, priority: 80}"),
            rule("a-late", "A", "{to: crm, priority: 80}"))) {
      anna.govern(
          BERLIN
              + "quiet: {from: \"23:00\", to: \"07:00\", spread: 15m}\n"
              + "caps: [{most: 1, per: day}]\n");

      anna.at("2026-06-01T22:00:00Z", "L").restore().at("2026-06-01T23:00:00Z", "E").restore();
      anna.at("2026-06-02T00:00:00Z", "A").restore().untilTheEnd();

      assertThat(anna.triggers()).extracting(Trigger::rule).containsExactly("z-early");
      List<Decision> ends = anna.decisions().subList(3, 6);
      assertThat(ends).extracting(Decision::rule).containsExactly("z-early", "a-late", "low");
      assertThat(ends.subList(1, 3))
          .allSatisfy(
              lost -> assertThat(lost.numbers()).startsWith("lost to z-early (priority 80)"));
      assertThat(ends).extracting(Decision::timeMillis).containsOnly(ends.get(0).timeMillis());
      assertThat(Instant.ofEpochMilli(ends.get(0).timeMillis()))
          .isBetween(Instant.parse("2026-06-02T05:00:00Z"), Instant.parse("2026-06-02T05:15:00Z"));
    }
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

  @Test
  void capCountsATriggerUnderTheTagsThatItHadThen() {
    Rule tagged =
        RulesFromYaml.rule("each", "live", "tags: promo\npattern: {steps: [{t: T}]}", "{to: crm}");
    Rule other =
        RulesFromYaml.rule("other", "live", "tags: promo\npattern: {steps: [{u: U}]}", "{to: crm}");
    try (OneCustomer anna = new OneCustomer(tagged, other)) {
      anna.govern("policy: p\ncaps: [{most: 1, in: 7d, of: {tag: promo}}]\n");

      anna.at("2026-06-01T10:00:00Z", "T").restore().put(EACH_T, "1d");
      anna.at("2026-06-01T11:00:00Z", "T").restore().at("2026-06-01T12:00:00Z", "U");

      assertThat(gates(anna)).containsExactly(null, null, Gate.CAP);
    }
  }

  @Test
  void consentIsAskedBeforeTheControlGroup() {
    String heldOut =
        IntStream.range(0, 100)
            .mapToObj(i -> "customer-" + i)
            .filter(new Holdout(5_000, "s")::holds)
            .findFirst()
            .orElseThrow();
    try (OneCustomer customer = new OneCustomer(EACH_T).named(heldOut)) {
      customer.govern(
          "policy: p\nconsent: {purpose: marketing, missing: deny}\n"
              + "holdout: {share: 50%, salt: s}\n");

      customer.at("2026-06-01T10:00:00Z", "T");
      customer.at("2026-06-01T11:00:00Z", "T", "consent", Map.of("marketing", true));

      assertThat(gates(customer)).containsExactly(Gate.CONSENT, Gate.HOLDOUT);
    }
  }

  @ParameterizedTest
  @CsvSource({"deny, CONSENT", "allow, "})
  void consentThatNamesNoPurposeRefusesAll(String missing, Gate unknown) {
    try (OneCustomer anna = new OneCustomer(EACH_T)) {
      anna.govern("policy: p\nconsent: {purpose: marketing, missing: %s}\n".formatted(missing));

      anna.at("2026-06-01T10:00:00Z", "T").restore();
      anna.at("2026-06-01T11:00:00Z", "T", "consent", Map.of()).restore();
      anna.at("2026-06-01T12:00:00Z", "T");

      assertThat(gates(anna)).containsExactly(unknown, Gate.CONSENT, Gate.CONSENT);
    }
  }

  @Test
  void triggerThatExpiredWhileTheJobWasAwayIsNotSent() {
    try (OneCustomer anna = new OneCustomer(true, rule("each", "T", "{to: crm, expires: 2h}"))) {
      anna.clock(Instant.parse("2026-06-01T12:00:00Z").toEpochMilli());

      anna.at("2026-06-01T10:00:00Z", "T").at("2026-06-01T10:00:00.001Z", "T");

      assertThat(gates(anna)).containsExactly(Gate.EXPIRY, null);
    }
  }

  @Test
  void arbitrationWaitsAndSendsTheHighestPriority() {
    withArbitration(
        "10s",
        anna -> {
          anna.at("2026-06-01T10:00:00Z", "L").restore().at("2026-06-01T10:00:09.999Z", "E");
          anna.restore().untilMoment("2026-06-01T10:00:09.999Z").restore();
          assertThat(anna.triggers()).isEmpty();

          anna.untilMoment("2026-06-01T10:00:10Z");

          assertThat(anna.triggers()).extracting(Trigger::rule).containsExactly("early");
          assertThat(outcomes(anna))
              .containsExactly(Outcome.HELD, Outcome.HELD, Outcome.SENT, Outcome.WITHHELD);
          assertThat(anna.decisions().get(3).gate()).isEqualTo(Gate.ARBITRATION);
          assertThat(anna.decisions().get(3).numbers()).isEqualTo("lost to early (priority 80)");
        });
  }

  @Test
  void nextArbitrationBeginsWhenTheLastIsOver() {
    withArbitration(
        "10s",
        anna -> {
          anna.at("2026-06-01T10:00:00Z", "E").restore().at("2026-06-01T10:00:10Z", "L");
          anna.restore().untilTheEnd();

          assertThat(anna.triggers()).extracting(Trigger::rule).containsExactly("early", "low");
          assertThat(Instant.ofEpochMilli(anna.decisions().get(3).timeMillis()))
              .isEqualTo("2026-06-01T10:00:20Z");
        });
  }

  @Test
  void arbitrationWithoutAWaitChoosesAmongThoseOfOneMoment() {
    withArbitration(
        "0s",
        anna -> {
          anna.at("2026-06-01T10:00:00Z", "Both");

          assertThat(outcomes(anna)).containsExactly(Outcome.SENT, Outcome.WITHHELD);
          assertThat(anna.triggers()).extracting(Trigger::rule).containsExactly("early");
        });
  }

  private static void withArbitration(String within, Consumer<OneCustomer> test) {
    Rule low =
        RulesFromYaml.rule(
            "low", "live", "pattern: {steps: [{l: [L, Both]}]}", "{to: crm, priority: 50}");
    Rule early =
        RulesFromYaml.rule(
            "early", "live", "pattern: {steps: [{e: [E, Both]}]}", "{to: crm, priority: 80}");
    try (OneCustomer anna = new OneCustomer(low, early)) {
      anna.govern("policy: p\narbitration: {within: %s, most: 1}\n".formatted(within));
      test.accept(anna);
    }
  }

  private static Rule rule(String id, String type, String trigger) {
    return RulesFromYaml.rule(id, "live", "pattern: {steps: [{t: %s}]}".formatted(type), trigger);
  }

  private static List<Gate> gates(OneCustomer customer) {
    return customer.decisions().stream().map(Decision::gate).toList();
  }

  private static List<Outcome> outcomes(OneCustomer customer) {
    return customer.decisions().stream().map(Decision::outcome).toList();
  }
}
