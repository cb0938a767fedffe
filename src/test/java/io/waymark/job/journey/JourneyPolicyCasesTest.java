package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.PolicyCase;
import io.waymark.customer.PolicyCase.Step;
import io.waymark.customer.PolicyCases;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Position;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of policies on the journey operator, where others live through the same as the
 * customer: in one subtask, in four, and from one to four before each step and before the end.
 */
class JourneyPolicyCasesTest {
  private static final List<String> OTHERS = List.of("ben", "carla", "dora", "emil", "fay");

  static List<PolicyCase> cases() {
    return PolicyCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneSubtaskAndFourDecideAsIsRight(PolicyCase each) throws Exception {
    assertThat(play(each, 1, -1)).isEqualTo(play(each, 4, -1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRestartFromOneSubtaskToFourChangesNothing(PolicyCase each) throws Exception {
    List<String> ofOne = play(each, 1, -1);
    for (int step = 0; step <= each.steps().size(); step++) {
      assertThat(play(each, 1, step)).as("restart at step %d", step).isEqualTo(ofOne);
    }
  }

  /**
   * Plays a case, checks what is decided about its customer, and returns what is about all.
   *
   * @param restart before which step four subtasks take over, its touchpoints arrived and waiting;
   *     after the last step they take over what is held
   */
  private static List<String> play(PolicyCase each, int parallelism, int restart) throws Exception {
    try (Subtasks subtasks =
        new Subtasks(parallelism, each.rules().stream().map(Rule::text).toList())) {
      subtasks.wallClock(each.wallMillis());
      subtasks.govern(each.policy());
      for (int i = 0; i < each.steps().size(); i++) {
        begin(subtasks, each.customer(), each.steps().get(i));
        if (i == restart) {
          subtasks.restart(4);
        }
        end(subtasks, each.steps().get(i));
      }
      if (restart == each.steps().size()) {
        subtasks.restart(4);
      }
      subtasks.end();

      checkDecisions(subtasks, each);
      return subtasks.decisions().stream()
          .map(decision -> decision.customer() + " " + decision.id() + PolicyCase.line(decision))
          .sorted()
          .toList();
    }
  }

  private static void begin(Subtasks subtasks, String customer, Step step) throws Exception {
    if (step instanceof Step.Met met) {
      arrive(subtasks, customer, met);
      for (String other : OTHERS) {
        arrive(subtasks, other, met);
      }
    } else if (step instanceof Step.RuleChanged changed) {
      subtasks.push(changed.rule().text());
    } else if (step instanceof Step.PolicyChanged changed) {
      subtasks.govern(changed.policy());
    }
  }

  private static void arrive(Subtasks subtasks, String customer, Step.Met met) throws Exception {
    subtasks.arrive(
        new Arrival(met.touchpoint(customer), new Position(JourneyHarness.SOURCE, 0, 0), 0));
  }

  private static void end(Subtasks subtasks, Step step) throws Exception {
    if (step instanceof Step.Met met) {
      subtasks.advanceTo(Duration.between(JourneyHarness.NOON, Instant.ofEpochMilli(met.millis())));
    }
  }

  private static void checkDecisions(Subtasks subtasks, PolicyCase each) {
    assertThat(subtasks.late()).isZero();
    List<Decision> own =
        subtasks.decisions().stream()
            .filter(decision -> decision.customer().equals(each.customer()))
            .toList();
    assertThat(own.stream().map(PolicyCase::line)).containsExactlyElementsOf(each.decisions());
    assertThat(subtasks.triggers().stream().map(Trigger::id).sorted())
        .containsExactlyElementsOf(
            subtasks.decisions().stream()
                .filter(Decision::isSent)
                .map(Decision::id)
                .sorted()
                .toList());
    assertThat(own.stream().filter(Decision::endsHold).map(Decision::id))
        .containsExactlyInAnyOrderElementsOf(
            own.stream().filter(Decision::isHeld).map(Decision::id).toList());
  }
}
