package io.waymark.deliver.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.lane.VirtualTime.Happening;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many endpoints in one process, in virtual time: what they hold together has bounds. */
class BudgetTest {
  private static final long SECOND = 1_000;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** The bytes of a trigger in virtual time. */
  private static final long TRIGGER = 1_000;

  private final VirtualTime time = new VirtualTime();

  @Test
  void parksWhatTheHangingEndpointsHoldTooMuchAndNothingOfAQuickOne() {
    time.budget(new Budget(21, 1_000_000, 210 * TRIGGER));
    List<Endpoint> hanging =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    time.endpoint(
                        "h" + i,
                        Limits.of(0, 1),
                        (delivery, now) -> Receiver.failed("no answer", 15 * SECOND)))
            .toList();
    time.endpoint("quick", Limits.of(0, 8), (delivery, now) -> Receiver.ok(1));
    for (int i = 0; i < 2_000; i++) {
      time.send("h" + i % 20, "h" + i, "c" + i, i, HOUR);
      time.send("quick", "q" + i, "c" + i, i, HOUR);
    }

    time.playUntil(3 * SECOND);

    assertThat(hanging.stream().mapToLong(Endpoint::bytesInMemory).sum())
        .isBetween(200 * TRIGGER, 211 * TRIGGER);
    assertThat(time.ids("park")).hasSizeGreaterThan(1_700).noneMatch(id -> id.startsWith("q"));
    assertThat(time.ids("delivered")).hasSize(2_000);
    assertThat(time.ids("dead")).isEmpty();

    time.playUntil(2 * HOUR);
    assertThat(hanging).allMatch(each -> each.held() == 0 && each.bytesInMemory() == 0);
  }

  @Test
  void givesUpWhatTheEndpointsWithMostHoldTooMuchAndNothingOfTheOthers() {
    time.budget(new Budget(3, 300, 1_000_000));
    for (String each : List.of("away", "small", "quick")) {
      time.endpoint(
          each,
          Limits.of(0, 1),
          (delivery, now) ->
              each.equals("quick") ? Receiver.ok(1) : Receiver.failed("no answer", 15 * SECOND));
    }
    for (int i = 0; i < 1_000; i++) {
      time.send("away", "a" + i, "c" + i, i, HOUR);
      time.send("quick", "q" + i, "c" + i, i, HOUR);
      if (i % 20 == 0) {
        time.send("small", "s" + i, "c" + i, i, HOUR);
      }
    }

    time.playUntil(3 * SECOND);

    assertThat(time.all("dead"))
        .hasSizeBetween(700, 760)
        .allMatch(each -> each.id().startsWith("a"))
        .extracting(Happening::reason)
        .containsOnly(
            "more than 300 triggers wait for all destinations, many of them for this one; replay"
                + " it when they are out");
    assertThat(time.ids("delivered")).hasSize(1_000);
  }

  @Test
  void takesAgainWhenAPartitionIsLostOrAPlaceIsFree() {
    time.budget(new Budget(1, 2, 1_000_000));
    Endpoint endpoint = time.endpoint("desk", Limits.of(0, 1), (delivery, now) -> Receiver.ok(10));
    endpoint.add(Delivery.parked("a", "desk", "ann", 0, 1, HOUR));
    endpoint.add(Delivery.parked("b", "desk", "ben", 1, 1, HOUR));
    endpoint.add(Delivery.parked("c", "desk", "cy", 1, 2, HOUR));
    assertThat(time.ids("dead")).containsExactly("c");

    endpoint.forget(0);
    endpoint.add(Delivery.parked("d", "desk", "cy", 1, 3, HOUR));
    time.playUntil(SECOND);
    endpoint.add(Delivery.parked("e", "desk", "cy", 1, 4, HOUR));
    time.playUntil(2 * SECOND);

    assertThat(time.ids("dead")).containsExactly("c");
    assertThat(time.ids("delivered")).containsExactly("b", "d", "e");
  }

  @Test
  void aBudgetGrowsWithTheHeap() {
    Budget small = Budget.ofHeap(200_000_000, 4);
    Budget large = Budget.ofHeap(2_000_000_000, 4);

    assertThat(small.mostHeld()).isBetween(100_000L, 110_000L);
    assertThat(large.mostHeld()).isBetween(1_000_000L, 1_100_000L);
  }
}
