package io.waymark.job.journey;

import io.waymark.binary.PackedArrival;
import io.waymark.customer.Customer;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.RuleBook;
import io.waymark.job.journey.ArrivingRules.Arrived;
import io.waymark.job.metric.Metrics;
import io.waymark.job.metric.Tally;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import io.waymark.model.DeadLetter;
import io.waymark.model.Outgoing;
import io.waymark.model.RuleText;
import io.waymark.wire.TouchpointDocument;
import io.waymark.yaml.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Applies touchpoints, keyed by customer and in order of event time, and rules, which come to every
 * subtask.
 *
 * <p>A touchpoint waits on heap until the watermark reaches its time; then its customer is changed
 * by the {@link CustomerEngine}, in {@link HotCustomers}: one read and one write of keyed state for
 * all touchpoints of a visit. A watermark of t says here that no touchpoint before t is to come, so
 * that with a disorder bound of 0 one need not wait for the next. One event-time timer per customer
 * is set for its earliest deadline; a stale one costs a read. Nothing is applied before the rules
 * source has said, by its watermark, that it has read all there was at the start.
 */
public final class JourneyOperator extends AbstractStreamOperator<Outgoing>
    implements TwoInputStreamOperator<PackedArrival, RuleText, Outgoing>,
        Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1;

  /**
   * A timer further ahead is set for then and looks again, so that no timer outlives what it was
   * set for by more.
   */
  private static final long LONGEST_SLEEP_MILLIS = Duration.ofHours(24).toMillis();

  /** More than visits go on side by side, and few enough for a checkpoint to write at once. */
  private static final int CHANGED_ONE_IN = 2;

  /** As many reads as a processor has under way at once, about. */
  private static final int PREFETCHED = 16;

  private static final ValueStateDescriptor<byte[]> CUSTOMER =
      new ValueStateDescriptor<>(Frozen.CUSTOMER_STATE.id(), BytePrimitiveArraySerializer.INSTANCE);
  private static final ListStateDescriptor<PackedArrival> WAITING =
      new ListStateDescriptor<>(Frozen.WAITING_STATE.id(), StreamType.ARRIVAL.serializer());
  private static final MapStateDescriptor<String, RuleText> RULES =
      new MapStateDescriptor<>(
          Frozen.RULES_STATE.id(), StringSerializer.INSTANCE, StreamType.RULE_TEXT.serializer());
  private static final ListStateDescriptor<Long> CLOCK =
      new ListStateDescriptor<>(Frozen.CLOCK_STATE.id(), LongSerializer.INSTANCE);

  private final String lifecycleText;
  private final int mostHot;

  private transient WaitingRoom waiting;
  private transient PackedArrival[] next;
  private transient Tally tally;
  private transient JourneyOutlet outlet;
  private transient RuleBook book;
  private transient RuleDesk desk;
  private transient ArrivingRules arriving;
  private transient CustomerEngine engine;
  private transient HotCustomers customers;
  private transient ListState<Long> clocks;
  private transient BroadcastState<String, RuleText> rules;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient long clock;
  private transient long touchpointClock;
  private transient boolean rulesAreRead;
  private transient boolean isRestored;

  /**
   * @param lifecycleText YAML without problems
   * @param mostHot how many customers each subtask keeps decoded on heap
   */
  public JourneyOperator(String lifecycleText, int mostHot) {
    this.lifecycleText = lifecycleText;
    this.mostHot = mostHot;
  }

  /** Keyed state is not at hand for each touchpoint: most find their customer on heap. */
  @Override
  public boolean hasKeyContext1() {
    return false;
  }

  /** That of {@link #waiting}. */
  @Override
  protected boolean isUsingCustomRawKeyedState() {
    return true;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    isRestored = context.isRestored();
    waiting = new WaitingRoom();
    next = new PackedArrival[PREFETCHED];
    for (KeyGroupStatePartitionStreamProvider group : context.getRawKeyedStateInputs()) {
      waiting.read(group.getStream());
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    customers =
        new HotCustomers(
            mostHot,
            Math.max(1, mostHot / CHANGED_ONE_IN),
            getRuntimeContext().getState(CUSTOMER),
            this::setCurrentKey);
    rules = getOperatorStateBackend().getBroadcastState(RULES);
    clocks = getOperatorStateBackend().getUnionListState(CLOCK);
    clock = Long.MIN_VALUE;
    touchpointClock = Long.MIN_VALUE;
    Metrics metrics = new Metrics(getMetricGroup());
    RuleMetrics ruleMetrics = new RuleMetrics(metrics);
    tally = new Tally(getRuntimeContext(), metrics);
    outlet =
        new JourneyOutlet(output, tally, ruleMetrics, new Latencies(metrics), this::wallMillis);
    book = RuleBook.open(outlet::droppedRuns);
    Lifecycle lifecycle =
        LifecycleReader.read(lifecycleText, new Problems("lifecycle", lifecycleText)).orElseThrow();
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    engine = new CustomerEngine(lifecycle, book, outlet, outlet, this::wallMillis);
    SharedRuleReader reader = new SharedRuleReader(lifecycle.stageNames());
    MailboxExecutor mailbox =
        getContainingTask()
            .getMailboxExecutorFactory()
            .createExecutor(getOperatorConfig().getChainIndex());
    arriving =
        new ArrivingRules(
            reader, rules, () -> mailbox.execute(this::takeReadRules, "take rules that are read"));
    desk =
        new RuleDesk(
            reader, book, rules, outlet::emit, ruleMetrics, new RuleDesk.Place(subtask, subtasks));
    if (isRestored) {
      desk.restore(wallMillis());
      arriving.restore();
      restoreClock();
      restoreWaitingOfKeyedState();
    }
    timers =
        getInternalTimerService(
            Frozen.DEADLINE_TIMERS.id(), VoidNamespaceSerializer.INSTANCE, this);
    register(metrics);
  }

  private void register(Metrics metrics) {
    metrics.gauge(Metrics.EVENT_TIME_LAG, () -> Latencies.lagMillis(clock, wallMillis()));
    metrics.gauge(Metrics.WAITING, waiting::size);
    metrics.gauge(Metrics.CUSTOMERS_HIT, customers::hits);
    metrics.gauge(Metrics.CUSTOMERS_MISSED, customers::misses);
    metrics.gauge(Metrics.RUNS_OPENED, engine::opened);
    metrics.gauge(Metrics.RUNS_ENDED, engine::ended);
    metrics.gauge(Metrics.RULES, book::size);
    metrics.gauge(Metrics.RULES_ARRIVING, this::arrivingRules);
  }

  @Override
  public void close() throws Exception {
    if (book != null) {
      book.close();
    }
    super.close();
  }

  @Override
  public void processElement1(StreamRecord<PackedArrival> element) throws Exception {
    PackedArrival arrival = element.getValue();
    long time = arrival.timeMillis();
    if (time > clock) {
      waiting.add(arrival);
    } else if (time == clock) {
      apply(arrival);
    } else {
      refuseLate(arrival);
    }
  }

  @Override
  public void processElement2(StreamRecord<RuleText> element) throws Exception {
    arriving.add(element.getValue());
    takeRulesUntil(RuleDesk.MOST_RULES);
  }

  /** How many rules have come and are not taken yet. */
  int arrivingRules() {
    return arriving.size();
  }

  private void takeReadRules() throws Exception {
    for (Arrived next = arriving.poll(); next != null; next = arriving.poll()) {
      take(next);
    }
  }

  /** Waits for them, too. */
  private void takeRulesUntil(int left) throws Exception {
    while (arriving.size() > left) {
      take(arriving.take());
    }
  }

  private void take(Arrived rule) throws Exception {
    desk.take(rule, clock, wallMillis());
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    touchpointClock = mark.getTimestamp();
    follow();
  }

  /**
   * The rules source gives one watermark only, the highest, when it has read all there was at the
   * start.
   */
  @Override
  public void processWatermark2(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
      takeRulesUntil(0);
      rulesAreRead = true;
    }
    follow();
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    Customer customer = customers.get(timer.getKey());
    customer.timerMillis(Runs.NEVER);
    engine.passDeadlines(customer, clock);
    keep(customer);
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no timer of the wall clock is ever set");
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    // Nothing where the rules had not been read: a restart then waits for them as the start did.
    clocks.update(rulesAreRead ? List.of(clock) : List.of());
    arriving.snapshot();
    customers.flush();
    int groups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    waiting.write(
        context.getRawKeyedOperatorStateOutput(),
        arrival ->
            KeyGroupRangeAssignment.computeKeyGroupForKeyHash(arrival.customerHash(), groups));
  }

  private void follow() throws Exception {
    if (!rulesAreRead || touchpointClock <= clock) {
      return;
    }
    clock = touchpointClock;
    for (int many = waiting.poll(clock, next); many > 0; many = waiting.poll(clock, next)) {
      customers.prefetch(next, many);
      for (int i = 0; i < many; i++) {
        apply(next[i]);
      }
    }
    processWatermark(new Watermark(clock));
  }

  private void apply(PackedArrival arrival) throws Exception {
    Customer customer = customers.get(arrival.customer());
    if (engine.apply(customer, arrival.unpack())) {
      tally.count(Tally.Of.APPLIED);
      keep(customer);
    } else {
      tally.count(Tally.Of.DUPLICATE);
    }
  }

  private void refuseLate(PackedArrival packed) throws Exception {
    Arrival arrival = packed.unpack();
    if (CustomerEngine.isDuplicate(customers.get(packed.customer()), arrival.touchpoint())) {
      tally.count(Tally.Of.DUPLICATE);
      return;
    }
    String message =
        "late: the touchpoint's time is "
            + Instant.ofEpochMilli(arrival.touchpoint().timeMillis())
            + ", but all before "
            + Instant.ofEpochMilli(clock)
            + " has been applied; job.disorder says how long stragglers are waited for";
    byte[] json = TouchpointDocument.INSTANCE.write(arrival.touchpoint());
    outlet.emit(
        new DeadLetter(
            arrival.position(),
            DeadLetter.Reason.LATE,
            message,
            json,
            json.length,
            arrival.receivedMillis()));
  }

  private void keep(Customer customer) throws Exception {
    long earliest = engine.wakeMillis(customer);
    long wake = Math.min(earliest, latestWake());
    if (earliest != Runs.NEVER && wake < customer.timerMillis()) {
      setCurrentKey(customer.id());
      if (customer.timerMillis() != Runs.NEVER) {
        timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, customer.timerMillis());
      }
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, wake);
      customer.timerMillis(wake);
    }
    customers.changed();
  }

  private long latestWake() {
    return clock > Long.MAX_VALUE - LONGEST_SLEEP_MILLIS
        ? Long.MAX_VALUE
        : clock + LONGEST_SLEEP_MILLIS;
  }

  /**
   * After a restart with other subtasks the lowest clock counts: a touchpoint that one of them
   * would refuse, another would not.
   */
  private void restoreClock() throws Exception {
    long lowest = Long.MAX_VALUE;
    for (long each : clocks.get()) {
      rulesAreRead = true;
      lowest = Math.min(lowest, each);
    }
    clock = lowest == Long.MAX_VALUE ? Long.MIN_VALUE : lowest;
  }

  /** Savepoints of 0.1.0 have them in keyed state, from where they are cleared. */
  private void restoreWaitingOfKeyedState() throws Exception {
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            WAITING,
            (Object customer, ListState<PackedArrival> state) -> {
              state.get().forEach(waiting::add);
              state.clear();
            });
  }

  private long wallMillis() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }
}
