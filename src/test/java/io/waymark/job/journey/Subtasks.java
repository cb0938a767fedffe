package io.waymark.job.journey;

import io.waymark.job.metric.Tally;
import io.waymark.job.stream.Frozen;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Outgoing;
import io.waymark.model.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** The journey operator in several subtasks, each of which gets its customers, as in a job. */
final class Subtasks implements AutoCloseable {
  private final List<JourneyHarness> all = new ArrayList<>();
  private final List<Outgoing> earlier = new ArrayList<>();
  private long wallMillis;
  private long late;

  Subtasks(int parallelism, List<String> rules) throws Exception {
    for (int subtask = 0; subtask < parallelism; subtask++) {
      JourneyHarness journey = JourneyHarness.subtask(subtask, parallelism);
      all.add(journey);
      for (String rule : rules) {
        journey.push(rule);
      }
      journey.rulesAreRead();
    }
  }

  /** Puts a rule into force in all of them. */
  void push(String rule) throws Exception {
    for (JourneyHarness journey : all) {
      journey.push(rule);
    }
  }

  /** Puts a policy into force in all of them. */
  void govern(String policy) throws Exception {
    for (JourneyHarness journey : all) {
      journey.govern(policy);
    }
  }

  /** Sets the wall clock, which begins at 0. */
  void wallClock(long millis) throws Exception {
    wallMillis = millis;
    for (JourneyHarness journey : all) {
      journey.wallClock(millis);
    }
  }

  void arrive(Arrival arrival) throws Exception {
    all.get(
            KeyGroupRangeAssignment.assignKeyToParallelOperator(
                arrival.touchpoint().customer(), Frozen.KEY_GROUPS, all.size()))
        .arrive(arrival);
  }

  void advanceTo(Duration afterNoon) throws Exception {
    for (JourneyHarness journey : all) {
      journey.advanceTo(afterNoon);
    }
  }

  void end() throws Exception {
    for (JourneyHarness journey : all) {
      journey.end();
    }
  }

  /** Stops all with a snapshot and goes on from it with another number of them. */
  void restart(int parallelism) throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (JourneyHarness journey : all) {
      states.add(journey.snapshot(1));
    }
    int before = all.size();
    close();
    OperatorSubtaskState state =
        AbstractStreamOperatorTestHarness.repackageState(
            states.toArray(OperatorSubtaskState[]::new));
    for (int subtask = 0; subtask < parallelism; subtask++) {
      all.add(JourneyHarness.onHeap(state, before, subtask, parallelism));
    }
    wallClock(wallMillis);
  }

  /** All that were sent until now. */
  List<Trigger> triggers() {
    return all(Trigger.class);
  }

  /** All that were made until now. */
  List<Decision> decisions() {
    return all(Decision.class);
  }

  private <T extends Outgoing> List<T> all(Class<T> type) {
    List<T> found = new ArrayList<>();
    earlier.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
    all.forEach(journey -> found.addAll(journey.sent().all(type)));
    return found;
  }

  long late() {
    return late + all.stream().mapToLong(journey -> journey.count(Tally.Of.LATE)).sum();
  }

  @Override
  public void close() throws Exception {
    late = late();
    for (JourneyHarness journey : all) {
      earlier.addAll(journey.sent().all(Outgoing.class));
      journey.close();
    }
    all.clear();
  }
}
