package io.waymark.customer;

import io.waymark.model.Observation;
import io.waymark.model.Outgoing;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps all that an engine emits, in its order, and counts what it drops. */
public final class EngineRecorder implements Outlet, DropRecorder {
  private final List<Outgoing> everything = new ArrayList<>();
  private final Map<String, Integer> dropped = new TreeMap<>();
  private int droppedRuns;
  private int droppedTraits;
  private int droppedCooldowns;
  private int droppedGoals;
  private final List<Observation> observations = new ArrayList<>();

  public List<Outgoing> everything() {
    return everything;
  }

  public <T extends Outgoing> List<T> all(Class<T> type) {
    return everything.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public int droppedRuns() {
    return droppedRuns;
  }

  /** Returns how many runs were dropped by reason and rule, such as {@code RULE_FULL r}. */
  public Map<String, Integer> dropped() {
    return dropped;
  }

  public int droppedTraits() {
    return droppedTraits;
  }

  public int droppedCooldowns() {
    return droppedCooldowns;
  }

  public int droppedGoals() {
    return droppedGoals;
  }

  public List<Observation> observations() {
    return observations;
  }

  @Override
  public void observe(Observation observation) {
    observations.add(observation);
  }

  @Override
  public void droppedGoal() {
    droppedGoals++;
  }

  @Override
  public void emit(Outgoing record) {
    everything.add(record);
  }

  @Override
  public void droppedRuns(@Nullable Rule rule, int runs, Reason reason) {
    droppedRuns += runs;
    dropped.merge(reason + " " + (rule == null ? "" : rule.id()), runs, Integer::sum);
  }

  @Override
  public void droppedTrait() {
    droppedTraits++;
  }

  @Override
  public void droppedCooldown() {
    droppedCooldowns++;
  }
}
