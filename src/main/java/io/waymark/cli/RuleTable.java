package io.waymark.cli;

import io.waymark.customer.CustomerEngine;
import io.waymark.match.Footprint;
import io.waymark.match.selection.SelectedMatchers;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The output of {@code rules check}: a line for each rule, and the problems of refused ones. */
final class RuleTable {
  /** Longer ids push the columns after them to the right. */
  private static final int WIDEST_ID = 34;

  private final Map<Path, Result> results;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Integer> rulesByMatcher = new TreeMap<>();

  RuleTable(Map<Path, Result> results) {
    this.results = results;
  }

  /** Returns how many of the rules are refused. */
  long refused() {
    return results.values().stream().filter(Result.Refused.class::isInstance).count();
  }

  /** Returns the rules that are not refused. */
  List<Rule> accepted() {
    return results.values().stream()
        .filter(Result.Ok.class::isInstance)
        .map(result -> ((Result.Ok) result).rule())
        .toList();
  }

  /** Returns the lines about the rules that are refused. */
  List<String> refusals() {
    List<String> refusals = new ArrayList<>();
    results.forEach(
        (file, result) -> {
          if (result instanceof Result.Refused refused) {
            refusals.addAll(CheckedFile.refusal(file.toString(), refused.problems()));
          }
        });
    return refusals;
  }

  List<String> lines() {
    String row = "%-8s %-" + idWidth() + "s  %-6s  %-7s  %8s  %16s  %s";
    lines.add(row.formatted("", "rule", "status", "matcher", "at start", "at most", "version"));
    results.forEach(
        (file, result) -> {
          if (result instanceof Result.Ok ok) {
            accepted(row, ok.rule());
          } else if (result instanceof Result.Refused problems) {
            refused(file, problems);
          }
        });
    lines.add("");
    lines.add(sum());
    lines.add(
        "At start, at most: what open runs take of one customer's state; of a rule that correlates,");
    lines.add("for each of its values, " + CustomerEngine.MOST_CORRELATIONS + " at the most.");
    return lines;
  }

  private void accepted(String row, Rule rule) {
    Footprint footprint = SelectedMatchers.footprint(rule);
    boolean perValue = rule.pattern().correlate() != null && footprint.maxBytes() > 0;
    rulesByMatcher.merge(footprint.matcher(), 1, Integer::sum);
    lines.add(
        row.formatted(
            "ok",
            rule.id(),
            rule.status().name().toLowerCase(Locale.ROOT),
            footprint.matcher(),
            size(footprint.startBytes()),
            size(footprint.maxBytes()) + (perValue ? " a value" : "        "),
            rule.version()));
    footprint.reason().ifPresent(reason -> lines.add("           not compact: " + reason));
  }

  private void refused(Path file, Result.Refused result) {
    lines.addAll(CheckedFile.refusal(file.toString(), result.problems()));
  }

  private String sum() {
    List<String> parts = new ArrayList<>();
    parts.add(count(results.size(), "rule"));
    parts.add(refused() + " refused");
    rulesByMatcher.forEach(
        (matcher, rules) ->
            parts.add(rules + " on the " + (matcher.equals("nfa") ? "NFA" : matcher + " matcher")));
    return String.join(", ", parts);
  }

  private int idWidth() {
    return results.values().stream()
        .mapToInt(result -> result instanceof Result.Ok ok ? ok.rule().id().length() : 0)
        .map(length -> Math.min(length, WIDEST_ID))
        .reduce("rule".length(), Math::max);
  }

  static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d", number) + " " + what + (number == 1 ? "" : "s");
  }

  private static String size(int bytes) {
    if (bytes == 0) {
      return "none";
    }
    return bytes < 1000 ? bytes + " B" : String.format(Locale.ROOT, "%.1f KB", bytes / 1000.0);
  }
}
