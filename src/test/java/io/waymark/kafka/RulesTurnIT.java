package io.waymark.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.RuleText;
import io.waymark.settings.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Publishes rules to a real broker from two places at once. */
class RulesTurnIT {
  private static final int ROUNDS = 25;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  private RulesTopic topic;

  @BeforeEach
  void createTopic(TestInfo test) throws Exception {
    topic =
        new RulesTopic(
            new Connection(BROKER.bootstrap(), Map.of()),
            test.getTestMethod().orElseThrow().getName() + ".rules");
    try (Admin admin = Admin.create(topic.kafka().properties())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic.name(), 1, (short) 1)
                      .configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
    }
  }

  @Test
  void tellsTheOneWhoseTurnWasEnded() throws Exception {
    try (RulesTurn first = topic.begin();
        RulesTurn second = topic.begin()) {
      assertThat(second.last("promoter")).isEmpty();
      second.push(rule("second"), Map.of());

      assertThatThrownBy(() -> first.push(rule("first"), Map.of()))
          .isInstanceOf(OvertakenException.class);
    }

    assertThat(texts()).containsExactly("second");
  }

  @Test
  void readsWhatWasCommittedInTheTurnBefore() throws Exception {
    topic.push(
        List.of(
            rule("one"),
            rule("two"),
            new RuleText("removed", "text", "here", 0),
            new RuleText("removed", null, "here", 0)));

    try (RulesTurn turn = topic.begin()) {
      assertThat(turn.last("promoter").orElseThrow().rule().text()).isEqualTo("two");
      assertThat(turn.last("removed").orElseThrow().rule().text()).isNull();
      assertThat(turn.last("never-pushed")).isEmpty();
    }
  }

  @Test
  void letsNoneOfTwoPublishersWriteOverWhatItHasNotRead() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService publishers = Executors.newFixedThreadPool(2);

    List<Future<Integer>> both =
        List.of(publishers.submit(counting(start)), publishers.submit(counting(start)));
    int published = both.get(0).get() + both.get(1).get();
    publishers.shutdown();

    // Each text is one more than the one before: had one written over another, one would be twice.
    assertThat(published).isPositive();
    assertThat(texts())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, published).mapToObj(Integer::toString).toList());
  }

  /** Publishes the number after the last one, again and again, and returns how often it could. */
  private Callable<Integer> counting(CyclicBarrier start) {
    return () -> {
      int published = 0;
      for (int round = 0; round < ROUNDS; round++) {
        start.await(60, TimeUnit.SECONDS);
        try (RulesTurn turn = topic.begin()) {
          Optional<RulesTopic.Pushed> last = turn.last("promoter");
          int number =
              last.isEmpty()
                  ? 0
                  : Integer.parseInt(Objects.requireNonNull(last.get().rule().text()));
          turn.push(rule(Integer.toString(number + 1)), Map.of());
          published++;
        } catch (OvertakenException e) {
          assertThat(e).hasMessageContaining("at the same moment");
        }
      }
      return published;
    };
  }

  private List<String> texts() {
    return topic.pushes().stream().map(each -> each.rule().text()).toList();
  }

  private static RuleText rule(String text) {
    return new RuleText("promoter", text, "here", 0);
  }
}
