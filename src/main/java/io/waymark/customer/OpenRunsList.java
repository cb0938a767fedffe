package io.waymark.customer;

import io.waymark.match.Wait;
import io.waymark.model.Answer;
import io.waymark.model.Answer.OpenRun;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger.Evidence;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open runs of a customer as an answer has them: those that end first, a bounded number. Only
 * as many are decoded.
 *
 * @param listed at most {@link Answer#MOST_RUNS}
 * @param count the number of all choices of those that were looked at, and of one for each other
 */
record OpenRunsList(List<OpenRun> listed, int count) {
  /** The most choices of one rule and correlation value that are listed. */
  private static final int MOST_OF_ONE = 3;

  /** The most touchpoints of a run: the first ones, and the last. */
  private static final int MOST_CHOSEN = 10;

  OpenRunsList {
    listed = List.copyOf(listed);
  }

  /**
   * Returns the open runs of a rule, or of all.
   *
   * @param of null for all rules
   */
  static OpenRunsList of(Customer customer, RuleBook rules, @Nullable RuleVersion of) {
    record Owned(OpenRuns runs, RuleVersion version) {}
    List<Owned> all = new ArrayList<>();
    for (OpenRuns open : customer.open) {
      RuleVersion version = open.version(rules);
      if (version != null && (of == null || of.idDigest() == version.idDigest())) {
        all.add(new Owned(open, version));
      }
    }
    all.sort(Comparator.comparingLong(owned -> owned.runs.endMillis(owned.version)));
    List<OpenRun> listed = new ArrayList<>();
    int count = 0;
    for (Owned owned : all) {
      if (listed.size() >= Answer.MOST_RUNS) {
        count++;
        continue;
      }
      List<Wait> waits = owned.runs.waits(owned.version, Integer.MAX_VALUE);
      count += waits.size();
      waits.stream()
          .limit(Math.min(MOST_OF_ONE, Answer.MOST_RUNS - listed.size()))
          .forEach(wait -> listed.add(run(owned.runs, owned.version, wait)));
    }
    return new OpenRunsList(listed, count);
  }

  private static OpenRun run(OpenRuns open, RuleVersion version, Wait wait) {
    Pattern pattern = version.rule().pattern();
    List<Evidence> chosen = chosen(wait.steps());
    long first = chosen.get(0).timeMillis();
    long last = chosen.get(chosen.size() - 1).timeMillis();
    Step.Absent silence = wait.isSilent() ? pattern.trailing() : null;
    return new OpenRun(
        version.rule().id(),
        version.rule().version(),
        pattern.correlate() == null ? null : NearMisses.cut(open.correlation),
        chosen.size() <= MOST_CHOSEN ? chosen : withoutMiddle(chosen),
        silence == null
            ? StepWords.nextInWords(pattern, wait)
            : List.of(StepWords.silence(silence)),
        silence == null ? first + pattern.withinMillis() : last + silence.forMillis(),
        silence != null);
  }

  private static List<Evidence> withoutMiddle(List<Evidence> chosen) {
    List<Evidence> some = new ArrayList<>(chosen.subList(0, MOST_CHOSEN - 1));
    some.add(chosen.get(chosen.size() - 1));
    return some;
  }

  private static List<Evidence> chosen(Map<String, List<Touchpoint>> steps) {
    List<Evidence> chosen = new ArrayList<>();
    steps.forEach(
        (step, touchpoints) ->
            touchpoints.forEach(
                each ->
                    chosen.add(
                        new Evidence(
                            step,
                            NearMisses.cut(each.id()),
                            NearMisses.cut(each.type()),
                            each.timeMillis()))));
    chosen.sort(Comparator.comparingLong(Evidence::timeMillis));
    return chosen;
  }
}
