package io.waymark.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.kafka.Switchboard;
import io.waymark.kafka.UndeliveredReplay;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.DeadLetter;
import io.waymark.model.DeliveryAttempt.Outcome;
import io.waymark.model.EndpointStatus;
import io.waymark.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The delivery is killed again and again, while it sends and while it parks. */
class DeliveryKillIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  /** How often the process is killed. */
  private static final int KILLS = Integer.getInteger("waymark.test.kills", 6);

  private static final String DESK = "desk";

  /** The time between the last byte that a process may send and the note of the receiver. */
  private static final long ON_ITS_WAY_MILLIS = 1_000;

  @TempDir Path folder;

  private final Random random = new Random(17);
  private final Map<String, List<String>> byCustomer = new LinkedHashMap<>();
  private final Map<String, Long> expiries = new HashMap<>();
  private final Set<String> lasting = new HashSet<>();
  private final Set<String> nowhere = new HashSet<>();
  private final Set<String> replayed = new HashSet<>();
  private DeliveryUnderTest under;

  @BeforeEach
  void createTopics(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    under = new DeliveryUnderTest(BROKER.get(), name.substring(0, 12) + ".", folder);
    BROKER.get().createTopic(under.name(Topics.DELIVERIES), 4, Topics.DELIVERIES.config());
  }

  @AfterEach
  void closeProducer() {
    under.close();
  }

  @Test
  void killedAtAnyPointEachTriggerStillArrivesInOrder() throws Exception {
    try (Desk desk = new Desk(DeliveryUnderTest.SECRET, DeliveryUnderTest.failingHalf())) {
      Path file = folder.resolve("destinations.yaml");
      Files.writeString(file, "destinations:\n" + under.webhook(DESK, desk.port()));
      for (int round = 0; round < KILLS; round++) {
        under.sendMany("k" + round + "-", 15, 8, null);
        int before = desk.accepted().size();
        Process process = under.spawn(file);
        DeliveryUnderTest.await("it delivers", () -> desk.accepted().size() > before);
        TimeUnit.MILLISECONDS.sleep(new Random(round).nextInt(1_500));
        process.destroyForcibly().waitFor();
      }
      try (DeliveryProcess last =
          under.deliverInPlaceOfTheKilled(
              DeliveryUnderTest.destinations(under.webhook(DESK, desk.port())))) {
        DeliveryUnderTest.awaitGrowth(15 * KILLS, () -> desk.first().size());
        DeliveryUnderTest.await("all offsets are committed", under::isAllCommitted);
      }

      assertThat(desk.faults()).isEmpty();
      under.assertOrder(desk, 15 * KILLS);
    }
  }

  /** Kills fall around parking, its end, dead letters, a person's switch and a replay. */
  @Test
  void parkedAndKilledEachTriggerArrivesInOrderAndBeforeItsExpiryOrIsADeadLetter()
      throws Exception {
    try (Desk desk = new Desk(DeliveryUnderTest.SECRET, DeliveryUnderTest.failingHalf())) {
      Path file = folder.resolve("destinations.yaml");
      Files.writeString(file, "destinations:\n" + under.webhook(DESK, desk.port()));
      for (int round = 0; round < KILLS; round++) {
        send(round);
        int before = under.deliveries().size();
        Process process = under.spawnWithLittleMemory(file);
        DeliveryUnderTest.await("it does something", () -> under.deliveries().size() > before);
        interfere(round);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
        process.destroyForcibly().waitFor();
      }
      put(EndpointStatus.State.LIVE);
      try (DeliveryProcess last =
          under.deliverInPlaceOfTheKilled(
              DeliveryUnderTest.destinations(under.webhook(DESK, desk.port())))) {
        awaitEnds(desk);
        DeliveryUnderTest.await("all offsets are committed", under::isAllCommitted);
      }

      assertThat(desk.faults()).isEmpty();
      assertParkedOften();
      assertEnds(desk);
      assertOrder(desk);
    }
  }

  private void send(int round) throws Exception {
    for (int i = 0; i < 10; i++) {
      String id = "l" + round + "-" + i;
      send(id, DESK, null);
      lasting.add(id);
    }
    for (int i = 0; i < 8; i++) {
      send("e" + round + "-" + i, DESK, expiry());
    }
    for (int i = 0; i < 6; i++) {
      String id = "n" + round + "-" + i;
      send(id, "nowhere", expiry());
      nowhere.add(id);
    }
  }

  private long expiry() {
    return System.currentTimeMillis() + 2_000 + random.nextInt(3_000);
  }

  private void send(String id, String to, Long expiresMillis) throws Exception {
    String customer = "c" + random.nextInt(20);
    under.send(
        TriggerSamples.trigger(id, to, customer, System.currentTimeMillis() - 5, expiresMillis));
    byCustomer.computeIfAbsent(customer, each -> new ArrayList<>()).add(id);
    expiries.put(id, expiresMillis == null ? Long.MAX_VALUE : expiresMillis);
  }

  private void interfere(int round) throws Exception {
    switch (round % 3) {
      case 0 -> put(EndpointStatus.State.DISABLED);
      case 1 -> put(EndpointStatus.State.LIVE);
      default -> replay();
    }
  }

  private void put(EndpointStatus.State state) throws Exception {
    Switchboard.put(
        under.settings(), new EndpointStatus(DESK, state, System.currentTimeMillis(), "by hand"));
  }

  private void replay() throws Exception {
    UndeliveredReplay replay = new UndeliveredReplay(under.settings());
    List<UndeliveredReplay.Candidate> found = replay.find(each -> each.to().equals(DESK));
    long until = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
    replay.send(found, until);
    found.forEach(
        each -> {
          replayed.add(each.id());
          expiries.put(each.id(), until);
        });
  }

  /** Waits until each has ended, however long that takes, as long as more do. */
  private void awaitEnds(Desk desk) throws Exception {
    for (int open = unended(desk).size(); open > 0; open = unended(desk).size()) {
      int before = open;
      DeliveryUnderTest.await(
          "fewer than %d are open".formatted(before), () -> unended(desk).size() < before);
    }
  }

  /** Returns the triggers that neither have arrived nor are dead letters, nor were sent again. */
  private Set<String> unended(Desk desk) throws Exception {
    Set<String> open = new HashSet<>(expiries.keySet());
    open.removeAll(dead());
    open.addAll(replayed);
    desk.accepted().forEach(each -> open.remove(each.id()));
    return open;
  }

  private Set<String> dead() throws Exception {
    Set<String> dead = new HashSet<>();
    for (DeadLetter each : under.read(Topics.DEAD_LETTERS, Topics.DEAD_LETTERS.document())) {
      dead.add(TriggerText.read(each.original()).trigger().id());
    }
    return dead;
  }

  private void assertParkedOften() throws Exception {
    assertThat(under.deliveries())
        .filteredOn(each -> each.outcome() == Outcome.PARKED && each.to().equals(DESK))
        .hasSizeGreaterThan(5 * KILLS);
  }

  private void assertEnds(Desk desk) throws Exception {
    Set<String> dead = dead();
    assertThat(dead).containsAll(nowhere).doesNotContainAnyElementsOf(lasting);
    assertThat(replayed).as("KILLS are enough for a replay").isNotEmpty();
    assertThat(desk.accepted())
        .extracting(Desk.Accepted::id)
        .containsAll(lasting)
        .containsAll(replayed)
        .doesNotContainAnyElementsOf(nowhere);
    assertThat(desk.accepted())
        .allMatch(each -> each.atMillis() - ON_ITS_WAY_MILLIS < expiries.get(each.id()));
  }

  private void assertOrder(Desk desk) {
    Map<String, List<String>> arrived =
        desk.first().stream()
            .filter(each -> !replayed.contains(each.id()))
            .collect(
                Collectors.groupingBy(
                    Desk.Accepted::customer,
                    Collectors.mapping(Desk.Accepted::id, Collectors.toList())));
    assertThat(arrived).isNotEmpty();
    arrived.forEach(
        (customer, ids) -> {
          List<String> expected = new ArrayList<>(byCustomer.get(customer));
          expected.retainAll(ids);
          assertThat(ids).as(customer).isEqualTo(expected);
        });
  }
}
