package io.waymark.job.journey;

import io.waymark.binary.PackedArrival;
import io.waymark.customer.Customer;
import io.waymark.customer.CustomerCodec;
import io.waymark.expression.Limits;
import io.waymark.job.metric.Tally;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.MapTally;
import io.waymark.kafka.RulesOnTopic;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.Answer;
import io.waymark.model.Arrival;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Directive;
import io.waymark.model.Outgoing;
import io.waymark.model.PauseChange;
import io.waymark.model.PolicyText;
import io.waymark.model.Position;
import io.waymark.model.Question;
import io.waymark.model.RuleStatus;
import io.waymark.model.RuleText;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The journey operator in Flink's harness, spoken to in our words. Times count from noon. */
public final class JourneyHarness implements AutoCloseable {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final String SOURCE = "web";

  /** So few that customers make way for each other in every longer test. */
  private static final int MOST_HOT = 2;

  private final KeyedTwoInputStreamOperatorTestHarness<String, PackedArrival, Directive, Outgoing>
      flink;
  private final PackedArrival.Packer packer = new PackedArrival.Packer();
  private final Recorder recorder = new Recorder();
  private long arrivals;
  private long pushes;
  private long lookups = 1_000;

  private JourneyHarness(StateBackend backend, int subtasks, int subtask) throws Exception {
    this(backend, LifecycleReader.bundled("commerce").orElseThrow(), null, subtasks, subtask);
  }

