package io.waymark.replay;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.Problem;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import io.waymark.yaml.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The tests of a rule that fail, as problems of its text: such a rule does not do what it says. */
public final class TestFailures {
  private TestFailures() {}

  /**
   * Plays the tests that a rule brings along and returns a problem for each that fails.
   *
   * @param file by which the author knows the text
   */
  public static List<Problem> of(Lifecycle lifecycle, Rule rule, String file) {
    List<Problem> failures = new ArrayList<>();
    for (Example example : rule.examples()) {
      List<Long> sent = Rehearsal.play(lifecycle, rule, example).sentMillis();
      if (!sent.equals(example.expectMillis())) {
        failures.add(failure(rule, example, sent, file));
      }
    }
    return List.copyOf(failures);
  }

  private static Problem failure(Rule rule, Example example, List<Long> sent, String file) {
    List<String> lines = rule.text().lines().toList();
    int row = row(lines, example.name());
    String message =
        "the test '%s' fails: it expects %s, and the rule sends %s; mend the rule or the test"
            .formatted(example.name(), moments(example.expectMillis()), moments(sent));
    String excerpt = lines.get(row);
    return new Problem(file, row + 1, 1 + indent(excerpt), message, excerpt);
  }

  /** Returns the line that names a test, from 0; the last one where YAML hides the name. */
  private static int row(List<String> lines, String name) {
    for (int row = 0; row < lines.size(); row++) {
      if (lines.get(row).contains("name:") && lines.get(row).contains(name)) {
        return row;
      }
    }
    return lines.size() - 1;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static String moments(List<Long> millis) {
    return millis.isEmpty()
        ? "nothing"
        : millis.stream().map(Durations::inFull).collect(Collectors.joining(", "));
  }
}
