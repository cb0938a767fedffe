package io.waymark.job.journey;

import io.waymark.binary.PackedArrival;
import io.waymark.customer.RuleBook;
import io.waymark.job.stream.HeadcountTally;
import io.waymark.job.stream.MapTally;
import io.waymark.kafka.RulesOnTopic;
import io.waymark.model.Directive;
import io.waymark.model.Observation;
import io.waymark.model.Outgoing;
import io.waymark.model.PauseChange;
import io.waymark.model.PolicyText;
import io.waymark.model.Question;
import io.waymark.model.RuleText;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Adapts the customer engine to Flink: touchpoints and questions come keyed by customer, rules and
 * the policy to every subtask.
 *
 * <p>The work is done by {@link EventTimeOrder} (when is a touchpoint applied), {@link RuleUpdates}
 * (how does a rule get into force) and {@link CustomerUpdates} with {@link DeadlineTimers} (what
 * happens to a customer); {@link QuestionDesk} answers. {@link JourneyWiring} connects them to
 * state, timers and metrics.
 */
public final class JourneyOperator extends AbstractStreamOperator<Outgoing>
    implements TwoInputStreamOperator<PackedArrival, Directive, Outgoing>,
        Triggerable<String, VoidNamespace> {
  /** The side output of what is counted for the journey map. */
  public static final OutputTag<MapTally> MAP = MapFeed.TAG;

  /** The side output of what was observed of the goals of rules. */
  public static final OutputTag<Observation> OBSERVATIONS = JourneyOutlet.OBSERVATIONS;

  /** The side output of what is counted for the breaker. */
  public static final OutputTag<HeadcountTally> HEADCOUNTS = HeadcountFeed.TAG;

  private static final long serialVersionUID = 1;

  private static final long BETWEEN_TALLIES_MILLIS = 1_000;

  private final String lifecycleText;
  private final String segmentsText;
  private final boolean drawsMap;
  private final int hotCustomers;
  private final int evaluationSteps;
  private final boolean wantsApplied;
  private final RulesOnTopic rulesOnTopic;
  private final boolean isOfNow;

  private transient boolean isRestored;
  private transient WaitingRoom waiting;
  private transient RuleBook book;
  private transient JourneyParts parts;
  private transient @Nullable ScheduledFuture<?> nextTally;

  /**
   * Creates an operator without rules.
   *
   * @param lifecycleText YAML without problems
   * @param segmentsText YAML without problems
   * @param drawsMap whether the journey map is drawn
   * @param hotCustomers how many customers each subtask keeps decoded on heap
   * @param evaluationSteps how much work the expressions of one rule may be at a touchpoint
   * @param wantsApplied whether applied touchpoints go out, too
   * @param rulesOnTopic by which restored rules are judged
   * @param isOfNow whether the input is about now, so that triggers expire by the wall clock
   */
  public JourneyOperator(
      String lifecycleText,
      String segmentsText,
      boolean drawsMap,
      int hotCustomers,
      int evaluationSteps,
      boolean wantsApplied,
      RulesOnTopic rulesOnTopic,
      boolean isOfNow) {
    this.lifecycleText = lifecycleText;
    this.segmentsText = segmentsText;
    this.drawsMap = drawsMap;
    this.hotCustomers = hotCustomers;
    this.evaluationSteps = evaluationSteps;
    this.wantsApplied = wantsApplied;
    this.rulesOnTopic = rulesOnTopic;
    this.isOfNow = isOfNow;
  }

  /** Returns false: most touchpoints find their customer on heap and need no keyed state. */
  @Override
  public boolean hasKeyContext1() {
    return false;
  }

  /** Returns true: {@link WaitingWriter} writes raw keyed state, where Flink would keep timers. */
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
    JourneyWiring wiring = new JourneyWiring(this, output, wantsApplied);
    book = wiring.openBook(evaluationSteps);
    parts =
        wiring.connect(book, waiting, lifecycleText, segmentsText, drawsMap, hotCustomers, isOfNow);
    if (isRestored) {
      parts.rules().restore(rulesOnTopic);
      parts.policy().restore();
      parts.pauses().restore();
      parts.order().restoreClock();
      parts.map().noteClock(parts.order().clockMillis());
      parts.order().restoreEarlierWaiting(getKeyedStateBackend());
    }
    if (drawsMap) {
      tallyLater();
    }
  }

  /** Sends what is counted for the map, every second. */
  private void tallyLater() {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    nextTally =
        getProcessingTimeService()
            .registerTimer(
                now + BETWEEN_TALLIES_MILLIS,
                millis -> {
                  tally();
                  tallyLater();
                });
  }

  private void tally() {
    if (drawsMap) {
      parts.map().send();
    }
  }

  /** Sends what is counted before the barrier, so that it is in the map's state or not at all. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
    super.prepareSnapshotPreBarrier(checkpoint);
    tally();
    parts.headcounts().sendIfAny();
  }

  @Override
  public void finish() throws Exception {
    tally();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (nextTally != null) {
      nextTally.cancel(false);
    }
    if (book != null) {
      book.close();
    }
    super.close();
  }

  @Override
  public void processElement1(StreamRecord<PackedArrival> element) throws Exception {
    parts.order().arrive(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<Directive> element) throws Exception {
    if (element.getValue() instanceof RuleText rule) {
      parts.rules().add(rule);
    } else if (element.getValue() instanceof PolicyText policy) {
      parts.policy().take(policy);
    } else if (element.getValue() instanceof PauseChange pause) {
      parts.pauses().take(pause);
    } else if (element.getValue() instanceof Question question) {
      parts.questions().take(question);
    }
  }

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    passDeadlines(parts.order().advanceTo(mark.getTimestamp()));
  }

  /**
   * Takes the one watermark of the sources of rules, policy and pauses, the highest, as the sign
   * that those of the start have been read.
   */
  @Override
  public void processWatermark2(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
      parts.rules().takeAll();
      passDeadlines(parts.order().rulesAreRead());
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    parts.updates().passDeadlines(timer.getKey(), parts.order().clockMillis());
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no timer of the wall clock is ever set");
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    parts.rules().snapshot();
    parts.customers().flush();
    parts.order().snapshotClock();
  }

  /** Adds what waits, which the asynchronous part of the checkpoint writes. */
  @Override
  public OperatorSnapshotFutures snapshotState(
      long checkpoint, long millis, CheckpointOptions options, CheckpointStreamFactory storage)
      throws Exception {
    OperatorSnapshotFutures snapshot = super.snapshotState(checkpoint, millis, options, storage);
    snapshot.getKeyedStateRawFuture().cancel(true);
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int keyGroups = task.getMaxNumberOfParallelSubtasks();
    KeyGroupRange groups =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            keyGroups, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    snapshot.setKeyedStateRawFuture(
        new WaitingWriter(waiting.snapshot(), storage, groups, keyGroups)
            .toAsyncSnapshotFutureTask(getContainingTask().getCancelables()));
    return snapshot;
  }

  /** Returns how many rules have arrived and are not in force yet. */
  int arrivingRules() {
    return parts.rules().arriving();
  }

  /** Fires the timers up to the clock and sends the watermark on, as often as the clock moves. */
  private void passDeadlines(boolean hasMoved) throws Exception {
    for (boolean moved = hasMoved; moved; moved = parts.order().advance()) {
      long clockMillis = parts.order().clockMillis();
      processWatermark(new Watermark(clockMillis));
      parts.map().noteClock(clockMillis);
      parts.headcounts().pass(clockMillis);
    }
  }
}
