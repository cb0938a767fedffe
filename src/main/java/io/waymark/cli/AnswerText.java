package io.waymark.cli;

import io.waymark.kafka.LastDecisions;
import io.waymark.model.Answer;
import io.waymark.model.Answer.GateCase;
import io.waymark.model.Answer.Miss;
import io.waymark.model.Answer.OpenRun;
import io.waymark.model.Answer.Part;
import io.waymark.model.Answer.Profile;
import io.waymark.model.Answer.RuleCase;
import io.waymark.model.Decision;
import io.waymark.model.Trigger.Evidence;
import io.waymark.yaml.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes an answer about a customer for a terminal of 80 columns. */
final class AnswerText {
  private static final int COLUMNS = 80;
  private static final int MOST_TRAITS = 12;

  private final Answer answer;
  private final List<String> lines = new ArrayList<>();

  AnswerText(Answer answer) {
    this.answer = answer;
  }

  /** Returns the lines, with the decisions that were found about the customer. */
  List<String> lines(LastDecisions decisions) {
    head();
    if (answer.rule() != null) {
      rule(answer.rule());
    }
    runs();
    misses();
    triggers();
    if (answer.rule() != null) {
      gates(answer.rule().gates());
    }
    decisions(decisions);
    return List.copyOf(lines);
  }

  private void head() {
    if (answer.problem() != null) {
      add("", answer.problem());
    }
    Profile profile = answer.profile();
    if (profile == null) {
      add(
          "",
          "Nothing is known of customer %s: no touchpoint has been applied%s."
              .formatted(
                  answer.customer(),
                  answer.clockMillis() == Long.MIN_VALUE
                      ? ""
                      : " up to " + time(answer.clockMillis())));
      add(
          "",
          "Check the id in the system that it comes from; a touchpoint that was refused is among the dead letters.");
      return;
    }
    add("", "Customer " + answer.customer() + " at " + time(answer.clockMillis()));
    Long since = profile.sinceMillis();
    String stage = profile.stage() == null ? "none yet" : profile.stage();
    Long last = profile.lastMillis();
    add(
        "  stage    ",
        since == null
            ? stage + (last != null || profile.stage() == null ? "" : "; since when is not kept")
            : "%s since %s (%s)".formatted(stage, time(since), span(answer.clockMillis() - since)));
    add("  segment  ", profile.segment() == null ? "not kept" : profile.segment());
    add(
        "  last     ",
        last == null
            ? "not kept: job.journey-map is off, or was at the last touchpoint"
            : "touchpoint at " + time(last));
    add("  traits   ", profile.traits().isEmpty() ? "none" : values(profile.traits(), MOST_TRAITS));
    add(
        "  consent  ",
        profile.consent() == null ? "never heard" : values(profile.consent(), MOST_TRAITS));
  }

  private void rule(RuleCase rule) {
    head("Rule %s (%s), %s".formatted(rule.id(), rule.title(), rule.status()));
    for (int i = 0; i < rule.steps().size(); i++) {
      add("  %d. ".formatted(i + 1), rule.steps().get(i));
    }
    head("Whom it is for" + (rule.who().isEmpty() ? ": everybody" : ""));
    for (Part part : rule.who()) {
      add(part.holds() ? "  yes  " : "  no   ", part.text());
      add("       ", "is: " + read(part.values()));
    }
  }

  private void runs() {
    int more = answer.openRuns() - answer.runs().size();
    head(
        "Open runs: "
            + answer.openRuns()
            + (more > 0 ? ", the first " + answer.runs().size() : ""));
    for (OpenRun run : answer.runs()) {
      String of = run.correlation() == null ? "" : " for " + run.correlation();
      add(
          "  ",
          "%s%s waits for %s until %s%s"
              .formatted(
                  run.rule(),
                  of,
                  String.join(", or ", run.waitsFor()),
                  time(run.untilMillis()),
                  run.isSilent() ? ", and is complete then" : ""));
      for (Evidence each : run.chosen()) {
        add("    ", time(each.timeMillis()) + "  " + each.step() + ": " + each.type());
      }
    }
  }

  private void misses() {
    head("Near misses of the last day: " + answer.misses().size());
    for (Miss miss : answer.misses()) {
      add(
          "  ",
          "%s  %s, step %s: %s"
              .formatted(time(miss.timeMillis()), miss.rule(), miss.step(), miss.type()));
      add("    asks ", miss.failed() + (miss.isChanged() ? " (the rule has changed since)" : ""));
      add("    was  ", read(miss.values()));
    }
  }

  private void triggers() {
    if (!answer.held().isEmpty()) {
      head("Held: " + answer.held().size());
      answer
          .held()
          .forEach(
              each ->
                  add(
                      "  ",
                      "%s by %s until %s"
                          .formatted(each.rule(), each.gate().code(), time(each.untilMillis()))));
    }
    head("Last sent" + (answer.sent().isEmpty() ? ": nothing" : ""));
    answer.sent().forEach(each -> add("  ", time(each.timeMillis()) + "  " + each.rule()));
  }

  private void gates(List<GateCase> gates) {
    head("Gates, if it matched now");
    for (GateCase gate : gates) {
      String outcome = gate.outcome().name().toLowerCase(Locale.ROOT);
      add(
          "  %-9s  %-11s  ".formatted(outcome, gate.gate().code()),
          gate.numbers() == null ? "" : gate.numbers());
    }
  }

  private void decisions(LastDecisions found) {
    head(
        "Decisions: %d, among the last %,d in the customer's partition"
            .formatted(found.decisions().size(), found.looked()));
    for (Decision decision : found.decisions()) {
      String gate = decision.gate() == null ? "" : " by " + decision.gate().code();
      String numbers = decision.numbers() == null ? "" : ": " + decision.numbers();
      add(
          "  ",
          "%s  %s %s%s%s"
              .formatted(
                  time(decision.timeMillis()),
                  decision.rule(),
                  decision.outcome().name().toLowerCase(Locale.ROOT),
                  gate,
                  numbers));
    }
  }

  private void head(String text) {
    lines.add("");
    add("", text);
  }

  /** Adds a text in lines of at most 80 columns, each after the first as far in as the first. */
  private void add(String begin, String text) {
    StringBuilder line = new StringBuilder(begin);
    boolean isEmpty = true;
    for (String word : text.replaceAll("\\p{Cntrl}", " ").split(" ", -1)) {
      if (!isEmpty && line.length() + 1 + word.length() > COLUMNS) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append(" ".repeat(begin.length()));
        isEmpty = true;
      }
      line.append(isEmpty ? "" : " ").append(word);
      isEmpty = false;
      while (line.length() > COLUMNS) {
        lines.add(line.substring(0, COLUMNS));
        line.delete(0, COLUMNS).insert(0, " ".repeat(begin.length()));
      }
    }
    lines.add(line.toString().stripTrailing());
  }

  private static String read(Map<String, Object> values) {
    return values.isEmpty() ? "absent" : values(values, values.size());
  }

  private static String values(Map<String, Object> values, int most) {
    String first =
        values.entrySet().stream()
            .limit(most)
            .map(each -> each.getKey() + " " + value(each.getValue()))
            .collect(Collectors.joining(", "));
    return values.size() > most ? first + ", and " + (values.size() - most) + " more" : first;
  }

  private static String value(Object value) {
    return value instanceof String text ? '"' + text + '"' : value.toString();
  }

  private static String span(long millis) {
    return Durations.toText(Duration.ofMillis(Math.max(0, millis)));
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
