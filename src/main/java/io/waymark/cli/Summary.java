package io.waymark.cli;

import io.waymark.job.metric.Tally;
import io.waymark.job.sink.FileSinks;
import io.waymark.job.source.IntakeSplit;
import io.waymark.model.ArmFigures;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Estimate;
import io.waymark.model.Outgoing;
import io.waymark.model.RuleOutcomes;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The summary of a finite run. */
final class Summary {
  /** The counts of what is given up begin with this. */
  private static final String DROPPED = "dropped-";

  private static final int PERCENT = 100;

  private final Path out;
  private final Map<String, Object> counts;
  private final double seconds;

  /**
   * Sums up a run that has just ended.
   *
   * @param endMillis the wall clock
   */
  Summary(Path out, Map<String, Object> counts, long endMillis) {
    this.out = out;
    this.counts = counts;
    long started = ((Number) counts.getOrDefault(IntakeSplit.STARTED, endMillis)).longValue();
    this.seconds = Math.max(1, endMillis - started) / 1e3;
  }

  /** Prints the summary; returns the exit code, 0 when all inputs were read to their end. */
  int print() throws IOException {
    long read = count(Tally.Of.READ);
    System.out.printf(
        "%,d read = %,d applied + %,d duplicate + %,d late + %,d dead-lettered + %,d skipped%n",
        read,
        count(Tally.Of.APPLIED),
        count(Tally.Of.DUPLICATE),
        count(Tally.Of.LATE),
        count(Tally.Of.DEAD_LETTERED),
        count(Tally.Of.SKIPPED));
    Map<String, Long> reasons = reasons();
    reasons.forEach(
        (reason, letters) -> System.out.printf("  dead letters %-20s %,9d%n", reason, letters));
    System.out.printf("%,d transitions%n", count(Tally.Of.TRANSITIONS));
    printRules();
    printOutcomes();
    printPauses();
    printDropped();
    System.out.printf(
        "%,.0f touchpoints/s over %.1f s from the first input to the end; results in %s%n",
        read / seconds, seconds, out);
    boolean isWhole = !reasons.containsKey(Reason.TRUNCATED_FILE.code());
    if (!isWhole) {
      System.out.println(
          "an input broke off; "
              + out.resolve(FileSinks.fileName(Topics.DEAD_LETTERS))
              + " says where");
    }
    return isWhole ? 0 : 1;
  }

  private static final class RuleCounts {
    private long matches;
    private long sent;
    private final Set<String> customers = new HashSet<>();
  }

  private void printRules() throws IOException {
    Map<String, RuleCounts> rules = new TreeMap<>();
    forEach(
        Topics.DECISIONS,
        decision -> {
          RuleCounts rule = rules.computeIfAbsent(decision.rule(), id -> new RuleCounts());
          rule.matches++;
          rule.sent += decision.isSent() ? 1 : 0;
          rule.customers.add(decision.customer());
        });
    System.out.printf("%-40s %9s %9s %9s%n", "rule", "matches", "sent", "customers");
    rules.forEach(
        (id, rule) ->
            System.out.printf(
                "%-40s %,9d %,9d %,9d%n", id, rule.matches, rule.sent, rule.customers.size()));
  }

  /** Prints the outcomes of rules with a goal, where there are any. */
  private void printOutcomes() throws IOException {
    List<RuleOutcomes> all = new ArrayList<>();
    forEach(Topics.RULE_OUTCOMES, all::add);
    if (all.isEmpty()) {
      return;
    }
    System.out.printf(
        "%-40s %21s %21s  %s%n", "goal of", "sent", "held out", "effect (95% interval)");
    for (RuleOutcomes outcomes : all) {
      System.out.printf(
          "%-40s %21s %21s  %s%n",
          outcomes.rule(), arm(outcomes.sent()), arm(outcomes.heldOut()), effect(outcomes));
    }
  }

  private static String arm(ArmFigures arm) {
    return "%,d of %,d".formatted(arm.reached(), arm.n());
  }

  private static String effect(RuleOutcomes outcomes) {
    Estimate effect = outcomes.effect();
    String effects =
        effect == null
            ? String.valueOf(outcomes.missing())
            : "%+.1f points (%+.1f to %+.1f), n = %,d"
                .formatted(
                    PERCENT * effect.value(),
                    PERCENT * effect.low(),
                    PERCENT * effect.high(),
                    effect.n());
    long contaminated = outcomes.sent().contaminated() + outcomes.heldOut().contaminated();
    return contaminated == 0
        ? effects
        : "%s; %,d contaminated, left out".formatted(effects, contaminated);
  }

  /** Prints the rules that the breaker would have paused: a playback sends everything. */
  private void printPauses() throws IOException {
    forEach(
        Topics.PAUSES,
        pause ->
            System.out.printf(
                "rule %s would have been %s, at %s%n",
                pause.rule(),
                pause.words().replaceFirst(";.*", ""),
                Instant.ofEpochMilli(pause.timeMillis())));
  }

  /** Prints what was given up to keep customers bounded, where that happened. */
  private void printDropped() {
    for (Tally.Of of : Tally.Of.values()) {
      if (of.code().startsWith(DROPPED) && count(of) > 0) {
        System.out.printf("%,d %s%n", count(of), of.meaning());
        if (of == Tally.Of.DROPPED_RUNS) {
          droppedRuns().forEach((rule, runs) -> System.out.printf("  %-38s %,9d%n", rule, runs));
        }
      }
    }
  }

  private Map<String, Long> droppedRuns() {
    Map<String, Long> runs = new TreeMap<>();
    counts.forEach(
        (name, count) -> {
          if (name.startsWith(Tally.DROPPED_RUNS_OF)) {
            String rule = name.substring(Tally.DROPPED_RUNS_OF.length());
            runs.put(rule, ((Number) count).longValue());
          }
        });
    return runs;
  }

  private Map<String, Long> reasons() throws IOException {
    Map<String, Long> reasons = new TreeMap<>();
    forEach(Topics.DEAD_LETTERS, letter -> reasons.merge(letter.reason().code(), 1L, Long::sum));
    return reasons;
  }

  private <T extends Outgoing> void forEach(OutputTopic<T> topic, Consumer<T> use)
      throws IOException {
    try (Stream<String> lines = Files.lines(out.resolve(FileSinks.fileName(topic)))) {
      for (String line : (Iterable<String>) lines::iterator) {
        use.accept(topic.document().read(line.getBytes(StandardCharsets.UTF_8)));
      }
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("the job wrote what cannot be read to " + topic.id(), e);
    }
  }

  private long count(Tally.Of of) {
    return ((Number) counts.getOrDefault(of.code(), 0L)).longValue();
  }
}
