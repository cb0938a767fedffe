package io.waymark.job.stream;

import io.waymark.binary.PackedArrival;
import io.waymark.govern.Breaker;
import io.waymark.govern.Selector;
import io.waymark.govern.rate.Headcount;
import io.waymark.govern.rate.Headcounts;
import io.waymark.intake.IntakeResult;
import io.waymark.journey.Cartographer;
import io.waymark.journey.CellNames;
import io.waymark.journey.Ledger;
import io.waymark.journey.StageTally;
import io.waymark.journey.Tallies;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Answer;
import io.waymark.model.Applied;
import io.waymark.model.Arm;
import io.waymark.model.ArmFigures;
import io.waymark.model.Arrival;
import io.waymark.model.CellFigures;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Estimate;
import io.waymark.model.Gate;
import io.waymark.model.MadeDecision;
import io.waymark.model.MapRecord;
import io.waymark.model.Observation;
import io.waymark.model.Pause;
import io.waymark.model.PauseChange;
import io.waymark.model.PolicyText;
import io.waymark.model.Position;
import io.waymark.model.Problem;
import io.waymark.model.Question;
import io.waymark.model.RuleOutcomes;
import io.waymark.model.RuleStatus;
import io.waymark.model.RuleText;
import io.waymark.model.Signal;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.model.Window;
import io.waymark.yaml.Problems;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records of each kind: one with every field set, which the golden files hold, and some with none.
 */
final class Samples {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  static final Touchpoint FULL =
      new Touchpoint(
          "m-1",
          "ann",
          "cookie-7",
          "Order Completed",
          "web",
          NOON,
          -0.25,
          Map.of(
              "total",
              59.9,
              "items",
              -2L,
              "gift",
              true,
              "returned",
              false,
              "note",
              "Grüße 👋",
              "products",
              List.of(Map.of("sku", "p1", "tags", List.of()), "loose", 1L << 40),
              "address",
              Map.of("geo", Map.of("lat", 52.5))));

  static final Touchpoint BARE =
      new Touchpoint("", "b", null, "page", null, Long.MIN_VALUE, null, Map.of());

  private static final Position AT = new Position("waymark.touchpoints", 3, 1L << 33);

  static final Arrival ARRIVAL = new Arrival(FULL, AT, NOON + 5);

  private static final PackedArrival PACKED = new PackedArrival.Packer().pack(ARRIVAL);

  static final DeadLetter LETTER =
      new DeadLetter(
          Position.line("in/crm.csv", 17),
          DeadLetter.Reason.NOT_CSV,
          "a quote is never closed",
          new byte[] {0, -1, 34, 127, -128},
          2_000_000,
          NOON);

  private static final RuleText PUSHED =
      new RuleText("promoter", "rule: promoter\ntitle: \"Größe\"\n", "promoter.yaml", 42);

  private static final Map<String, Object> STORED_RULES =
      Map.of(
          "stored-rule-current",
          new StoredRule.Current(PUSHED),
          "stored-rule-draining",
          new StoredRule.Draining(-7L, "promoter", "rule: promoter\n", "promoter.yaml", NOON),
          "stored-rule-arriving",
          new StoredRule.Arriving(3, new RuleText("gone", null, "rules-0@3", 3)));

  private static final Map<String, Object> STREAMED =
      Map.of(
          "packed-arrival",
          PACKED,
          "accepted",
          new IntakeResult.Accepted(ARRIVAL),
          "refused",
          new IntakeResult.Refused(LETTER),
          "skipped",
          new IntakeResult.Skipped(AT),
          "rule-text",
          PUSHED,
          "trigger",
          new Trigger(
              "0123456789abcdef01234567",
              "promoter",
              "v1",
              "A promoter",
              Signal.ADVOCACY,
              "brand",
              "referral-desk",
              80,
              "ann",
              true,
              "advocacy",
              "o1",
              "Survey Answered",
              NOON,
              NOON + 7_200_000,
              List.of(new Trigger.Evidence("answer", "m-1", "Survey Answered", NOON)),
              Map.of("score", 9L, "share", 0.5, "whole", 2L, "list", List.of("a", Map.of("b", 1L))),
              new Trigger.Latency(NOON, NOON + 5, NOON + 9)),
          "decision",
          new Decision(
              "id-1",
              "promoter",
              "v1",
              "p1",
              Signal.FRUSTRATION,
              "ann",
              "retention",
              "o1",
              NOON,
              Decision.Outcome.HELD,
              Gate.QUIET,
              "21:00 to 08:00 (Europe/Berlin); until 2026-06-02T06:00Z",
              NOON + 1,
              NOON - 1,
              "Survey Answered",
              List.of(new Trigger.Evidence("score", "m-1", "Survey Answered", NOON))),
          "transition",
          new Transition("ann", "purchase", "retention", "m-1", "Order Completed", NOON),
          "dead-letter",
          LETTER,
          "rule-status",
          new RuleStatus(
              "promoter",
              "v1",
              RuleStatus.State.REFUSED,
              List.of(new Problem("promoter.yaml", 3, 9, "no such signal", "signal: x")),
              1,
              4,
              NOON));

  private static final Map<String, Object> MAPPED =
      Map.of(
          "map-tally",
          new MapTally(1, 4, NOON, tallies()),
          "map-record",
          MapRecord.ofCell("new", "consideration", "web", "Payment Failed", NOON, cellFigures()));

  private static final Pause PAUSE = new Pause("promoter", "v1", "7.20% of 100 customers", NOON);

