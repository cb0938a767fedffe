package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.binary.PackedArrival;
import io.waymark.model.Arrival;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.api.common.state.ListState;
import org.junit.jupiter.api.Test;

class EventTimeOrderTest {
  private final Clocks clocks = new Clocks();
  private final Log log = new Log();
  private final EventTimeOrder order = new EventTimeOrder(new WaitingRoom(), clocks, log);

  @Test
  void appliesInOrderOfTimeThenOfArrival() throws Exception {
    order.rulesAreRead();
    arrive(3, 1, 2, 1);

    order.advanceTo(2);

    assertThat(log.applied).containsExactly("1#1", "1#3", "2#2");
    assertThat(order.waiting()).isEqualTo(1);
  }

  @Test
  void appliesNothingBeforeTheRulesAreRead() throws Exception {
    arrive(1);

    assertThat(order.advanceTo(5)).isFalse();
    assertThat(log.applied).isEmpty();
    assertThat(order.clockMillis()).isEqualTo(Long.MIN_VALUE);

    assertThat(order.rulesAreRead()).isTrue();
    assertThat(log.applied).containsExactly("1#0");
    assertThat(order.clockMillis()).isEqualTo(5);
  }

  @Test
  void appliesAtOnceAtTheClockAndRefusesBeforeIt() throws Exception {
    order.rulesAreRead();
    order.advanceTo(5);

    arrive(5, 4);

    assertThat(log.applied).containsExactly("5#0");
    assertThat(log.late).containsExactly("4#1");
  }

  @Test
  void neverMovesTheClockBack() throws Exception {
    order.rulesAreRead();

    assertThat(order.advanceTo(5)).isTrue();
    assertThat(order.advanceTo(5)).isFalse();
    assertThat(order.advanceTo(4)).isFalse();
    assertThat(order.clockMillis()).isEqualTo(5);
  }

  @Test
  void prefetchesEachBatchBeforeItIsApplied() throws Exception {
    order.rulesAreRead();
    arrive(LongStream.rangeClosed(1, 20).toArray());

    order.advanceTo(20);

    assertThat(log.prefetched).containsExactly("16 after 0", "4 after 16");
    assertThat(log.applied).hasSize(20);
  }

  @Test
  void goesOnFromTheLowestClock() throws Exception {
    clocks.values.addAll(List.of(7L, 5L, 9L));

    order.restoreClock();

    assertThat(order.clockMillis()).isEqualTo(5);
    assertThat(order.advanceTo(6)).as("rules need not be read again").isTrue();
  }

  @Test
  void waitsForTheRulesAgainWhereTheyWereNotRead() throws Exception {
    order.restoreClock();

    assertThat(order.advanceTo(6)).isFalse();
  }

  @Test
  void lagIsTheDistanceOfTheClockFromTheWall() throws Exception {
    assertThat(order.lagMillis(1_000)).as("at the start").isEqualTo(-1);

    order.rulesAreRead();
    order.advanceTo(1_000);

    assertThat(order.lagMillis(1_250)).isEqualTo(250);
    assertThat(order.lagMillis(900)).isZero();
  }

  @Test
  void thereIsNoLagAtTheEndOfTime() throws Exception {
    order.rulesAreRead();
    order.advanceTo(Long.MAX_VALUE);

    assertThat(order.lagMillis(1_000)).isZero();
  }

  @Test
  void standsAtTheTimeOfTheLastArrivalBeforeTheInputEnds() throws Exception {
    arrive(5, 9, 7);
    order.advanceTo(Long.MAX_VALUE);

    boolean hasMoved = order.rulesAreRead();
    long clock = order.clockMillis();

    assertThat(hasMoved).isTrue();
    assertThat(clock).isEqualTo(9);
    assertThat(order.advance()).as("to the end").isTrue();
    assertThat(order.clockMillis()).isEqualTo(Long.MAX_VALUE);
    assertThat(order.advance()).as("further").isFalse();
  }

  private int arrivals;

  private void arrive(long... times) throws Exception {
    PackedArrival.Packer packer = new PackedArrival.Packer();
    for (long time : times) {
      String id = time + "#" + arrivals;
      Touchpoint touchpoint = new Touchpoint(id, "ann", null, "page", null, time, null, Map.of());
      order.arrive(packer.pack(new Arrival(touchpoint, new Position("web", 0, arrivals++), time)));
    }
  }

  private static final class Log implements EventTimeOrder.Receiver {
    final List<String> prefetched = new ArrayList<>();
    final List<String> applied = new ArrayList<>();
    final List<String> late = new ArrayList<>();

    @Override
    public void prefetch(PackedArrival[] batch, int size) {
      prefetched.add(size + " after " + applied.size());
    }

    @Override
    public void apply(PackedArrival arrival, long clockMillis) {
      applied.add(arrival.unpack().touchpoint().id());
    }

    @Override
    public void refuseLate(PackedArrival arrival, long clockMillis) {
      late.add(arrival.unpack().touchpoint().id());
    }
  }

  private static final class Clocks implements ListState<Long> {
    final List<Long> values = new ArrayList<>();

    @Override
    public Iterable<Long> get() {
      return values;
    }

    @Override
    public void add(Long value) {
      values.add(value);
    }

    @Override
    public void addAll(List<Long> more) {
      values.addAll(more);
    }

    @Override
    public void update(List<Long> all) {
      clear();
      values.addAll(all);
    }

    @Override
    public void clear() {
      values.clear();
    }
  }
}
