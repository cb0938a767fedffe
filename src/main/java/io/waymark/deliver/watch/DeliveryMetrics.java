package io.waymark.deliver.watch;

import static io.waymark.deliver.watch.DeliveryMetric.counter;
import static io.waymark.deliver.watch.DeliveryMetric.gauge;
import static io.waymark.deliver.watch.DeliveryMetric.histogram;

import io.waymark.deliver.lane.Answer.Cause;
import io.waymark.deliver.lane.Breaker.Condition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * All that is counted and measured of one process that delivers, by destination. Other threads than
 * the one that counts may read.
 */
public final class DeliveryMetrics {
  /** The label of triggers whose destination nobody has named. */
  public static final String NO_DESTINATION = "(no destination)";

  private static final String TO = "to";

  static final DeliveryMetric READ = counter("read", "records read from the topic of triggers");
  static final DeliveryMetric REPEATED =
      counter("repeated", "records of triggers that are held already; nothing is done for them");
  static final DeliveryMetric MALFORMED =
      counter("malformed", "records that are no triggers; in the dead letters");
  static final DeliveryMetric TAKEN =
      counter("taken", "triggers that came to wait, from their topic or from the parked ones", TO);
  static final DeliveryMetric DELIVERED = counter("delivered", "triggers that were accepted", TO);
  static final DeliveryMetric DEAD =
      counter("dead", "triggers that were given up; in the dead letters", TO);
  static final DeliveryMetric HANDED_OVER =
      counter(
          "handed_over",
          "triggers that waited when another process took their partition or dealt with them",
          TO);
  static final DeliveryMetric PARKED = counter("parked", "triggers that were parked", TO);
  static final DeliveryMetric FAILED =
      counter("failed", "attempts that failed, by cause", TO, "cause");
  static final DeliveryMetric EMITTED_TO_DELIVERED =
      histogram(
          "emitted_to_delivered_millis",
          "ms from a trigger going out of the job to its acceptance; waiting for a destination is part"
              + " of it",
          TO);
  static final DeliveryMetric ATTEMPT =
      histogram("attempt_millis", "ms that attempts took, failed ones too", TO);
  static final DeliveryMetric WAITING =
      gauge("waiting", "triggers that wait or are in flight, parked ones too", TO);
  static final DeliveryMetric WAITING_PARKED =
      gauge("waiting_parked", "triggers that wait and are parked", TO);
  static final DeliveryMetric IN_FLIGHT = gauge("in_flight", "attempts in flight", TO);
  static final DeliveryMetric MEMORY =
      gauge("memory_bytes", "bytes of triggers that wait in memory", TO);
  static final DeliveryMetric OPEN =
      gauge(
          "breaker_open",
          "1 while the destination only fails and is tried once a minute; 0 otherwise",
          TO);
  static final DeliveryMetric DISABLED =
      gauge("disabled", "1 while nothing is sent until a person enables it; 0 otherwise", TO);
  static final DeliveryMetric LAG =
      gauge(
          "lag",
          "triggers of a partition behind the offset up to which all are delivered, parked or given up",
          "partition");

  /** All metrics, in the order in which they are shown. */
  public static final List<DeliveryMetric> TABLE =
      List.of(
          READ,
          REPEATED,
          MALFORMED,
          TAKEN,
          DELIVERED,
          DEAD,
          HANDED_OVER,
          PARKED,
          FAILED,
          EMITTED_TO_DELIVERED,
          ATTEMPT,
          WAITING,
          WAITING_PARKED,
          IN_FLIGHT,
          MEMORY,
          OPEN,
          DISABLED,
          LAG);

  private final LongAdder read = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final Map<String, DestinationCounts> counts = new ConcurrentHashMap<>();
  private volatile DeliveryState state = DeliveryState.NONE;

  public void countRead() {
    read.increment();
  }

  public void countRepeated() {
    repeated.increment();
  }

  public void countMalformed() {
    malformed.increment();
  }

  /** Returns the counts of a destination, which are shown from now on. */
  public DestinationCounts of(String destination) {
    return counts.computeIfAbsent(destination, name -> new DestinationCounts());
  }

  /** Takes how the delivery is now. */
  public void become(DeliveryState now) {
    state = now;
  }

  public DeliveryState state() {
    return state;
  }

  /** Returns all metrics in the text form of Prometheus. */
  public String write() {
    Exposition out = new Exposition();
    out.head(READ).number(READ, read.sum());
    out.head(REPEATED).number(REPEATED, repeated.sum());
    out.head(MALFORMED).number(MALFORMED, malformed.sum());
    Map<String, DestinationCounts> all = new TreeMap<>(counts);
    writeCounts(out, TAKEN, all, each -> each.taken.sum());
    writeCounts(out, DELIVERED, all, each -> each.delivered.sum());
    writeCounts(out, DEAD, all, each -> each.dead.sum());
    writeCounts(out, HANDED_OVER, all, each -> each.handedOver.sum());
    writeCounts(out, PARKED, all, each -> each.parked.sum());
    out.head(FAILED);
    all.forEach(
        (to, each) -> {
          for (Cause cause : DestinationCounts.CAUSES) {
            out.number(FAILED, each.failed(cause), to, cause.code());
          }
        });
    writeHistogram(out, EMITTED_TO_DELIVERED, all, each -> each.emittedToDelivered);
    writeHistogram(out, ATTEMPT, all, each -> each.attempt);
    write(out, state);
    return out.toString();
  }

  private static void writeCounts(
      Exposition out,
      DeliveryMetric metric,
      Map<String, DestinationCounts> all,
      ToLongFunction<DestinationCounts> number) {
    out.head(metric);
    all.forEach((to, each) -> out.number(metric, number.applyAsLong(each), to));
  }

  private static void writeHistogram(
      Exposition out,
      DeliveryMetric metric,
      Map<String, DestinationCounts> all,
      Function<DestinationCounts, Histogram> histogram) {
    out.head(metric);
    all.forEach((to, each) -> out.histogram(metric, histogram.apply(each).read(), to));
  }

  private static void write(Exposition out, DeliveryState state) {
    writeStates(out, WAITING, state, EndpointState::waiting);
    writeStates(out, WAITING_PARKED, state, EndpointState::parked);
    writeStates(out, IN_FLIGHT, state, EndpointState::inFlight);
    writeStates(out, MEMORY, state, EndpointState::memoryBytes);
    writeStates(out, OPEN, state, each -> each.condition() == Condition.OPEN ? 1 : 0);
    writeStates(
        out, DISABLED, state.named(), each -> each.condition() == Condition.DISABLED ? 1 : 0);
    out.head(LAG);
    state.lag().forEach((partition, lag) -> out.number(LAG, lag, partition.toString()));
  }

  private static void writeStates(
      Exposition out,
      DeliveryMetric metric,
      DeliveryState state,
      ToLongFunction<EndpointState> number) {
    out.head(metric);
    state.endpoints().forEach((to, each) -> out.number(metric, number.applyAsLong(each), to));
  }
}
