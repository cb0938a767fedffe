package io.waymark.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.Schemas;
import io.waymark.model.Applied;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Outgoing;
import io.waymark.model.Pause;
import io.waymark.model.Position;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.model.Signal;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import io.waymark.model.Trigger.Latency;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records of every topic that the job writes: the examples of its schema, and full ones, bare ones,
 * one of every constant and random ones.
 */
public final class DocumentSamples {
  static final long NOON = Instant.parse("2026-03-01T12:00:00.250Z").toEpochMilli();

  private static final List<String> TEXTS =
      List.of("a", "Größe 👋", "\"\\\n\t", "é", "o 1", "null");
  private static final List<Object> VALUES =
      List.of(
          "x",
          1L,
          -1L << 52,
          2.5,
          2e23,
          1e-7,
          new BigDecimal("10000000000000000001"),
          new BigDecimal("-1E+400"),
          new BigDecimal("0.30000000000000000001"),
          true,
          List.of("a", 1L),
          Map.of("b", Map.of("c", 0.5)));

  private DocumentSamples() {}

  /** Returns the samples of a topic: of one that is new, the examples of its schema at least. */
  public static <T extends Outgoing> List<T> of(OutputTopic<T> topic) {
    List<T> samples = new ArrayList<>(examples(topic));
    all().filter(topic.type()::isInstance).map(topic.type()::cast).forEach(samples::add);
    return samples;
  }

  private static <T extends Outgoing> List<T> examples(OutputTopic<T> topic) {
    List<T> examples = new ArrayList<>();
    for (JsonNode example : Schemas.examples(topic.document().schema())) {
      try {
        examples.add(topic.document().read(example.toString().getBytes(StandardCharsets.UTF_8)));
      } catch (MalformedDocumentException e) {
        throw new AssertionError("an example of " + topic.id() + " cannot be read", e);
      }
    }
    assertThat(examples).as("examples in the schema of %s", topic.id()).isNotEmpty();
    return examples;
  }

  public static Stream<Touchpoint> touchpoints() {
    Random random = new Random(7);
    return Stream.concat(
        Stream.of(
            new Touchpoint(
                "t1", "anna", "cookie", "page", "web", NOON, -1.0, Map.of("a", Map.of("b", 1L))),
            new Touchpoint("t1", "anna", null, "page", null, NOON, null, Map.of()),
            new Touchpoint("t1", "anna", null, "post", null, NOON, 0.0, true, Map.of()),
            new Touchpoint("t1", "cookie", "cookie", "page", null, NOON, null, Map.of())),
        IntStream.range(0, 100).mapToObj(n -> touchpoint(random)));
  }

  private static Stream<Outgoing> all() {
    Random random = new Random(7);
    return Stream.of(
            Stream.of(Signal.values()).map(signal -> trigger(signal, random, false)),
            Stream.of(trigger(Signal.STALL, random, true)),
            Stream.of(Gate.values()).map(gate -> decision(gate, random)),
            Stream.of(decision(null, random)),
            Stream.of(DeadLetter.Reason.values()).map(reason -> letter(reason, random)),
            letters(),
            Stream.of(RuleStatus.State.values()).map(state -> status(state, random)),
            Stream.of(new Pause("promoter", "9b1e", text(random), millis(random))),
            touchpoints().map(touchpoint -> new Applied(touchpoint, "purchase", null, false)),
            touchpoints().map(touchpoint -> new Applied(touchpoint, null, null, true)),
            IntStream.range(0, 100).mapToObj(n -> randomRecord(random)))
        .flatMap(samples -> samples.map(Outgoing.class::cast));
  }

