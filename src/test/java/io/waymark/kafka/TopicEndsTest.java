package io.waymark.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.Patience;
import io.waymark.settings.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TopicEndsTest {
  /** Nothing listens there. */
  private static final Connection NOWHERE = new Connection("127.0.0.1:1", Map.of());

  @Test
  void asksOnceForAllWhoWantToKnowAndForgetsTheTopicAfterwards() throws Exception {
    TopicEnds first = ends(NOWHERE, "touchpoints", Duration.ofSeconds(1));
    TopicEnds second = ends(NOWHERE, "touchpoints", Duration.ofSeconds(1));

    assertThat(first.since(System.nanoTime())).isNull();
    assertThat(second.since(System.nanoTime())).isNull();
    assertThat(TopicEnds.running()).isEqualTo(1);

    Patience.of(Duration.ofSeconds(30)).await("it is forgotten", () -> TopicEnds.running() == 0);
  }

  @Test
  void asksAgainAfterItWasForgotten() throws Exception {
    TopicEnds ends = ends(NOWHERE, "rules", Duration.ofMillis(100));

    for (int round = 0; round < 2; round++) {
      assertThat(ends.since(System.nanoTime())).isNull();
      Patience.of(Duration.ofSeconds(30)).await("it is forgotten", () -> TopicEnds.running() == 0);
    }
  }

  @Test
  void endsTheThreadAlsoWhereNoClientCanBeMade() throws Exception {
    Connection broken = new Connection("no port", Map.of());

    assertThat(ends(broken, "rules", Duration.ofMillis(100)).since(0)).isNull();
    Patience.of(Duration.ofSeconds(30)).await("it is forgotten", () -> TopicEnds.running() == 0);
  }

  @Test
  void asksAgainAfterAnUnexpectedFailure() throws Exception {
    AtomicInteger clients = new AtomicInteger();
    TopicEnds ends =
        new TopicEnds(
            NOWHERE,
            "failing",
            "waymark",
            Duration.ofMinutes(1),
            properties -> {
              clients.incrementAndGet();
              throw new IllegalStateException("a bug, on purpose");
            });

    for (int round = 1; round <= 3; round++) {
      assertThat(ends.since(System.nanoTime())).isNull();
      Patience.of(Duration.ofSeconds(30)).await("it has ended", () -> TopicEnds.running() == 0);
      assertThat(clients).hasValue(round);
    }
  }

  private static TopicEnds ends(Connection kafka, String topic, Duration forgottenAfter) {
    return new TopicEnds(kafka, topic, "waymark", forgottenAfter, Admin::create);
  }
}
