package io.waymark.job.journey;

import io.waymark.customer.AnswerMaking;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.DropRecorder;
import io.waymark.customer.RuleBook;
import io.waymark.customer.Wall;
import io.waymark.expression.Limits;
import io.waymark.job.metric.Metrics;
import io.waymark.job.metric.Tally;
import io.waymark.job.metric.TypeCounts;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import io.waymark.journey.Cartographer;
import io.waymark.journey.CellNames;
import io.waymark.journey.Tallies;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.Digest;
import io.waymark.model.Outgoing;
import io.waymark.yaml.Problems;
import java.util.List;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the parts of the journey operator to each other and to its state, timers and metrics.
 */
final class JourneyWiring {
  private static final Logger LOG = LoggerFactory.getLogger(JourneyWiring.class);

  /** More than have visits at the same time, and few enough for a checkpoint to write at once. */
  private static final int DIRTY_ONE_IN = 2;

  /** The edition of the segments is not negative. */
  private static final int EDITION_BITS = 31;

  /**
   * The heap that a customer may take on average: several times that of an ordinary one, so that
   * their number decides, and 64 MB for the 4,000 of the default.
   */
  private static final long HEAP_BYTES_A_CUSTOMER = 16 << 10;

  private static final ValueStateDescriptor<byte[]> CUSTOMER =
      new ValueStateDescriptor<>(Frozen.CUSTOMER_STATE.id(), BytePrimitiveArraySerializer.INSTANCE);
  static final MapStateDescriptor<String, Object> RULES =
      new MapStateDescriptor<>(
          Frozen.RULES_STATE.id(), StringSerializer.INSTANCE, StreamType.RULES_STATE.serializer());
  private static final ListStateDescriptor<Long> CLOCK =
      new ListStateDescriptor<>(Frozen.CLOCK_STATE.id(), LongSerializer.INSTANCE);

  private final JourneyOperator operator;
  private final Output<StreamRecord<Outgoing>> output;
  private final Metrics metrics;
  private final RuleMetrics ruleMetrics;
  private final Tally tally;
  private final JourneyOutlet outlet;
  private final RuleDesk.Subtask subtask;
  private final RuleFailures failures;