  private static final Map<String, Object> LATER =
      Map.of(
          "applied-with-segment",
          new Applied(FULL, "purchase", "gold", true),
          "policy",
          new PolicyText("policy: shop\n", "policy.yaml", 7),
          "observation",
          new Observation("promoter", "v1", Arm.HELD_OUT, Observation.Result.REACHED, NOON),
          "rule-outcomes",
          new RuleOutcomes(
              "promoter",
              "v1",
              NOON,
              new ArmFigures(60, 30, 2),
              new ArmFigures(40, 10, 1),
              new Estimate(0.25, 0.0625, 0.5, 100)),
          "pause",
          PAUSE,
          "pause-change",
          new PauseChange("promoter", PAUSE, 9),
          "headcount-tally",
          new HeadcountTally(1, 4, NOON, new Breaker(500, 3_600_000, Selector.NONE), headcounts()),
          "question",
          new Question("q-1", "ann", "promoter", NOON, 8),
          "answer",
          new Answer(
              "q-1",
              "ann",
              "no rule 'x' is in force",
              NOON,
              new Answer.Profile(
                  "purchase", NOON - 2, NOON - 1, "new", Map.of("age", 41L), Map.of("email", true)),
              List.of(
                  new Answer.OpenRun(
                      "promoter",
                      "v1",
                      "o1",
                      List.of(new Trigger.Evidence("score", "m-1", "Survey Answered", NOON)),
                      List.of("b: B"),
                      NOON + 5,
                      true)),
              3,
              List.of(
                  new Answer.Miss(
                      "promoter", "score", "A", NOON - 5, "event.n > 5", Map.of("n", 0.5), true)),
              List.of(new Answer.Waiting("promoter", "id-1", Gate.QUIET, NOON + 6)),
              List.of(new Answer.Sent("promoter", NOON - 7)),
              new Answer.RuleCase(
                  "promoter",
                  "v1",
                  "A promoter",
                  "live",
                  List.of("score: Survey Answered"),
                  List.of(new Answer.Part("customer.n > 1", false, Map.of("customer.n", 1L))),
                  List.of(new Answer.GateCase(Gate.CAP, Answer.Outcome.HOLDS, "1 of 2 in 7d")))));

  static final Map<String, Object> FULL_RECORDS =
      Stream.of(STREAMED, STORED_RULES, LATER, MAPPED)
          .flatMap(records -> records.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  static final List<Object> BARE_RECORDS =
      List.of(
          new PackedArrival.Packer().pack(new Arrival(BARE, Position.line("", 1), 0)),
          new IntakeResult.Accepted(new Arrival(BARE, Position.line("", 1), Long.MAX_VALUE)),
          new IntakeResult.Refused(
              new DeadLetter(AT, DeadLetter.Reason.LATE, "", new byte[0], 0, 0)),
          new RuleText("gone", null, "rules-0@3", 3),
          new PolicyText(null, "policy-0@3", 3),
          new Question("q", "b", null, 0, 0),
          Answer.refused(new Question("q", "b", null, 0, 0), Long.MIN_VALUE, "ask again"),
          new Trigger(
              "id",
              "r",
              "v",
              "",
              Signal.STALL,
              "",
              "",
              0,
              "b",
              null,
              null,
              null,
              "",
              0,
              null,
              List.of(),
              Map.of("order", new BigDecimal("10000000000000000001"), "size", 2e23),
              new Trigger.Latency(0, null, 0)),
          new RuleOutcomes("r", "v", 0, new ArmFigures(1, 0, 0), ArmFigures.NONE, null),
          MadeDecision.of("id", "r", "b", null, 0, null),
          new Transition("b", null, "awareness", "", "page", Long.MIN_VALUE),
          new Applied(BARE, null, null, false),
          new RuleStatus("gone", null, RuleStatus.State.REMOVED, List.of(), 0, 1, 0),
          new RuleStatus(
              "slow",
              "v1",
              RuleStatus.State.LIVE,
              List.of(),
              0,
              1,
              0,
              new RuleStatus.Failures(1, 2, "1 / 0", "divided by zero"),
              null,
              null),
          new RuleStatus("wide", "v1", RuleStatus.State.LIVE, List.of(), 0, 1, 0, null, 3.25, null),
          new RuleStatus("wild", "v1", RuleStatus.State.LIVE, List.of(), 0, 1, 0, null, null, ""),
          new PauseChange("wild", null, 3));

  private Samples() {}

  private static List<Headcount> headcounts() {
    Headcounts counts = new Headcounts();
    counts.begin(10_000);
    counts.note("ben", NOON);
    counts.noteSent("promoter", "v1", "ann", NOON);
    return counts.drain();
  }

  /** Returns what one touchpoint counts. */
  private static List<StageTally> tallies() {
    String text = LifecycleReader.named("commerce").text();
    Lifecycle lifecycle = LifecycleReader.read(text, new Problems("commerce", text)).orElseThrow();
    CellNames names = new CellNames();
    Tallies tallies = new Tallies();
    new Cartographer(lifecycle, 1, names, tallies)
        .apply(new Ledger(), "purchase", FULL, () -> "new");
    return tallies.drain(names);
  }

  private static CellFigures cellFigures() {
    Estimate share = new Estimate(0.25, 0.125, 0.5, 40);
    return new CellFigures(
        Map.of(
            Window.WEEK,
            new CellFigures.CellWindow(
                60, 50, 45, 40, 9, 1, 2, 25, 3, share, share, null, 0.5, 7, 0)),
        Map.of(
            Window.MONTH,
            new CellFigures.Effect(new Estimate(-0.25, -0.5, -0.125, 90), null, 90, 300)));
  }
}
