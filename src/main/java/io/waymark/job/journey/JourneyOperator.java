package io.waymark.job.journey;

import io.waymark.binary.PackedArrival;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.RuleBook;
import io.waymark.job.metric.Metrics;
import io.waymark.job.metric.Tally;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Outgoing;
import io.waymark.model.RuleText;
import io.waymark.yaml.Problems;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
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
 * Adapts the customer engine to Flink: touchpoints come keyed by customer, rules to every subtask.
 *
 * <p>The work is done by {@link EventTimeOrder} (when is a touchpoint applied), {@link RuleUpdates}
 * (how does a rule get into force) and {@link CustomerUpdates} with {@link Deadlines} (what happens
 * to a customer). Here they are connected to state, watermarks, timers and metrics.
 */
public final class JourneyOperator extends AbstractStreamOperator<Outgoing>
    implements TwoInputStreamOperator<PackedArrival, RuleText, Outgoing>,
        Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1;

  /** More than have visits at the same time, and few enough for a checkpoint to write at once. */
  private static final int DIRTY_ONE_IN = 2;

  private static final ValueStateDescriptor<byte[]> CUSTOMER =
      new ValueStateDescriptor<>(Frozen.CUSTOMER_STATE.id(), BytePrimitiveArraySerializer.INSTANCE);
  private static final MapStateDescriptor<String, Object> RULES =
      new MapStateDescriptor<>(
          Frozen.RULES_STATE.id(), StringSerializer.INSTANCE, StreamType.RULES_STATE.serializer());
  private static final ListStateDescriptor<Long> CLOCK =
      new ListStateDescriptor<>(Frozen.CLOCK_STATE.id(), LongSerializer.INSTANCE);

  private final String lifecycleText;
  private final int hotCustomers;

  private transient boolean isRestored;
  private transient WaitingRoom waiting;
  private transient RuleBook book;
  private transient HotCustomers customers;
  private transient CustomerUpdates updates;
  private transient EventTimeOrder order;
  private transient RuleUpdates rules;

  /**
   * Creates an operator without rules.
   *
   * @param lifecycleText YAML without problems
   * @param hotCustomers how many customers each subtask keeps decoded on heap
   */
  public JourneyOperator(String lifecycleText, int hotCustomers) {
    this.lifecycleText = lifecycleText;
    this.hotCustomers = hotCustomers;
  }

  /** Returns false: most touchpoints find their customer on heap and need no keyed state. */
  @Override
  public boolean hasKeyContext1() {
    return false;
  }

  /** Returns true: {@link WaitingRoom} has raw keyed state, where Flink would keep its timers. */
  @Override
  protected boolean isUsingCustomRawKeyedState() {
    return true;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    isRestored = context.isRestored();
    waiting = new WaitingRoom();
    for (KeyGroupStatePartitionStreamProvider group : context.getRawKeyedStateInputs()) {
      waiting.read(group.getStream());
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    Metrics metrics = new Metrics(getMetricGroup());
    RuleMetrics ruleMetrics = new RuleMetrics(metrics);
    Tally tally = new Tally(getRuntimeContext(), metrics);
    JourneyOutlet outlet =
        new JourneyOutlet(output, tally, ruleMetrics, new Latencies(metrics), this::wallMillis);
    book = RuleBook.open(outlet::droppedRuns);
    Lifecycle lifecycle =
        LifecycleReader.read(lifecycleText, new Problems("lifecycle", lifecycleText)).orElseThrow();
    CustomerEngine engine = new CustomerEngine(lifecycle, book, outlet, outlet, this::wallMillis);
    customers = openCustomers();
    updates = new CustomerUpdates(customers, engine, new Deadlines(openTimers()), outlet, tally);
    order =
        new EventTimeOrder(waiting, getOperatorStateBackend().getUnionListState(CLOCK), updates);
    rules = openRules(lifecycle, outlet, ruleMetrics);
    if (isRestored) {
      rules.restore();
      order.restoreClock();
      order.restoreEarlierWaiting(getKeyedStateBackend());
    }
    register(metrics, engine);
  }

  private HotCustomers openCustomers() {
    return new HotCustomers(
        hotCustomers,
        Math.max(1, hotCustomers / DIRTY_ONE_IN),
        getRuntimeContext().getState(CUSTOMER),
        this::setCurrentKey);
  }

  private KeyedTimers openTimers() {
    InternalTimerService<VoidNamespace> service =
        getInternalTimerService(
            Frozen.DEADLINE_TIMERS.id(), VoidNamespaceSerializer.INSTANCE, this);
    return new KeyedTimers(this::setCurrentKey, service);
  }

  private RuleUpdates openRules(Lifecycle lifecycle, JourneyOutlet outlet, RuleMetrics metrics)
      throws Exception {
    RuleStore store = new RuleStore(getOperatorStateBackend().getBroadcastState(RULES));
    SharedRuleReader reader = new SharedRuleReader(lifecycle.stageNames());
    RuleDesk.Subtask subtask =
        new RuleDesk.Subtask(
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    MailboxExecutor mailbox =
        getContainingTask()
            .getMailboxExecutorFactory()
            .createExecutor(getOperatorConfig().getChainIndex());
    return new RuleUpdates(
        reader,
        store,
        new RuleDesk(reader, book, store, outlet::emit, metrics, subtask),
        take -> mailbox.execute(take, "take compiled rules"),
        order::clockMillis,
        this::wallMillis);
  }

  private void register(Metrics metrics, CustomerEngine engine) {
    metrics.gauge(Metrics.EVENT_TIME_LAG, () -> order.lagMillis(wallMillis()));
    metrics.gauge(Metrics.WAITING, order::waiting);
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
    order.arrive(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<RuleText> element) throws Exception {
    rules.add(element.getValue());
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    if (order.advanceTo(mark.getTimestamp())) {
      passDeadlines();
    }
  }

  /** The rules source gives one watermark, the highest, once it has read the rules of the start. */
  @Override
  public void processWatermark2(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
      rules.takeAll();
      if (order.rulesAreRead()) {
        passDeadlines();
      }
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    updates.passDeadlines(timer.getKey(), order.clockMillis());
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no timer of the wall clock is ever set");
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    rules.snapshot();
    customers.flush();
    order.snapshot(
        context.getRawKeyedOperatorStateOutput(),
        getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
  }

  /** Returns how many rules have arrived and are not in force yet. */
  int arrivingRules() {
    return rules.arriving();
  }

  /** Fires the timers up to the clock, then sends the watermark on. */
  private void passDeadlines() throws Exception {
    processWatermark(new Watermark(order.clockMillis()));
  }

  private long wallMillis() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }
}
