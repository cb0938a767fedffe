package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.model.Answer;
import io.waymark.model.Answer.GateCase;
import io.waymark.model.Answer.Miss;
import io.waymark.model.Answer.OpenRun;
import io.waymark.model.Answer.Outcome;
import io.waymark.model.Answer.Part;
import io.waymark.model.Answer.Sent;
import io.waymark.model.Answer.Waiting;
import io.waymark.model.Gate;
import io.waymark.model.Question;
import io.waymark.model.Trigger.Evidence;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerMakingTest {
  private static final String NOON = "2026-06-02T12:00:00Z";
  private static final String BERLIN = "policy: p\nzone: {missing: Europe/Berlin}\n";
  private static final Rule EACH_T = rule("each", "pattern: {steps: [{t: T}]}");
  private static final Rule PAID =
      rule(
          "paid",
          """
          pattern:
            within: 30m
            steps:
              - failure: Failed
                where: event.properties.amount > 20.0
                times: 2
              - absent: Paid
              - help: [Read, Chat]
                where: event.channel == "app" && event.properties.minutes >= 3
          """);

  @Test
  void knowsNothingOfACustomerWithoutTouchpoints() {
    try (OneCustomer anna = new OneCustomer(PAID)) {
      Answer answer =
          new AnswerMaking(anna.rules, false)
              .answer(new Question("q", "anna", "paid", 0, 0), null, millis(NOON), millis(NOON));

      assertThat(answer.question()).isEqualTo("q");
      assertThat(answer.profile()).isNull();
      assertThat(answer.runs()).isEmpty();
      assertThat(answer.rule().id()).isEqualTo("paid");
      assertThat(answer.rule().gates())
          .hasSize(Gate.values().length)
          .allMatch(gate -> gate.outcome() == Outcome.PASSES);
    }
  }

  @Test
  void saysThatARuleIsNotInForceAndStillWhatIsKnown() {
    try (OneCustomer anna = new OneCustomer(PAID)) {
      anna.at(NOON, "Open");

      Answer answer = ask(anna, "gone", NOON);

      assertThat(answer.problem()).startsWith("no rule 'gone' is in force");
      assertThat(answer.rule()).isNull();
      assertThat(answer.profile().stage()).isEqualTo("visitor");
    }
  }

  @Test
  void knowsStageTraitsAndConsent() {
    try (OneCustomer anna = new OneCustomer(PAID)) {
      anna.at(NOON, "identify", "country", "DE", "age", 41L);
      anna.at(NOON, "Buy", "consent", Map.of("marketing", true));

      Answer.Profile profile = ask(anna, null, NOON).profile();

      assertThat(profile.stage()).isEqualTo("buyer");
      assertThat(profile.traits())
          .containsExactly(Map.entry("country", "DE"), Map.entry("age", 41L));
      assertThat(profile.consent()).containsExactly(Map.entry("marketing", true));
    }
  }

  @Test
  void saysStepByStepWhatARunWaitsForAndUntilWhen() {
    try (OneCustomer anna = new OneCustomer(PAID)) {
      anna.at("2026-06-02T12:00:00Z", "Failed", "amount", 30L);
      assertThat(ask(anna, "paid", NOON).runs())
          .singleElement()
          .matches(run -> run.waitsFor().equals(List.of("1 more of failure: Failed")));

      anna.at("2026-06-02T12:05:00Z", "Failed", "amount", 40L).restore();
      Answer answer = ask(anna, "paid", "2026-06-02T12:06:00Z");

      assertThat(answer.openRuns()).isEqualTo(answer.runs().size());
      OpenRun run = answer.runs().get(0);
      assertThat(run.chosen())
          .extracting(Evidence::step, Evidence::type, Evidence::timeMillis)
          .containsExactly(
              tuple("failure", "Failed", millis("2026-06-02T12:00:00Z")),
              tuple("failure", "Failed", millis("2026-06-02T12:05:00Z")));
      assertThat(run.waitsFor()).containsExactly("help: Read or Chat");
      assertThat(run.untilMillis()).isEqualTo(millis("2026-06-02T12:30:00Z"));
      assertThat(run.isSilent()).isFalse();
    }
  }

  @Test
  void saysUntilWhenSilenceIsWaitedForAndWhichStepsMayBeLeftOut() {
    Rule silent =
        rule(
            "silent",
            "pattern: {correlate: event.properties.k, steps: [{a: A}, {absent: [X, Y], for: 2h}]}");
    Rule optional =
        rule(
            "optional",
            "pattern: {within: 1h, steps: [{a: A}, {b: B, optional: true}, {c: {all: [C, D]}}]}");
    try (OneCustomer anna = new OneCustomer(silent, optional)) {
      anna.at(NOON, "A", "k", "o1").restore();

      Answer answer = ask(anna, null, NOON);

      assertThat(answer.runs())
          .extracting(OpenRun::rule, OpenRun::correlation, OpenRun::waitsFor, OpenRun::untilMillis)
          .containsExactly(
              tuple(
                  "optional", null, List.of("b: B", "c: C and D"), millis("2026-06-02T13:00:00Z")),
              tuple("silent", "o1", List.of("no X or Y for 2h"), millis("2026-06-02T14:00:00Z")));
      assertThat(answer.runs().get(1).isSilent()).isTrue();
    }
  }

  @Test
  void listsTheRunsOfARuleThatLooksBack() {
    Rule cheaper =
        rule(
            "cheaper",
            "pattern: {within: 1h, steps: [{a: A}, {b: B, where: event.properties.p <"
                + " a.last.properties.p}]}");
    try (OneCustomer anna = new OneCustomer(cheaper)) {
      anna.at(NOON, "A", "p", 5L).at("2026-06-02T12:01:00Z", "A", "p", 7L).restore();

      Answer answer = ask(anna, "cheaper", "2026-06-02T12:02:00Z");

      assertThat(answer.openRuns()).isEqualTo(2);
      assertThat(answer.runs())
          .extracting(run -> run.chosen().get(0).timeMillis(), OpenRun::waitsFor)
          .containsExactly(
              tuple(millis("2026-06-02T12:01:00Z"), List.of("b: B")),
              tuple(millis(NOON), List.of("b: B")));
    }
  }

  @Test
  void boundsTheRunsAndSaysHowManyThereAre() {
    Rule each =
        rule(
            "each",
            "pattern: {correlate: event.properties.k, within: 1h, steps: [{a: A}, {b: B}]}");
    try (OneCustomer anna = new OneCustomer(each)) {
      for (long i = 0; i < 50; i++) {
        anna.at(NOON, "A", "k", i);
      }

      Answer answer = ask(anna, null, NOON);

      assertThat(answer.runs()).hasSize(Answer.MOST_RUNS);
      assertThat(answer.openRuns()).isEqualTo(50);
    }
  }

  @Test
  void tellsWhomARuleIsForAndWhichPartFails() {
    Rule wealthy =
        rule(
            "wealthy",
            """
            who:
              stage: [buyer]
              where: customer.traits.country in ["DE", "AT"] && customer.traits.age > 17
            pattern: {steps: [{t: T}]}
            """);
    try (OneCustomer anna = new OneCustomer(wealthy)) {
      anna.at(NOON, "Open").at(NOON, "identify", "country", "CH");

      Answer answer = ask(anna, "wealthy", NOON);

      assertThat(answer.rule().who())
          .extracting(Part::text, Part::holds, Part::values)
          .containsExactly(
              tuple("customer.stage in [buyer]", false, Map.of("customer.stage", "visitor")),
              tuple(
                  "customer.traits.country in [\"DE\", \"AT\"]",
                  false,
                  Map.of("customer.traits.country", "CH")),
              tuple("customer.traits.age > 17", false, Map.of()));
      assertThat(gate(answer, Gate.WHO))
          .isEqualTo(
              new GateCase(
                  Gate.WHO,
                  Outcome.WITHHOLDS,
                  "the customer is in stage visitor, the rule is for buyer"));
    }
  }

  @Test
  void showsEachGateAsItStands() {
    try (OneCustomer anna = new OneCustomer(rule("each", "live", "{to: crm, cooldown: 1d}"))) {
      anna.govern(
          BERLIN
              + """
              consent: {purpose: marketing, missing: deny}
              caps: [{most: 2, in: 7d}, {most: 1, per: day}]
              quiet: {from: "21:00", to: "08:00"}
              holdout: {share: 50%, salt: a}
              """);
      anna.at("2026-06-02T10:00:00Z", "T", "consent", Map.of("marketing", true));
      assertThat(gate(ask(anna, "each", "2026-06-02T10:00:00Z"), Gate.HOLDOUT).numbers())
          .isEqualTo(
              "bucket %d of 10,000, of which 5000 are held out"
                  .formatted(new Holdout(5_000, "a").bucket("anna")));

      anna.govern(
          BERLIN
              + """
              consent: {purpose: email, missing: deny}
              caps: [{most: 2, in: 7d}, {most: 1, per: day}]
              quiet: {from: "21:00", to: "08:00"}
              """);
      Answer night = ask(anna, "each", "2026-06-02T22:00:00Z");

      assertThat(night.rule().gates())
          .extracting(GateCase::gate, GateCase::outcome, GateCase::numbers)
          .containsExactly(
              tuple(Gate.PAUSED, Outcome.PASSES, null),
              tuple(Gate.EXPIRY, Outcome.PASSES, null),
              tuple(Gate.WHO, Outcome.PASSES, null),
              tuple(Gate.CONSENT, Outcome.WITHHOLDS, "no consent to email"),
              tuple(Gate.COOLDOWN, Outcome.PASSES, "never sent"),
              tuple(
                  Gate.CAP,
                  Outcome.PASSES,
                  "0 of 2 in 7d; 0 of 1 since 2026-06-03 (Europe/Berlin, the policy's default)"),
              tuple(
                  Gate.QUIET,
                  Outcome.HOLDS,
                  "21:00 to 08:00 (Europe/Berlin, the policy's default); until 2026-06-03T06:00Z"),
              tuple(Gate.ARBITRATION, Outcome.PASSES, null),
              tuple(Gate.HOLDOUT, Outcome.PASSES, null),
              tuple(Gate.CANARY, Outcome.PASSES, null),
              tuple(Gate.SHADOW, Outcome.PASSES, null));
    }
  }

  @Test
  void countsWhatWasSentAndWhatIsHeld() {
    try (OneCustomer anna = new OneCustomer(rule("each", "live", "{to: crm, cooldown: 1d}"))) {
      anna.govern(BERLIN + "caps: [{most: 1, in: 7d}]\nquiet: {from: \"21:00\", to: \"08:00\"}\n");
      anna.at("2026-06-02T10:00:00Z", "T").restore();

      Answer day = ask(anna, "each", "2026-06-02T11:00:00Z");

      assertThat(day.sent()).containsExactly(new Sent("each", millis("2026-06-02T10:00:00Z")));
      assertThat(gate(day, Gate.COOLDOWN).numbers())
          .isEqualTo("sent at 2026-06-02T10:00Z; free at 2026-06-03T10:00Z");
      assertThat(gate(day, Gate.CAP).numbers())
          .isEqualTo("1 of 1 in 7d; free at 2026-06-09T10:00Z");

      anna.at("2026-06-10T20:00:00Z", "T").restore();
      assertThat(ask(anna, null, "2026-06-10T20:00:00Z").held())
          .extracting(Waiting::rule, Waiting::gate, Waiting::untilMillis)
          .containsExactly(tuple("each", Gate.QUIET, millis("2026-06-11T06:00:00Z")));
    }
  }

  @ParameterizedTest
  @CsvSource({"paused, PAUSED", "shadow, SHADOW"})
  void saysThatARuleSendsNothing(String status, Gate gate) {
    try (OneCustomer anna = new OneCustomer(rule("each", status, "{to: crm}"))) {
      anna.at(NOON, "Open");

      Answer answer = ask(anna, "each", NOON);

      assertThat(answer.rule().status()).isEqualTo(status);
      assertThat(gate(answer, gate).outcome()).isEqualTo(Outcome.WITHHOLDS);
    }
  }

  @Test
  void changesNothingOfTheCustomer() {
    try (OneCustomer anna = new OneCustomer(PAID, EACH_T)) {
      anna.at(NOON, "Failed", "amount", 30L).at(NOON, "Failed", "amount", 3L).at(NOON, "T");
      byte[] before = anna.written();

      ask(anna, "paid", NOON);
      ask(anna.restore(), null, "2026-06-03T12:00:00Z");

      assertThat(anna.written()).isEqualTo(before);
    }
  }

  @Test
  void keepsWhatAStepOfAnOpenRunMissedOverARestore() {
    try (OneCustomer anna = new OneCustomer(PAID)) {
      anna.at(NOON, "Failed", "amount", 30L).at(NOON, "Failed", "amount", 30L);
      anna.at("2026-06-02T12:01:00Z", "Chat", "minutes", 9L).restore();

      Answer answer = ask(anna.restore(), "paid", "2026-06-02T12:02:00Z");

      assertThat(answer.misses())
          .containsExactly(
              new Miss(
                  "paid",
                  "help",
                  "Chat",
                  millis("2026-06-02T12:01:00Z"),
                  "event.channel == \"app\"",
                  Map.of(),
                  false));
    }
  }

  private static GateCase gate(Answer answer, Gate gate) {
    return answer.rule().gates().get(gate.ordinal());
  }

  private static Rule rule(String id, String body) {
    return RulesFromYaml.rule(id, "live", body, "{to: crm}");
  }

  private static Rule rule(String id, String status, String trigger) {
    return RulesFromYaml.rule(id, status, "pattern: {steps: [{t: T}]}", trigger);
  }

  private static Answer ask(OneCustomer anna, @Nullable String rule, String moment) {
    return new AnswerMaking(anna.rules, false)
        .answer(
            new Question("q", anna.customer.id, rule, 0, 0),
            anna.customer,
            millis(moment),
            millis(moment));
  }

  private static long millis(String moment) {
    return Instant.parse(moment).toEpochMilli();
  }
}