  private JourneyHarness(
      StateBackend backend, String lifecycle, @Nullable String segments, int subtasks, int subtask)
      throws Exception {
    flink =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new JourneyOperator(
                lifecycle,
                segments == null ? SegmentsReader.bundled().text() : segments,
                segments != null,
                MOST_HOT,
                Limits.DEFAULT_STEPS,
                true,
                RulesOnTopic.UNKNOWN,
                true),
            PackedArrival::customer,
            null,
            Types.STRING,
            Frozen.KEY_GROUPS,
            subtasks,
            subtask);
    flink.setStateBackend(backend);
    flink.setOutputCreator(serializer -> recorder);
    flink.setup();
  }

  /** Opens the only subtask, on heap, without rules. */
  static JourneyHarness fresh() throws Exception {
    return subtask(0, 1);
  }

  /** Opens the only subtask, on heap, with its rules read. */
  public static JourneyHarness with(String... rules) throws Exception {
    JourneyHarness harness = fresh();
    for (String rule : rules) {
      harness.push(rule);
    }
    harness.rulesAreRead();
    return harness;
  }

  /** Opens the only subtask, on RocksDB, with its rules read. */
  static JourneyHarness onDiskWith(String... rules) throws Exception {
    JourneyHarness harness = new JourneyHarness(new EmbeddedRocksDBStateBackend(), 1, 0);
    harness.flink.open();
    for (String rule : rules) {
      harness.push(rule);
    }
    harness.rulesAreRead();
    return harness;
  }

  static JourneyHarness subtask(int subtask, int subtasks) throws Exception {
    JourneyHarness harness = new JourneyHarness(new HashMapStateBackend(), subtasks, subtask);
    harness.flink.open();
    return harness;
  }

  /**
   * One of several subtasks on heap that draw the journey map, without rules, from what {@code
   * before} of them left together.
   *
   * @param state null for a fresh start
   */
  public static JourneyHarness drawing(
      String lifecycle,
      String segments,
      @Nullable OperatorSubtaskState state,
      int before,
      int subtask,
      int subtasks)
      throws Exception {
    JourneyHarness harness =
        new JourneyHarness(new HashMapStateBackend(), lifecycle, segments, subtasks, subtask);
    if (state != null) {
      harness.flink.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, Frozen.KEY_GROUPS, before, subtasks, subtask));
    }
    harness.flink.open();
    if (state == null) {
      harness.rulesAreRead();
    }
    return harness;
  }

  /** Returns what was counted for the map since the last call, with what goes before a barrier. */
  public List<MapTally> tallies() throws Exception {
    flink.prepareSnapshotPreBarrier(++lookups);
    return recorder.takeTallies();
  }

  /** Opens the only subtask, on RocksDB, from a {@link #snapshot}. */
  static JourneyHarness restored(OperatorSubtaskState state) throws Exception {
    return rescaled(state, 1, 0, 1);
  }

  /** Opens one of several subtasks on RocksDB, from the state of {@code before} subtasks. */
  static JourneyHarness rescaled(OperatorSubtaskState state, int before, int subtask, int subtasks)
      throws Exception {
    return restored(new EmbeddedRocksDBStateBackend(), state, before, subtask, subtasks);
  }

  /** Opens the only subtask on heap, from the state of {@code before} subtasks on heap. */
  static JourneyHarness onHeap(OperatorSubtaskState state, int before) throws Exception {
    return onHeap(state, before, 0, 1);
  }

  /** Opens one of several subtasks on heap, from the state of {@code before} subtasks. */
  static JourneyHarness onHeap(OperatorSubtaskState state, int before, int subtask, int subtasks)
      throws Exception {
    return restored(new HashMapStateBackend(), state, before, subtask, subtasks);
  }

  private static JourneyHarness restored(
      StateBackend backend, OperatorSubtaskState state, int before, int subtask, int subtasks)
      throws Exception {
    JourneyHarness harness = new JourneyHarness(backend, subtasks, subtask);
    harness.flink.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            state, Frozen.KEY_GROUPS, before, subtasks, subtask));
    harness.flink.open();
    return harness;
  }

  static long millis(Duration afterNoon) {
    return NOON.plus(afterNoon).toEpochMilli();
  }

  /** Pushes a rule under the id it has. */
  void push(String text) throws Exception {
    push(text.lines().findFirst().orElseThrow().replace("rule: ", ""), text);
  }

  void push(String key, String text) throws Exception {
    pushWithoutWaiting(key, text);
    awaitRules();
  }

  void remove(String key) throws Exception {
    flink.processElement2(new StreamRecord<>(new RuleText(key, null, "rules", pushes++)));
    awaitRules();
  }

  /** Lets a pause, or the end of one, arrive. */
  void pause(PauseChange change) throws Exception {
    flink.processElement2(new StreamRecord<>(change));
  }

  /** Pushes a policy. */
  void govern(String policy) throws Exception {
    flink.processElement2(new StreamRecord<>(new PolicyText(policy, "policy.yaml", pushes++)));
  }

  /** Puts a policy into state only, as a version may have left it that had no problem with it. */
  void keepPolicy(String policy) throws Exception {
    flink
        .getOperator()
        .getOperatorStateBackend()
        .getBroadcastState(JourneyWiring.RULES)
        .put(RuleStore.POLICY, new PolicyText(policy, "policy.yaml", pushes++));
  }

  /** Lets go what is sent before a barrier. */
  void prepareSnapshot() throws Exception {
    flink.prepareSnapshotPreBarrier(++lookups);
  }

  /** Pushes a rule that may not have been read when the next thing happens. */
  void pushWithoutWaiting(String key, String text) throws Exception {
    flink.processElement2(new StreamRecord<>(new RuleText(key, text, key + ".yaml", pushes++)));
  }

  /** Waits until all rules that were pushed have been taken. */
  void awaitRules() throws Exception {
    JourneyOperator operator = (JourneyOperator) flink.getOperator();
    while (operator.arrivingRules() > 0) {
      flink.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    }
  }

  void rulesAreRead() throws Exception {
    flink.processWatermark2(Watermark.MAX_WATERMARK);
  }

  /** Lets a touchpoint arrive, whose position is the number of those before it. */
  void arrive(String customer, String id, String type, Duration afterNoon) throws Exception {
    Touchpoint touchpoint =
        new Touchpoint(id, customer, null, type, null, millis(afterNoon), null, Map.of());
    Position position = new Position(SOURCE, 0, arrivals++);
    arrive(new Arrival(touchpoint, position, millis(afterNoon) + 5));
  }

  public void arrive(Arrival arrival) throws Exception {
    flink.processElement1(new StreamRecord<>(packer.pack(arrival)));
  }

  /** Sets the wall clock, which begins at 0. */
  void wallClock(long millis) throws Exception {
    flink.setProcessingTime(millis);
  }

  /** Asks about a customer, at a time of the wall clock. */
  void ask(String customer, @Nullable String rule, long askedMillis) throws Exception {
    flink.processElement2(
        new StreamRecord<>(new Question("q" + pushes, customer, rule, askedMillis, pushes++)));
  }

  List<Answer> answers() {
    return recorder.all(Answer.class);
  }

  public void advanceTo(Duration afterNoon) throws Exception {
    flink.processWatermark1(new Watermark(millis(afterNoon)));
  }

  public void end() throws Exception {
    flink.processWatermark1(Watermark.MAX_WATERMARK);
  }

  public OperatorSubtaskState snapshot(long checkpoint) throws Exception {
    return flink.snapshot(checkpoint, checkpoint);
  }

  /** An action during the asynchronous part of a checkpoint. */
  interface Meanwhile {
    void happens() throws Exception;
  }

  OperatorSubtaskState snapshotWhile(long checkpoint, Meanwhile meanwhile) throws Exception {
    OperatorSnapshotFutures futures = begin(checkpoint, new MemCheckpointStreamFactory(1 << 20));
    meanwhile.happens();
    return OperatorSnapshotFinalizer.create(futures).getJobManagerOwnedState();
  }

  /** Begins a checkpoint, as a task does; its futures are the asynchronous part. */
  OperatorSnapshotFutures begin(long checkpoint, CheckpointStreamFactory storage) throws Exception {
    return flink
        .getOperator()
        .snapshotState(
            checkpoint, checkpoint, CheckpointOptions.forCheckpointWithDefaultLocation(), storage);
  }

  int timers() {
    return flink.numEventTimeTimers();
  }

  /** Returns a customer from the state at a checkpoint. */
  Customer customer(String id) throws Exception {
    snapshot(++lookups);
    KeyedStateBackend<String> backend = flink.getOperator().getKeyedStateBackend();
    backend.setCurrentKey(id);
    byte[] value =
        backend
            .getPartitionedState(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                new ValueStateDescriptor<>(
                    Frozen.CUSTOMER_STATE.id(), BytePrimitiveArraySerializer.INSTANCE))
            .value();
    return new CustomerCodec().read(id, value);
  }

  public long count(Tally.Of of) {
    return (Long) flink.getOperator().getRuntimeContext().getAccumulator(of.code()).getLocalValue();
  }

  Recorder sent() {
    return recorder;
  }

  public List<Trigger> triggers() {
    return recorder.all(Trigger.class);
  }

  public List<DeadLetter> late() {
    return recorder.all(DeadLetter.class);
  }

  List<Decision> decisions() {
    return recorder.all(Decision.class);
  }

  List<RuleStatus> statuses() {
    return recorder.all(RuleStatus.class);
  }

  /** The ids of the touchpoints that completed matches, in order. */
  List<String> completing() {
    return triggers().stream()
        .map(t -> t.touchpoints().get(t.touchpoints().size() - 1).id())
        .toList();
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