  /**
   * Creates the wiring of an operator.
   *
   * @param wantsApplied whether applied touchpoints go out, too
   */
  JourneyWiring(
      JourneyOperator operator, Output<StreamRecord<Outgoing>> output, boolean wantsApplied) {
    this.operator = operator;
    this.output = output;
    this.metrics = new Metrics(operator.getMetricGroup());
    this.ruleMetrics = new RuleMetrics(metrics);
    this.tally = new Tally(operator.getRuntimeContext(), metrics);
    this.outlet =
        new JourneyOutlet(
            output, tally, ruleMetrics, new Latencies(metrics), this::wallMillis, wantsApplied);
    this.subtask =
        new RuleDesk.Subtask(
            operator.getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            operator.getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    this.failures =
        new RuleFailures(
            subtask,
            outlet::emit,
            ruleMetrics,
            () -> tally.count(Tally.Of.FAILED_EVALUATIONS),
            this::wallMillis);
  }

  /**
   * Opens an empty book of rules, which the operator closes.
   *
   * @param evaluationSteps how much work the expressions of one rule may be at a touchpoint
   */
  RuleBook openBook(int evaluationSteps) {
    return RuleBook.open(
        new Limits(evaluationSteps, failures),
        (rule, runs) -> outlet.droppedRuns(rule, runs, DropRecorder.Reason.RULE_FULL));
  }

  /**
   * Connects all parts.
   *
   * @param drawsMap whether the journey map is drawn
   * @param isOfNow whether the input is about now
   */
  JourneyParts connect(
      RuleBook book,
      WaitingRoom waiting,
      String lifecycleText,
      String segmentsText,
      boolean drawsMap,
      int hotCustomers,
      boolean isOfNow)
      throws Exception {
    Lifecycle lifecycle =
        LifecycleReader.read(lifecycleText, new Problems("lifecycle", lifecycleText)).orElseThrow();
    Segments segments =
        SegmentsReader.read(segmentsText, new Problems("segments", segmentsText)).orElseThrow();
    Tallies tallies = new Tallies();
    CellNames names = new CellNames();
    HeadcountFeed headcounts = new HeadcountFeed(outlet, book, subtask, output);
    CustomerEngine engine =
        new CustomerEngine(
            lifecycle,
            book,
            headcounts,
            outlet,
            new Wall(this::wallMillis, isOfNow),
            segments,
            drawsMap ? cartographer(lifecycle, segments, names, tallies) : null);
    HotCustomers customers = customers(hotCustomers);
    MapFeed map = new MapFeed(tallies, names, new TypeWatch(names, LOG::warn), subtask, output);
    RuleHoldings holdings = new RuleHoldings(book, subtask, outlet::emit, this::wallMillis);
    CustomerUpdates updates =
        new CustomerUpdates(
            customers,
            engine,
            new DeadlineTimers(timers()),
            outlet,
            tally,
            isOfNow ? null : new TypeCounts(operator.getRuntimeContext()),
            holdings,
            map,
            headcounts);
    EventTimeOrder order =
        new EventTimeOrder(
            waiting, operator.getOperatorStateBackend().getUnionListState(CLOCK), updates);
    RuleStore store = new RuleStore(operator.getOperatorStateBackend().getBroadcastState(RULES));
    RuleUpdates rules = rules(lifecycle, book, store, order, holdings);
    PolicyUpdates policy = new PolicyUpdates(book, store, outlet::emit, subtask, this::wallMillis);
    PauseUpdates pauses = new PauseUpdates(book, store, outlet::emit, subtask, this::wallMillis);
    QuestionDesk questions =
        new QuestionDesk(
            customers::find,
            new AnswerMaking(book, drawsMap),
            outlet::emit,
            order::clockMillis,
            this::wallMillis,
            metrics);
    JourneyParts parts =
        new JourneyParts(
            order, rules, policy, pauses, questions, updates, customers, map, headcounts);
    register(parts, engine, book);
    return parts;
  }

  private static Cartographer cartographer(
      Lifecycle lifecycle, Segments segments, CellNames names, Tallies tallies) {
    int edition = (int) (Digest.number("segments", segments.text()) >>> (Long.SIZE - EDITION_BITS));
    return new Cartographer(lifecycle, edition, names, tallies);
  }

  private HotCustomers customers(int capacity) {
    return new HotCustomers(
        capacity,
        Math.max(1, capacity / DIRTY_ONE_IN),
        capacity * HEAP_BYTES_A_CUSTOMER,
        operator.getRuntimeContext().getState(CUSTOMER),
        operator::setCurrentKey);
  }

  private KeyedTimers timers() {
    InternalTimerService<VoidNamespace> service =
        operator.getInternalTimerService(
            Frozen.DEADLINE_TIMERS.id(), VoidNamespaceSerializer.INSTANCE, operator);
    return new KeyedTimers(operator::setCurrentKey, service);
  }

  private RuleUpdates rules(
      Lifecycle lifecycle,
      RuleBook book,
      RuleStore store,
      EventTimeOrder order,
      RuleHoldings holdings) {
    SharedRuleReader reader = new SharedRuleReader(lifecycle.stageNames());
    MailboxExecutor mailbox =
        operator
            .getContainingTask()
            .getMailboxExecutorFactory()
            .createExecutor(operator.getOperatorConfig().getChainIndex());
    return new RuleUpdates(
        reader,
        store,
        new RuleDesk(
            reader, book, store, outlet::emit, List.of(ruleMetrics, failures, holdings), subtask),
        take -> mailbox.execute(take, "take compiled rules"),
        order::clockMillis,
        this::wallMillis);
  }

  private void register(JourneyParts parts, CustomerEngine engine, RuleBook book) {
    metrics.gauge(Metrics.EVENT_TIME_LAG, () -> parts.order().lagMillis(wallMillis()));
    metrics.gauge(Metrics.WAITING, parts.order()::waiting);
    metrics.gauge(Metrics.CUSTOMERS_HIT, parts.customers()::hits);
    metrics.gauge(Metrics.CUSTOMERS_MISSED, parts.customers()::misses);
    metrics.gauge(Metrics.CUSTOMERS_BYTES, parts.customers()::bytes);
    metrics.gauge(Metrics.RUNS_OPENED, engine::opened);
    metrics.gauge(Metrics.RUNS_ENDED, engine::ended);
    metrics.gauge(Metrics.RULES, book::size);
    metrics.gauge(Metrics.RULES_PAUSED, book::paused);
    metrics.gauge(Metrics.POLICY_UNREADABLE, () -> book.hasUnreadablePolicy() ? 1 : 0);
    metrics.gauge(Metrics.DROPPED_VERSIONS, book::droppedVersions);
    metrics.gauge(Metrics.RULES_ARRIVING, parts.rules()::arriving);
  }

  private long wallMillis() {
    return operator.getProcessingTimeService().getCurrentProcessingTime();
  }
}
