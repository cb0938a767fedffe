package io.waymark.rule;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.model.Touchpoint;
import io.waymark.yaml.Spelling;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code pattern} and its short form {@code stall}. One use per rule. */
final class PatternReader {
  static final int MOST_STEPS = 16;

  /**
   * The number of {@link Pattern#places}. A customer keeps a chain of touchpoints for each, so that
   * its state grows with their square.
   */
  static final int MOST_PLACES = 128;

  private final StepReader stepReader = new StepReader();

  /** Returns the names that an expression may use: {@code event.*} and the steps read so far. */
  Vocabulary vocabulary() {
    return stepReader.vocabulary();
  }

  Pattern read(YamlMap pattern) {
    List<Step> steps = new ArrayList<>();
    List<YamlValue> items = pattern.required("steps").map(YamlValue::list).orElse(List.of());
    for (int i = 0; i < items.size() && i < MOST_STEPS; i++) {
      YamlValue item = items.get(i);
      boolean first = i == 0;
      boolean last = i == items.size() - 1;
      item.map().ifPresent(map -> steps.add(stepReader.read(map, first, last)));
    }
    Expression correlate =
        pattern
            .optional("correlate")
            .flatMap(v -> Expressions.expression(v, Vocabulary.EVENT))
            .orElse(null);
    long within = pattern.optional("within").map(YamlValue::durationMillis).orElse(0L);
    checkShape(pattern, items, steps);
    checkUncorrelated(pattern, items, steps);
    Pattern read = new Pattern(correlate, within, steps);
    if (read.places() > MOST_PLACES) {
      pattern
          .self()
          .problem(
              "a run could wait at "
                  + read.places()
                  + " places, one for each touchpoint that the steps choose and more where steps"
                  + " are optional; at most "
                  + MOST_PLACES
                  + " are possible: make 'times' smaller, or split the pattern into several rules");
    }
    return read;
  }

  Pattern readStall(YamlMap stall, Set<String> stages) {
    String stage = stall.required("stage").map(value -> knownStage(value, stages)).orElse("");
    long millis = stall.required("for").map(YamlValue::durationMillis).orElse(1L);
    Types ends =
        stall
            .optional("unless")
            .map(TypesReader::read)
            .orElse(Types.of())
            .and(Touchpoint.STAGE_ENTERED);
    Expression entered =
        Expressions.builtIn(
            "event.properties.stage == '" + stage.replace("'", "") + "'", Vocabulary.EVENT);
    stepReader.know("entered");
    return new Pattern(
        null,
        0,
        List.of(
            new Step.Positive(
                "entered", Types.of(Touchpoint.STAGE_ENTERED), entered, Step.Times.ONCE, false, 0),
            new Step.Absent(ends, null, millis)));
  }

  static String knownStage(YamlValue value, Set<String> stages) {
    String stage = value.text();
    if (!stage.isEmpty() && !stages.contains(stage)) {
      value.problem(
          "unknown stage '" + stage + "'" + Spelling.hint(stage, "the lifecycle has", stages));
    }
    return stage;
  }

  private static void checkShape(YamlMap pattern, List<YamlValue> items, List<Step> steps) {
    if ((pattern.has("steps") && items.isEmpty()) || items.size() > MOST_STEPS) {
      pattern
          .optional("steps")
          .orElseThrow()
          .problem("a pattern has 1 to " + MOST_STEPS + " steps");
    }
    if (steps.isEmpty()) {
      return;
    }
    if (steps.get(0) instanceof Step.Absent) {
      items.get(0).problem("'absent' cannot come first: after what?");
    }
    if (steps.get(steps.size() - 1) instanceof Step.Positive last
        && last.optional()
        && steps.size() > 1) {
      items
          .get(items.size() - 1)
          .problem("the last step cannot be optional: the pattern completes without it");
    }
    checkAbsences(items, steps);
    checkRanges(items, steps);
    int chosen =
        steps.stream()
            .mapToInt(s -> s instanceof Step.Positive positive ? positive.size() : 0)
            .sum();
    if (chosen > 1 && !pattern.has("within")) {
      pattern
          .self()
          .problem("unbounded: a pattern that chooses more than one touchpoint needs 'within'");
    }
  }

  /**
   * Reports absences that no step follows but the absence at the end: they have no second
   * neighbour.
   */
  private static void checkAbsences(List<YamlValue> items, List<Step> steps) {
    int last = steps.size() - 1;
    if (steps.get(last) instanceof Step.Absent) {
      for (int i = last - 1; i > 0 && !isAlwaysChosen(steps.get(i)); i--) {
        if (steps.get(i) instanceof Step.Absent) {
          items
              .get(i)
              .problem(
                  "no step that is always chosen comes after this 'absent'; name its types in the"
                      + " one at the end");
        }
      }
    }
  }

  private static void checkUncorrelated(YamlMap pattern, List<YamlValue> items, List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Absent absent
          && !absent.correlated()
          && !pattern.has("correlate")) {
        items.get(i).problem("'correlate: false' needs a 'correlate' of the pattern");
      }
    }
  }

  /** Reports ranges whose upper end nothing closes, or that nothing opens. */
  private static void checkRanges(List<YamlValue> items, List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Positive step && step.choice() instanceof Step.Range range) {
        YamlValue item = items.get(i);
        List<Step> later = steps.subList(i + 1, steps.size());
        if (i == 0 && (!range.isOpen() || range.least() == 0)) {
          item.problem(
              "the first step can ask for '3+' only: for fewer or exactly as many a step must"
                  + " come before it, after which they are counted");
        }
        if (isFollowed(later) && later.stream().noneMatch(PatternReader::isAlwaysChosen)) {
          item.problem(
              "a step that is always chosen must follow a range of 'times', so that the"
                  + " counting ends");
        }
        if (!isFollowed(later) && !isKnownAtLast(range, later)) {
          item.problem(
              "'times: "
                  + range.text()
                  + "' is not known before the counting ends; let a step follow"
                  + (range.least() == 0 ? "" : ", or an 'absent' with 'for'"));
        }
      }
    }
  }

  private static boolean isFollowed(List<Step> later) {
    return later.stream().anyMatch(Step.Positive.class::isInstance);
  }

  /** Returns whether the last step's count is known: at once where it is open, or by an absence. */
  private static boolean isKnownAtLast(Step.Range range, List<Step> later) {
    return range.least() > 0 && (range.isOpen() || !later.isEmpty());
  }

  private static boolean isAlwaysChosen(Step step) {
    return step instanceof Step.Positive positive && !positive.mayBeLeftOut();
  }
}
