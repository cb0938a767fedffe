package io.waymark.job.map;

import io.waymark.job.metric.Metrics;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.MapTally;
import io.waymark.job.stream.SubtaskClocks;
import io.waymark.journey.JourneyMap;
import io.waymark.journey.MapCuts;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.MapRecord;
import io.waymark.yaml.Problems;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Holds the journey map, whole, in one subtask: the subtasks before it have added up most. Its
 * state is keyed by segment and stage, and written where it has changed.
 */
public final class MapOperator extends AbstractStreamOperator<MapRecord>
    implements OneInputStreamOperator<MapTally, MapRecord>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NOT_YET = Long.MAX_VALUE;

  /** The pause after a cut, as a multiple of the time that it took. */
  private static final long PAUSE_PER_CUT = 10;

  private static final ValueStateDescriptor<byte[]> PART =
      new ValueStateDescriptor<>(Frozen.MAP_STATE.id(), BytePrimitiveArraySerializer.INSTANCE);

  private final String lifecycleText;
  private final long betweenCutsMillis;

  private transient Set<String> reported;
  private transient JourneyMap map;
  private transient MapCuts cuts;
  private transient SubtaskClocks clocks;

  /** The wall time at which each subtask told last what it has counted: they do each second. */
  private transient SubtaskClocks heard;

  private transient ValueState<byte[]> parts;

  /** The oldest of those times; {@link #NOT_YET} before all have told. A gauge reads it. */
  private transient volatile long heardMillis;

  private transient volatile int leftOut;
  private transient volatile long cutWallMillis;
  private transient long lastCutMillis;
  private transient @Nullable ScheduledFuture<?> nextCut;

  /**
   * Creates an operator with an empty map.
   *
   * @param lifecycleText YAML without problems
   * @param betweenCuts the shortest time between two cuts; zero for one at the end of the input
   */
  public MapOperator(String lifecycleText, Duration betweenCuts) {
    this.lifecycleText = lifecycleText;
    this.betweenCutsMillis = betweenCuts.toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    reported = new HashSet<>();
    map = new JourneyMap();
    clocks = new SubtaskClocks();
    heard = new SubtaskClocks();
    heardMillis = NOT_YET;
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            PART,
            (Object key, ValueState<byte[]> part) -> map.restore((String) key, part.value()));
  }

  @Override
  public void open() throws Exception {
    super.open();
    parts = getRuntimeContext().getState(PART);
    Problems problems = new Problems("lifecycle", lifecycleText);
    cuts = new MapCuts(map, LifecycleReader.read(lifecycleText, problems).orElseThrow());
    cutWallMillis = wallMillis();
    Metrics metrics = new Metrics(getMetricGroup());
    metrics.gauge(Metrics.MAP_CUT_AGE, this::cutAgeMillis);
    metrics.gauge(Metrics.MAP_PLACES, map::places);
    metrics.gauge(Metrics.MAP_OVERFLOWS, map::overflows);
    metrics.gauge(Metrics.MAP_LEFT_OUT, () -> leftOut);
    if (betweenCutsMillis > 0) {
      map.begin(cutWallMillis);
      cutLater();
    }
  }

  /** Cuts again after a time that grows with what a cut costs, so that most is left to counting. */
  private void cutLater() {
    long pause = Math.max(betweenCutsMillis, lastCutMillis * PAUSE_PER_CUT);
    nextCut =
        getProcessingTimeService()
            .registerTimer(
                wallMillis() + pause,
                millis -> {
                  cut();
                  cutLater();
                });
  }

  @Override
  public void processElement(StreamRecord<MapTally> element) {
    MapTally tally = element.getValue();
    clocks.note(tally.subtask(), tally.subtasks(), tally.clockMillis());
    heard.note(tally.subtask(), tally.subtasks(), wallMillis());
    heardMillis = heard.millis().orElse(NOT_YET);
    tally.stages().forEach(map::add);
  }

  @Override
  public void endInput() {
    cut();
  }

  /** Publishes what has changed since the last cut. */
  private void cut() {
    OptionalLong asOf = clocks.millis();
    if (asOf.isPresent()) {
      long begin = System.nanoTime();
      cuts.next(asOf.getAsLong(), record -> output.collect(new StreamRecord<>(record)));
      cuts.leftOut().forEach(this::report);
      leftOut = cuts.leftOut().size();
      lastCutMillis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
      cutWallMillis = wallMillis();
    }
  }

  /** Logs once why a segment is left out. */
  private void report(String segment, String reason) {
    if (reported.add(segment)) {
      LOG.error("segment {} of the journey map stands still: {}", segment, reason);
    }
  }

  @Override
  public void close() throws Exception {
    if (nextCut != null) {
      nextCut.cancel(false);
    }
    super.close();
  }

  /** Returns the age of the last cut, or of the counts in it that are the oldest. */
  long cutAgeMillis() {
    return wallMillis() - Math.min(cutWallMillis, heardMillis);
  }

  private long wallMillis() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    map.flush(
        (key, part) -> {
          setCurrentKey(key);
          parts.update(part);
        });
  }
}
