package io.waymark.cli;

import io.waymark.customer.HeldRuns;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The open runs that customers hold of each rule, as lines; the rules with most come first. */
final class HeldRunsTable {
  /** The ways to let customers hold fewer runs of a rule. */
  static final String CURE =
      "a stricter where on its first step, a shorter within, or correlate by a value that a customer"
          + " has fewer of";

  private final HeldRuns held;
  private final List<Rule> rules;

  HeldRunsTable(HeldRuns held, List<Rule> rules) {
    this.held = held;
    this.rules =
        rules.stream()
            .sorted(Comparator.comparingDouble(held::average).reversed().thenComparing(Rule::id))
            .toList();
  }

  List<String> lines() {
    int width = rules.stream().mapToInt(rule -> rule.id().length()).reduce(4, Math::max);
    String row = "%-" + width + "s  %9s  %9s  %11s";
    List<String> lines = new ArrayList<>();
    lines.add(row.formatted("rule", "average", "at most", "touchpoints"));
    double all = 0;
    for (Rule rule : rules) {
      all += held.average(rule);
      lines.add(
          row.formatted(
              rule.id(),
              average(held.average(rule)),
              number(held.most(rule)),
              number(held.holding(rule))));
    }
    lines.add(row.formatted("all", average(all), "", number(held.samples())).stripTrailing());
    lines.add("");
    lines.add(
        "Average, at most: the open runs of a rule that a customer holds after a touchpoint;");
    lines.add("touchpoints: how many of them found any. Each open run is work at a touchpoint.");
    rules.stream()
        .filter(rule -> held.average(rule) >= HeldRuns.MANY)
        .forEach(rule -> lines.add("many     " + rule.id() + ": better " + CURE));
    return lines;
  }

  private static String average(double runs) {
    return String.format(Locale.ROOT, "%,.2f", runs);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
