package io.waymark.cli;

import io.waymark.model.Trigger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** Counts triggers by their rule and by the stage that the customer was in. Of one thread. */
final class TriggerTotals {
  /** Stands for the stage of customers who are in none. */
  private static final String NO_STAGE = "no stage";

  /** The rules that are named while it runs. */
  private static final int NAMED = 3;

  /** The columns at which things begin: as wide as the ids of most rules. */
  private static final int COUNT = 32;

  private static final int STAGES = 43;

  private final Map<String, Map<String, Long>> byRule = new TreeMap<>();
  private final Map<String, Long> byStage = new TreeMap<>();
  private long all;

  void add(Trigger trigger) {
    add(trigger.rule(), trigger.stage());
  }

  void add(String rule, @Nullable String stage) {
    String entered = Objects.requireNonNullElse(stage, NO_STAGE);
    byRule.computeIfAbsent(rule, each -> new TreeMap<>()).merge(entered, 1L, Long::sum);
    byStage.merge(entered, 1L, Long::sum);
    all++;
  }

  long all() {
    return all;
  }

  /** Returns the triggers of all rules by stage. */
  Map<String, Long> stages() {
    return byStage;
  }

  /** Returns the triggers of a rule by stage. */
  Map<String, Long> stages(String rule) {
    return byRule.getOrDefault(rule, Map.of());
  }

  /** Returns them in a sentence, with the rules that have most. */
  List<String> sentence(Terminal terminal, int indent) {
    Map<String, Long> rules = new TreeMap<>();
    byRule.forEach((rule, stages) -> rules.put(rule, sum(stages)));
    int left = rules.size() - NAMED;
    String more = left > 0 ? " and " + left + (left == 1 ? " more rule" : " more rules") : "";
    return new StyledLines(terminal, indent)
        .words(
            0,
            "%,d triggers so far: %s%s; by stage %s"
                .formatted(all, named(rules, NAMED), more, named(byStage, Integer.MAX_VALUE)),
            Style.faint)
        .lines();
  }

  /** Returns them as a table: each rule with its triggers, and these by stage. */
  List<String> table(Terminal terminal) {
    List<String> lines = new ArrayList<>();
    lines.addAll(row(terminal, "rule", " triggers", "by stage", Style.faint));
    byRule.forEach(
        (rule, stages) ->
            lines.addAll(
                row(
                    terminal,
                    rule,
                    "%,9d".formatted(sum(stages)),
                    named(stages, Integer.MAX_VALUE),
                    Style.bold)));
    lines.addAll(
        row(
            terminal,
            "all",
            "%,9d".formatted(all),
            named(byStage, Integer.MAX_VALUE),
            Style.faint));
    return lines;
  }

  private static List<String> row(
      Terminal terminal, String name, String count, String stages, Style style) {
    StyledLines line = new StyledLines(terminal, STAGES).add(0, name, style);
    return line.at(COUNT, count).words(2, stages).lines();
  }

  /** Returns the largest counts with their names, the largest first. */
  private static String named(Map<String, Long> counts, int most) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(each -> "%s %,d".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
