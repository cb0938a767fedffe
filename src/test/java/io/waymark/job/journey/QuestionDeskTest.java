package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.Answer;
import io.waymark.model.Answer.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class QuestionDeskTest {
  private static final String RULE =
      """
      rule: chat
      title: A chat after a failure
      signal: frustration
      owner: tests
      status: live
      pattern:
        within: 1h
        steps:
          - failure: Payment Failed
          - chat: Chat Started
      trigger:
        to: desk
      """;
  private static final String COMMERCE = LifecycleReader.bundled("commerce").orElseThrow();
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void saysThatTheJobIsStartingBeforeAnythingIsApplied() throws Exception {
    try (JourneyHarness job = JourneyHarness.with(RULE)) {
      job.ask("ann", "chat", 0);

      assertThat(job.answers())
          .singleElement()
          .satisfies(answer -> assertThat(answer.problem()).contains("the job is starting"));
    }
  }

  @Test
  void answersForTheMomentThatCustomersHaveReached() throws Exception {
    try (JourneyHarness job = JourneyHarness.with(RULE)) {
      job.arrive("ann", "t1", "Payment Failed", SECOND);
      job.arrive("ann", "t2", "Chat Started", SECOND.multipliedBy(9));
      job.advanceTo(SECOND.multipliedBy(5));

      job.ask("ann", "chat", 0);

      Answer answer = job.answers().get(0);
      assertThat(answer.problem()).isNull();
      assertThat(answer.clockMillis()).isEqualTo(JourneyHarness.millis(SECOND.multipliedBy(5)));
      assertThat(answer.runs()).extracting(run -> run.chosen().get(0).id()).containsExactly("t1");
      assertThat(job.triggers()).isEmpty();
    }
  }

  @Test
  void saysSinceWhenTheStageIsAndWhenTheCustomerCameLastAsFarAsTheMapIsOn() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness job =
        JourneyHarness.drawing(COMMERCE, SegmentsReader.bundled().text(), null, 0, 0, 1)) {
      job.arrive("ann", "t1", "Order Completed", SECOND);
      job.arrive("ann", "t2", "page", SECOND.multipliedBy(4));
      job.advanceTo(SECOND.multipliedBy(9));
      job.ask("ann", null, 0);

      Profile profile = job.answers().get(0).profile();
      assertThat(profile.stage()).isEqualTo("purchase");
      assertThat(profile.sinceMillis()).isEqualTo(JourneyHarness.millis(SECOND));
      assertThat(profile.lastMillis()).isEqualTo(JourneyHarness.millis(SECOND.multipliedBy(4)));
      assertThat(profile.segment()).isNotNull();
      state = job.snapshot(1);
    }

    try (JourneyHarness job = JourneyHarness.onHeap(state, 1)) {
      job.arrive("ann", "t3", "page", SECOND.multipliedBy(60));
      job.advanceTo(SECOND.multipliedBy(61));
      job.ask("ann", null, 0);

      Profile profile = job.answers().get(0).profile();
      assertThat(profile.stage()).isEqualTo("purchase");
      assertThat(profile.sinceMillis()).isNull();
      assertThat(profile.lastMillis()).isNull();
      assertThat(profile.segment()).isNull();
    }
  }

  @Test
  void knowsNothingOfACustomerWhomStateDoesNotKnow() throws Exception {
    try (JourneyHarness job = JourneyHarness.onDiskWith(RULE)) {
      job.advanceTo(SECOND);

      job.ask("bob", null, 0);

      assertThat(job.answers()).extracting(Answer::profile).containsOnlyNulls();
    }
  }

  /** Two customers are on heap at most; the others are read from state and not kept. */
  @Test
  void findsEachCustomerAndLeavesThemAsTheyAre() throws Exception {
    List<String> customers = List.of("ann", "bob", "cem", "dan");
    try (JourneyHarness job = JourneyHarness.onDiskWith(RULE)) {
      for (String customer : customers) {
        job.arrive(customer, "t-" + customer, "Payment Failed", SECOND);
      }
      job.advanceTo(SECOND);

      for (String customer : customers) {
        job.ask(customer, "chat", 0);
      }
      job.arrive("ann", "t5", "Chat Started", SECOND.multipliedBy(2));
      job.advanceTo(SECOND.multipliedBy(3));

      assertThat(job.answers())
          .extracting(answer -> answer.runs().get(0).chosen().get(0).id())
          .containsExactly("t-ann", "t-bob", "t-cem", "t-dan");
      assertThat(job.completing()).containsExactly("t5");
    }
  }

  @Test
  void answersSoManyInASecondTellsSoManyToAskAgainAndNoMore() throws Exception {
    try (JourneyHarness job = JourneyHarness.with(RULE)) {
      job.advanceTo(SECOND);

      for (int i = 0; i < 5 * QuestionDesk.MOST_ANSWERS; i++) {
        job.ask("ann", null, 0);
      }
      assertThat(job.answers()).hasSize(2 * QuestionDesk.MOST_ANSWERS);
      assertThat(job.answers().stream().map(Answer::problem).filter(Objects::nonNull))
          .hasSize(QuestionDesk.MOST_ANSWERS)
          .allMatch(problem -> problem.startsWith("too many questions"));
      job.wallClock(1_000);
      job.ask("ann", null, 1_000);

      assertThat(job.answers()).hasSize(2 * QuestionDesk.MOST_ANSWERS + 1);
      assertThat(job.answers().get(2 * QuestionDesk.MOST_ANSWERS).problem()).isNull();
    }
  }

  @Test
  void doesNotAnswerAnOldQuestion() throws Exception {
    try (JourneyHarness job = JourneyHarness.with(RULE)) {
      job.advanceTo(SECOND);
      long old = QuestionDesk.OLD.toMillis();
      job.wallClock(old + 1);

      job.ask("ann", null, 0);
      job.ask("bob", null, 1);

      assertThat(job.answers()).extracting(Answer::customer).containsExactly("bob");
    }
  }

  @Test
  void answersTheSameAfterARestore() throws Exception {
    try (JourneyHarness job = JourneyHarness.with(RULE)) {
      job.arrive("ann", "t1", "Payment Failed", SECOND);
      job.advanceTo(SECOND);
      job.ask("ann", "chat", 0);

      try (JourneyHarness restored = JourneyHarness.onHeap(job.snapshot(1), 1)) {
        restored.ask("ann", "chat", 0);

        assertThat(restored.answers().get(0))
            .usingRecursiveComparison()
            .ignoringFields("question")
            .isEqualTo(job.answers().get(0));
      }
    }
  }
}
