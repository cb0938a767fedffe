package io.waymark.cli;

import io.waymark.job.metric.Tally;
import io.waymark.job.sink.FileSinks;
import io.waymark.model.ArmFigures;
import io.waymark.model.Estimate;
import io.waymark.model.Pause;
import io.waymark.model.RuleOutcomes;
import io.waymark.wire.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The summary of a finite run, for a person. */
final class Summary {
  /** The counts of what is given up begin with this. */
  private static final String DROPPED = "dropped-";

  private static final int PERCENT = 100;

  /** The number of types, and of warnings, that fit a screen; {@link SummaryFile} has all. */
  private static final int SHOWN = 20;

  private final PlaybackResult result;
  private final List<String> lines = new ArrayList<>();

  private Summary(PlaybackResult result) {
    this.result = result;
  }

  /**
   * Returns the lines of a summary.
   *
   * @param out the folder with the results
   * @param seconds from the first input to the end
   */
  static List<String> lines(PlaybackResult result, Path out, double seconds) {
    Summary summary = new Summary(result);
    summary.addInputs();
    summary.addTypes();
    summary.addRules();
    summary.addStages();
    summary.addOutcomes();
    result.pauses().forEach(summary::add);
    summary.addDropped();
    summary.addWarnings();
    summary.add(
        "%,.0f touchpoints/s over %.1f s from the first input to the end; results in %s, these numbers in %s",
        result.count(Tally.Of.READ) / seconds, seconds, out, SummaryFile.NAME);
    if (!result.isWhole()) {
      summary.add("an input broke off; %s says where", letters(out));
    } else if (!result.isUsed()) {
      summary.add("no input could be used; %s says why", letters(out));
    }
    return summary.lines;
  }

  private static Path letters(Path out) {
    return out.resolve(FileSinks.fileName(Topics.DEAD_LETTERS));
  }

  private void addInputs() {
    add(
        "%,d read = %,d applied + %,d duplicate + %,d late + %,d dead-lettered + %,d skipped",
        result.count(Tally.Of.READ),
        result.count(Tally.Of.APPLIED),
        result.count(Tally.Of.DUPLICATE),
        result.count(Tally.Of.LATE),
        result.count(Tally.Of.DEAD_LETTERED),
        result.count(Tally.Of.SKIPPED));
    result
        .deadLetters()
        .forEach((reason, letters) -> add("  dead letters %-20s %,9d", reason, letters));
    add("%,d transitions", result.count(Tally.Of.TRANSITIONS));
  }

  private void addTypes() {
    Map<String, Long> types = result.types();
    if (types.isEmpty()) {
      return;
    }
    add("%-40s %11s", "type", "applied");
    types.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(SHOWN)
        .forEach(type -> add("%-40s %,11d", type.getKey(), type.getValue()));
    addRest(types.size(), "types");
  }

  private void addRules() {
    add("%-40s %9s %9s %9s", "rule", "matches", "sent", "customers");
    result
        .rules()
        .forEach(
            (id, rule) ->
                add("%-40s %,9d %,9d %,9d", id, rule.matches(), rule.sent(), rule.customers()));
  }

  private void addStages() {
    Map<String, Long> stages = result.triggers().stages();
    if (!stages.isEmpty()) {
      add("%-40s %9s", "stage", "sent");
      stages.forEach((stage, sent) -> add("%-40s %,9d", stage, sent));
    }
  }

  /** Adds the outcomes of rules with a goal, where there are any. */
  private void addOutcomes() {
    if (result.outcomes().isEmpty()) {
      return;
    }
    add("%-40s %21s %21s  %s", "goal of", "sent", "held out", "effect (95% interval)");
    for (RuleOutcomes outcomes : result.outcomes()) {
      add(
          "%-40s %21s %21s  %s",
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

  /** Adds a rule that the breaker would have paused: a playback sends everything. */
  private void add(Pause pause) {
    add(
        "rule %s would have been %s, at %s",
        pause.rule(),
        pause.words().replaceFirst(";.*", ""),
        Instant.ofEpochMilli(pause.timeMillis()));
  }

  /** Adds what was given up to keep customers bounded, where that happened. */
  private void addDropped() {
    for (Tally.Of of : Tally.Of.values()) {
      if (of.code().startsWith(DROPPED) && result.count(of) > 0) {
        add("%,d %s", result.count(of), of.meaning());
        if (of == Tally.Of.DROPPED_RUNS) {
          result.droppedRuns().forEach((rule, runs) -> add("  %-38s %,9d", rule, runs));
        }
      }
    }
  }

  private void addWarnings() {
    List<String> unsent = result.unsent();
    unsent.stream().limit(SHOWN).forEach(warning -> add("warning: %s", warning));
    addRest(unsent.size(), "warnings");
  }

  private void addRest(int all, String what) {
    if (all > SHOWN) {
      add("and %,d more %s, in %s", all - SHOWN, what, SummaryFile.NAME);
    }
  }

  private void add(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}
