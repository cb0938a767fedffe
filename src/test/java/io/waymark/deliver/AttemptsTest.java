package io.waymark.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.ParkedTopic.Contents;
import io.waymark.model.DeliveryAttempt;
import io.waymark.wire.Topics;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts and dead letters whose text cannot be read, or not yet. */
class AttemptsTest {
  private static final long LATER = System.currentTimeMillis() + 3_600_000;
  private static final long PAST = System.currentTimeMillis() - 1_000;

  private DeliveryParts parts;

  @BeforeEach
  void open() throws Exception {
    parts = new DeliveryParts();
  }

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void thousandsThatExpireAtOnceHoldBackNoAttempt() throws Exception {
    int many = 3_000;
    CountDownLatch kafkaAnswers = new CountDownLatch(1);
    parts.forLetters.schedulePollTask(() -> await(kafkaAnswers));
    DeliveryParts.hold(
        parts.forLetters,
        0,
        IntStream.range(0, many)
            .mapToObj(i -> DeliveryParts.trigger("old" + i))
            .toArray(byte[][]::new));
    assign(
        many,
        IntStream.range(0, many)
            .mapToObj(i -> DeliveryParts.parked("old" + i, i, i, PAST))
            .toList());

    IntStream.range(0, 50).forEach(i -> take("new" + i, many + i));
    parts.playUntil("the new ones arrive", () -> parts.arrived().size() == 50);

    assertThat(parts.letters()).isEmpty();
    kafkaAnswers.countDown();
    parts.playUntil("the old ones are dead letters", () -> parts.letters().size() == many);
    assertThat(parts.letters()).containsOnly("to desk: expired after 0 attempts");
    assertThat(parts.arrived()).hasSize(50);
  }

  @Test
  void readsTheTextOfADeadLetterAgainWhereKafkaDoesNotAnswer() throws Exception {
    parts.forLetters.setPollException(new KafkaException("no leader"));
    DeliveryParts.hold(parts.forLetters, 5, DeliveryParts.trigger("a"));
    assign(10, List.of(DeliveryParts.parked("a", 3, 5, PAST)));

    parts.playUntil("it is a dead letter", () -> !parts.letters().isEmpty());

    assertThat(parts.letters()).containsExactly("to desk: expired after 0 attempts");
    assertThat(
            Topics.DEAD_LETTERS
                .document()
                .read(parts.written(Topics.DEAD_LETTERS).get(0).value())
                .original())
        .isEqualTo(DeliveryParts.trigger("a"));
  }

  @Test
  void aTextThatIsGoneEndsAsADeadLetterThatSaysSo() throws Exception {
    DeliveryParts.hold(parts.forAttempts, 6, DeliveryParts.trigger("other"));
    DeliveryParts.hold(parts.forLetters, 6, DeliveryParts.trigger("other"));
    assign(10, List.of(DeliveryParts.parked("a", 3, 5, LATER)));

    parts.playUntil("it is a dead letter", () -> !parts.letters().isEmpty());

    assertThat(parts.letters())
        .containsExactly(
            "to desk: the parked trigger is gone; its text is not among the parked ones any more,"
                + " look for it at this offset of the triggers");
    assertThat(parts.arrived()).isEmpty();
    parts.playUntil("it is ended", () -> parts.texts.held(0, "a") == null);
  }

  @Test
  void makesAnAttemptAgainWhereTheTextCannotBeReadYet() throws Exception {
    parts.forAttempts.setPollException(new KafkaException("no leader"));
    DeliveryParts.hold(parts.forAttempts, 5, DeliveryParts.trigger("a"));
    assign(10, List.of(DeliveryParts.parked("a", 3, 5, LATER)));

    parts.playUntil("it arrives", () -> parts.arrived().contains("a"));

    assertThat(attempts().get(0).reason()).contains("no leader");
  }

  @Test
  void aFaultInAnAttemptIsAFailedAttemptAndNoEnd() throws Exception {
    assign(0, List.of());
    parts.sent.sendException = new IllegalStateException("a fault");

    take("a", 0);
    parts.playUntil("it has failed", () -> !attempts().isEmpty());
    parts.sent.sendException = null;
    parts.playUntil("it arrives", () -> parts.arrived().contains("a"));

    assertThat(attempts().get(0).outcome()).isEqualTo(DeliveryAttempt.Outcome.FAILED);
    assertThat(attempts().get(0).reason()).isEqualTo("a fault of ours: IllegalStateException");
  }

  private void assign(long position, List<ParkedTopic.Parked> parked) {
    parts.intake.assign(0, position, new Contents(parked, List.of()), parts.clocks.read());
  }

  private void take(String id, long offset) {
    parts.intake.take(
        new ConsumerRecord<>("triggers", 0, offset, null, DeliveryParts.trigger(id)),
        parts.clocks.read());
  }

  private List<DeliveryAttempt> attempts() throws Exception {
    List<DeliveryAttempt> attempts = new java.util.ArrayList<>();
    for (var each : parts.written(Topics.DELIVERIES)) {
      attempts.add(Topics.DELIVERIES.document().read(each.value()));
    }
    return attempts;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
