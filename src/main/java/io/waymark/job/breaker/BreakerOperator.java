package io.waymark.job.breaker;

import io.waymark.govern.rate.Rates;
import io.waymark.job.metric.Metrics;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.HeadcountTally;
import io.waymark.job.stream.SubtaskClocks;
import io.waymark.model.Directive;
import io.waymark.model.Pause;
import io.waymark.model.PauseChange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the rates of all rules in one subtask, and emits a pause for each that leaves the rail. A
 * pause takes effect when it comes back from its topic, which this operator hears as well: a rule
 * is paused once, until a person resumes it or another version of it sends.
 */
public final class BreakerOperator extends AbstractStreamOperator<Pause>
    implements TwoInputStreamOperator<HeadcountTally, Directive, Pause> {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(BreakerOperator.class);

  private static final ListStateDescriptor<byte[]> RATES =
      new ListStateDescriptor<>(Frozen.RATES_STATE.id(), BytePrimitiveArraySerializer.INSTANCE);

  private transient Rates rates;
  private transient SubtaskClocks clocks;
  private transient ListState<byte[]> state;
  private transient Counter trips;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    rates = new Rates();
    clocks = new SubtaskClocks();
    state = context.getOperatorStateStore().getListState(RATES);
    for (byte[] kept : state.get()) {
      rates = Rates.read(new DataInputStream(new ByteArrayInputStream(kept)));
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    trips = new SimpleCounter();
    new Metrics(getMetricGroup()).counter(Metrics.BREAKER_TRIPS, trips);
  }

  @Override
  public void processElement1(StreamRecord<HeadcountTally> element) {
    HeadcountTally tally = element.getValue();
    rates.take(tally.rail());
    tally.counts().forEach(rates::add);
    clocks.note(tally.subtask(), tally.subtasks(), tally.clockMillis());
    clocks.millis().ifPresent(millis -> rates.pass(millis).forEach(this::emit));
  }

  private void emit(Pause pause) {
    LOG.warn("rule {} version {}: {}", pause.rule(), pause.version(), pause.words());
    trips.inc();
    output.collect(new StreamRecord<>(pause));
  }

  @Override
  public void processElement2(StreamRecord<Directive> element) {
    if (element.getValue() instanceof PauseChange change) {
      Pause pause = change.pause();
      if (pause == null) {
        rates.noteResumed(change.rule());
      } else {
        rates.notePause(pause);
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    rates.write(new DataOutputStream(bytes));
    state.update(List.of(bytes.toByteArray()));
  }
}