  private static Outgoing randomRecord(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> trigger(pick(random, List.of(Signal.values())), random, random.nextBoolean());
      case 1 -> decision(random.nextBoolean() ? null : Gate.COOLDOWN, random);
      case 2 -> letter(pick(random, List.of(DeadLetter.Reason.values())), random);
      case 3 -> status(pick(random, List.of(RuleStatus.State.values())), random);
      default ->
          new Transition(
              text(random),
              textOrNull(random),
              text(random),
              text(random),
              text(random),
              millis(random));
    };
  }

  private static Trigger trigger(Signal signal, Random random, boolean isBare) {
    return new Trigger(
        "6f1c" + random.nextInt(99),
        "promoter",
        "9b1e",
        text(random),
        signal,
        text(random),
        text(random),
        random.nextInt(101),
        text(random),
        isBare ? null : (Boolean) random.nextBoolean(),
        isBare ? null : text(random),
        isBare ? null : text(random),
        text(random),
        millis(random),
        isBare ? null : (Long) millis(random),
        List.of(new Evidence("order", "t1", text(random), millis(random))),
        isBare ? Map.of() : Map.of("code", pick(random, VALUES), "n", pick(random, VALUES)),
        new Latency(
            millis(random), isBare ? null : (Long) millis(random), millis(random), NOON + 7));
  }

  private static Decision decision(@Nullable Gate gate, Random random) {
    Decision.Outcome withGate =
        random.nextBoolean() ? Decision.Outcome.HELD : Decision.Outcome.WITHHELD;
    Decision.Outcome outcome = gate == null ? Decision.Outcome.SENT : withGate;
    return new Decision(
        "6f1c",
        "promoter",
        "9b1e",
        textOrNull(random),
        pick(random, List.of(Signal.values())),
        text(random),
        textOrNull(random),
        textOrNull(random),
        millis(random),
        outcome,
        gate,
        gate == null ? null : textOrNull(random),
        outcome == Decision.Outcome.HELD ? millis(random) : null,
        random.nextBoolean() ? millis(random) : null,
        text(random),
        List.of(new Trigger.Evidence("step", "id", text(random), millis(random))));
  }

  private static Stream<Outgoing> letters() {
    Position record = new Position("waymark.touchpoints", 3, 1021);
    return Stream.of(
        new DeadLetter(record, DeadLetter.Reason.NOT_JSON, "nothing", new byte[0], 0, NOON),
        new DeadLetter(
            record,
            DeadLetter.Reason.TOO_LARGE,
            "cut",
            "{\"id\": ".getBytes(StandardCharsets.UTF_8),
            2_097_152,
            NOON));
  }

  private static DeadLetter letter(DeadLetter.Reason reason, Random random) {
    byte[] original = text(random).getBytes(StandardCharsets.UTF_8);
    if (random.nextBoolean()) {
      original = new byte[1 + random.nextInt(40)];
      random.nextBytes(original);
    }
    Position position =
        random.nextBoolean()
            ? Position.line("a.csv", 1 + random.nextInt(9))
            : new Position("waymark.touchpoints", 3, 1L << 33);
    return new DeadLetter(position, reason, text(random), original, original.length, NOON);
  }

  private static RuleStatus status(RuleStatus.State state, Random random) {
    boolean isRefused = state == RuleStatus.State.REFUSED;
    return new RuleStatus(
        "promoter",
        state == RuleStatus.State.REMOVED ? null : "9b1e",
        state,
        isRefused ? List.of(new Problem("rule.yaml", 3, 7, text(random), "  x: 1")) : List.of(),
        random.nextInt(4),
        4,
        millis(random),
        state == RuleStatus.State.LIVE && random.nextBoolean()
            ? new RuleStatus.Failures(
                random.nextInt(99), random.nextInt(99), "a" + text(random), "b")
            : null,
        state == RuleStatus.State.LIVE && random.nextBoolean() ? random.nextInt(999) / 100.0 : null,
        state == RuleStatus.State.LIVE && random.nextBoolean() ? text(random) : null);
  }

  private static Touchpoint touchpoint(Random random) {
    List<String> customers = new ArrayList<>(List.of("anna", "cookie"));
    return new Touchpoint(
        text(random),
        pick(random, customers),
        random.nextBoolean() ? null : "cookie",
        text(random),
        textOrNull(random),
        millis(random),
        random.nextBoolean() ? null : random.nextInt(5) / 2.0 - 1,
        Map.of("p", pick(random, VALUES)));
  }

  private static long millis(Random random) {
    return NOON + random.nextInt(1_000_000_000);
  }

  private static String text(Random random) {
    return pick(random, TEXTS);
  }

  private static @Nullable String textOrNull(Random random) {
    return random.nextInt(3) == 0 ? null : text(random);
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
