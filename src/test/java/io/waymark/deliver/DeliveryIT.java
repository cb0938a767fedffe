package io.waymark.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.destination.Destinations;
import io.waymark.kafka.Switchboard;
import io.waymark.kafka.UndeliveredReplay;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.DeadLetter;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.DeliveryAttempt.Outcome;
import io.waymark.model.EndpointStatus;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole delivery on a real broker, to receivers on this machine. */
class DeliveryIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @TempDir Path folder;

  private DeliveryUnderTest under;

  @BeforeEach
  void createTopics(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    under = new DeliveryUnderTest(BROKER.get(), name.substring(0, 12) + ".", folder);
  }

  @AfterEach
  void closeProducer() {
    under.close();
  }

  @Test
  void eachTriggerArrivesInOrderThoughHalfOfTheCallsFailAndBothSidesRestart() throws Exception {
    long start = System.currentTimeMillis();
    try (Desk desk = new Desk(DeliveryUnderTest.SECRET, DeliveryUnderTest.failingHalf())) {
      Destinations destinations =
          DeliveryUnderTest.destinations(under.webhook("desk", desk.port()));
      DeliveryProcess delivery = under.deliver(destinations);
      under.sendMany("a", 60, 12, null);
      DeliveryUnderTest.await("some arrive", () -> desk.first().size() > 10);

      desk.stop();
      under.sendMany("b", 20, 12, null);
      delivery.close();
      under.sendMany("c", 10, 5, start + 1);
      delivery = under.deliver(destinations);
      desk.start();
      under.sendMany("d", 10, 12, null);
      DeliveryUnderTest.await("all arrive", () -> desk.first().size() == 90);
      DeliveryUnderTest.await("all offsets are committed", under::isAllCommitted);
      delivery.close();

      assertThat(desk.faults()).isEmpty();
      under.assertOrder(desk, 90);
      under.assertNoneAfterItsExpiry(desk);
      Map<String, Long> counts = DeliveryUnderTest.counts(delivery);
      assertThat(counts.get("taken_total{to=\"desk\"}"))
          .isGreaterThan(20)
          .isEqualTo(
              counts.get("delivered_total{to=\"desk\"}")
                  + counts.get("dead_total{to=\"desk\"}")
                  + counts.get("handed_over_total{to=\"desk\"}"));
      assertThat(counts.get("emitted_to_delivered_millis_count{to=\"desk\"}"))
          .isEqualTo(counts.get("delivered_total{to=\"desk\"}"));
      assertThat(counts.get("failed_total{to=\"desk\",cause=\"busy\"}")).isPositive();
    }
    List<DeliveryAttempt> log = under.deliveries();
    assertThat(log).filteredOn(each -> each.outcome() == Outcome.FAILED).hasSizeGreaterThan(20);
    assertThat(log)
        .filteredOn(each -> each.outcome() == Outcome.DELIVERED)
        .hasSizeGreaterThanOrEqualTo(90)
        .allSatisfy(
            each -> {
              assertThat(each.latency().emittedMillis()).isNotNull();
              assertThat(each.timeMillis()).isGreaterThanOrEqualTo(each.latency().emittedMillis());
              assertThat(each.status()).isEqualTo(204);
            });
    assertThat(under.read(Topics.DEAD_LETTERS, Topics.DEAD_LETTERS.document()))
        .hasSize(10)
        .allSatisfy(
            letter -> {
              assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.UNDELIVERED);
              assertThat(letter.message()).isEqualTo("to desk: expired after 0 attempts");
            });
  }

  @Test
  void followsWhatAPersonSaysWhileTensOfThousandsAreParked() throws Exception {
    try (Desk desk = new Desk(DeliveryUnderTest.SECRET, id -> 204);
        DeliveryProcess delivery =
            under.deliver(DeliveryUnderTest.destinations(under.webhook("desk", desk.port())))) {
      under.sendMany("a", 1, 1, null);
      DeliveryUnderTest.await("it delivers", () -> desk.first().size() == 1);
      under.park(40_000, "nowhere");

      Switchboard.put(
          under.settings(),
          new EndpointStatus(
              "desk", EndpointStatus.State.DISABLED, System.currentTimeMillis(), "by hand"));
      Patience.of(Duration.ofSeconds(15))
          .await(
              "it is disabled",
              () -> DeliveryUnderTest.counts(delivery).get("disabled{to=\"desk\"}") == 1);
    }
  }

  @Test
  void parksWhatHasNoDestinationUntilItHasOne() throws Exception {
    try (Desk desk = new Desk(DeliveryUnderTest.SECRET, id -> 204)) {
      try (DeliveryProcess without =
          under.deliver(DeliveryUnderTest.destinations(under.webhook("another", desk.port())))) {
        under.sendMany("u", 10, 3, null);
        DeliveryUnderTest.await("all offsets are committed", under::isAllCommitted);
      }
      assertThat(desk.accepted()).isEmpty();
      assertThat(under.deliveries())
          .hasSize(10)
          .allMatch(each -> each.outcome() == Outcome.PARKED)
          .allMatch(each -> each.reason().equals("no destination has this name"));

      try (DeliveryProcess with =
          under.deliver(DeliveryUnderTest.destinations(under.webhook("desk", desk.port())))) {
        DeliveryUnderTest.await("all arrive", () -> desk.first().size() == 10);
      }

      under.assertOrder(desk, 10);
      assertThat(desk.accepted()).hasSize(10);
    }
  }

  @Test
  void disablesAnEndpointThatIsGoneUntilItIsEnabledAndSendsDeadLettersAgain() throws Exception {
    int[] status = {410};
    try (Desk desk = new Desk(DeliveryUnderTest.SECRET, id -> status[0])) {
      Destinations destinations =
          DeliveryUnderTest.destinations(under.webhook("desk", desk.port()));
      try (DeliveryProcess delivery = under.deliver(destinations)) {
        under.sendMany("g", 6, 2, null);
        DeliveryUnderTest.await("all offsets are committed", under::isAllCommitted);
      }
      status[0] = 204;
      try (DeliveryProcess delivery = under.deliver(destinations)) {
        under.sendMany("h", 4, 2, System.currentTimeMillis() + 2_000);
        DeliveryUnderTest.await("four are given up", () -> under.dead() == 4);
        assertThat(desk.accepted()).isEmpty();

        Switchboard.put(
            under.settings(),
            new EndpointStatus(
                "desk", EndpointStatus.State.LIVE, System.currentTimeMillis(), "by hand"));
        DeliveryUnderTest.await("the parked ones arrive", () -> desk.first().size() == 6);

        UndeliveredReplay replay = new UndeliveredReplay(under.settings());
        List<UndeliveredReplay.Candidate> candidates =
            replay.find(each -> each.to().equals("desk"));
        replay.send(candidates, System.currentTimeMillis() + 60_000);
        DeliveryUnderTest.await("the dead letters arrive", () -> desk.first().size() == 10);

        assertThat(candidates).hasSize(4);
        DeliveryUnderTest.await(
            "the log has them",
            () -> new UndeliveredReplay(under.settings()).find(each -> true).isEmpty());
      }
      assertThat(desk.faults()).isEmpty();
      assertThat(desk.accepted()).hasSize(10);
    }
  }

  @Test
  void writesToTopicsAndFilesAndRefusesWhatIsNoTrigger() throws Exception {
    Path file = folder.resolve("triggers.jsonl");
    Files.writeString(file, "{\"cut\": ");
    BROKER.get().createTopic("campaigns", 1, Map.of());
    try (DeliveryProcess delivery =
        under.deliver(
            DeliveryUnderTest.destinations(
                "- {to: desk, file: " + file + "}\n- {to: mail, topic: campaigns}\n"))) {
      under.sendMany("f", 8, 2, null);
      under.send(TriggerSamples.trigger("m1", "mail", "ann", 1_000, null));
      under.sendRaw("{".getBytes(StandardCharsets.UTF_8));
      DeliveryUnderTest.await("all offsets are committed", under::isAllCommitted);
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(9);
    assertThat(lines.get(0)).isEqualTo("{\"cut\": ");
    assertThat(TriggerText.read(lines.get(1).getBytes(StandardCharsets.UTF_8)).trigger().to())
        .isEqualTo("desk");
    assertThat(under.read(Topics.DEAD_LETTERS, Topics.DEAD_LETTERS.document()))
        .singleElement()
        .satisfies(letter -> assertThat(letter.message()).startsWith("the record is no trigger"));
    assertThat(under.deliveries())
        .filteredOn(each -> each.to().equals("mail"))
        .singleElement()
        .satisfies(each -> assertThat(each.outcome()).isEqualTo(Outcome.DELIVERED));
  }

  @Test
  void twoProcessesShareTheWorkAndHandItOverInOrder() throws Exception {
    try (Desk desk = new Desk(DeliveryUnderTest.SECRET, DeliveryUnderTest.failingHalf())) {
      Destinations destinations =
          DeliveryUnderTest.destinations(under.webhook("desk", desk.port()));
      DeliveryProcess first = under.deliver(destinations);
      under.sendMany("a", 40, 12, null);
      DeliveryUnderTest.await("some arrive", () -> desk.first().size() > 5);
      DeliveryProcess second = under.deliver(destinations);
      under.sendMany("b", 40, 12, null);
      DeliveryUnderTest.await("more arrive", () -> desk.first().size() > 40);
      first.close();
      under.sendMany("c", 10, 12, null);
      DeliveryUnderTest.await("all arrive", () -> desk.first().size() == 90);
      DeliveryUnderTest.await("all offsets are committed", under::isAllCommitted);
      second.close();

      assertThat(desk.faults()).isEmpty();
      under.assertOrder(desk, 90);
    }
  }
}
