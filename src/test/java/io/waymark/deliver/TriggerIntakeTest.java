package io.waymark.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.ParkedTopic.Contents;
import io.waymark.deliver.ParkedTopic.News;
import io.waymark.deliver.Texts.Place;
import io.waymark.deliver.lane.Breaker;
import io.waymark.deliver.lane.Delivery;
import io.waymark.model.EndpointStatus;
import io.waymark.wire.EndpointStatusDocument;
import io.waymark.wire.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Triggers from their topic and from the one of parked ones, which may name the same. */
class TriggerIntakeTest {
  private static final long LATER = System.currentTimeMillis() + 3_600_000;

  private DeliveryParts parts;

  @BeforeEach
  void assign() throws Exception {
    parts = new DeliveryParts();
    become(EndpointStatus.State.DISABLED);
    parts.intake.assign(0, 10, new Contents(List.of(), List.of()), parts.clocks.read());
  }

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void takesOverTheLaterRecordOfATriggerThatIsSentAgain() throws Exception {
    add("a", 3, 5, LATER);
    add("a", 3, 9, LATER + 1);

    Delivery held = parts.texts.held(0, "a");
    assertThat(held.expiresMillis()).isEqualTo(LATER + 1);
    assertThat(parts.texts.find(held)).isEqualTo(new Place.Topic(0, 9));
    assertThat(count("taken")).isEqualTo(2);
    assertThat(count("handed_over")).isEqualTo(1);

    DeliveryParts.hold(parts.forAttempts, 9, DeliveryParts.trigger("a"));
    become(EndpointStatus.State.LIVE);
    parts.playUntil("it is delivered", () -> parts.texts.held(0, "a") == null);

    assertThat(parts.arrived()).containsExactly("a");
    assertThat(unparked()).containsExactly("a");
  }

  @Test
  void aTriggerThatIsInFlightStaysAndIsReadFromTheLaterRecord() throws Exception {
    become(EndpointStatus.State.LIVE);
    add("a", 3, 5, LATER);
    Delivery held = parts.texts.held(0, "a");
    parts.endpoints.advance(parts.clocks.read());
    add("a", 3, 9, LATER);

    assertThat(parts.texts.held(0, "a")).isSameAs(held);
    assertThat(parts.texts.find(held)).isEqualTo(new Place.Topic(0, 9));
  }

  @Test
  void aTriggerInMemoryThatIsSentAgainIsParkedFromThenOn() {
    become(EndpointStatus.State.LIVE);
    parts.intake.take(
        new ConsumerRecord<>("triggers", 0, 10, null, DeliveryParts.trigger("a")),
        parts.clocks.read());
    assertThat(parts.offsets.uncommitted(0)).isEqualTo(1);

    add("a", 3, 9, LATER);

    assertThat(parts.texts.held(0, "a").isParked()).isTrue();
    assertThat(parts.offsets.uncommitted(0)).isZero();
  }

  @Test
  void aParkedTriggerWaitsForTheOnesBeforeItAndIsReplacedWhileItWaits() {
    add("a", 12, 5, LATER);
    add("a", 12, 9, LATER);
    assertThat(count("taken")).isZero();

    parts.intake.advance(0, 13);

    assertThat(count("taken")).isEqualTo(1);
    assertThat(count("handed_over")).isZero();
    assertThat(parts.texts.find(parts.texts.held(0, "a"))).isEqualTo(new Place.Topic(0, 9));
  }

  @Test
  void aParkedTriggerThatOthersEndWhileItWaitsNeverComesToItsLane() {
    add("a", 12, 5, LATER);
    parts.intake.take(new News.Ended(0, "a"), parts.clocks.read());

    parts.intake.advance(0, 13);

    assertThat(parts.texts.held(0, "a")).isNull();
    assertThat(count("taken")).isZero();
    assertThat(count("handed_over")).isZero();
  }

  @Test
  void doesNothingForATriggerThatIsHeldAlreadyOrOfAnotherPartition() {
    add("a", 3, 5, LATER);
    parts.intake.take(
        new ConsumerRecord<>("triggers", 0, 10, null, DeliveryParts.trigger("a")),
        parts.clocks.read());
    parts.intake.take(
        new News.Added(new ParkedTopic.Parked(Delivery.parked("b", "desk", "ben", 1, 3, LATER), 4)),
        parts.clocks.read());

    assertThat(count("taken")).isEqualTo(1);
    assertThat(parts.offsets.uncommitted(0)).isZero();
    assertThat(parts.texts.held(1, "b")).isNull();
  }

  @Test
  void writesAgainWhatAPersonHasSaidAndAProcessHasUndone() {
    EndpointStatus byHand = new EndpointStatus("desk", EndpointStatus.State.LIVE, 1_000, "by ann");
    parts.intake.take(new News.Status(byHand, true), parts.clocks.read());

    assertThat(parts.written(Topics.DELIVERIES_PARKED))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(EndpointStatusDocument.INSTANCE.read(record.value())).isEqualTo(byHand);
              assertThat(new String(record.headers().lastHeader("read").value(), UTF_8))
                  .isEqualTo("7");
            });
    assertThat(parts.endpoints.states().get("desk").condition())
        .isEqualTo(Breaker.Condition.CLOSED);
  }

  private void add(String id, long offset, long parkedAt, long expiresMillis) {
    parts.intake.take(
        new News.Added(DeliveryParts.parked(id, offset, parkedAt, expiresMillis)),
        parts.clocks.read());
  }

  private void become(EndpointStatus.State state) {
    parts.endpoints.become(
        new EndpointStatus("desk", state, System.currentTimeMillis(), "by ann"),
        parts.clocks.read());
  }

  private List<String> unparked() {
    return parts.written(Topics.DELIVERIES_PARKED).stream()
        .filter(each -> each.value() == null)
        .map(each -> new String(each.key(), UTF_8))
        .toList();
  }

  private long count(String name) {
    return parts
        .metrics
        .write()
        .lines()
        .filter(line -> line.startsWith("waymark_deliver_" + name + "_total{to=\"desk\"}"))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
