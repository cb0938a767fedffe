package io.waymark.console.store;

import io.waymark.model.Applied;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.EndpointStatus;
import io.waymark.model.RuleOutcomes;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of Kafka that are stored in one transaction, together with how far they were read. A
 * record that is stored already changes nothing. Of one thread.
 *
 * <p>Documents are kept as they are on the topics.
 */
public final class Batch {
  /** A partition of a topic. */
  public record Partition(String topic, int number) {}

  record AppliedRow(Applied applied, long offset, String document) {}

  record TriggerRow(Trigger trigger, String document) {}

  record DecisionRow(Decision decision, String document) {}

  record TransitionRow(Transition transition, String document) {}

  record DeadLetterRow(DeadLetter letter, String document) {}

  record AttemptRow(DeliveryAttempt attempt, String id, String document) {}

  /** A change of the parked triggers; {@code to} is null where one is not parked any more. */
  record ParkedRow(String trigger, @Nullable String to, long timeMillis) {}

  record EndpointRow(EndpointStatus status, String document) {}

  record StatusRow(RuleStatus status, String document) {}

  record OutcomesRow(RuleOutcomes outcomes, String document) {}

  final List<AppliedRow> applied = new ArrayList<>();
  final List<TriggerRow> triggers = new ArrayList<>();
  final List<DecisionRow> decisions = new ArrayList<>();
  final List<TransitionRow> transitions = new ArrayList<>();
  final List<DeadLetterRow> deadLetters = new ArrayList<>();
  final List<AttemptRow> attempts = new ArrayList<>();
  final List<ParkedRow> parked = new ArrayList<>();
  final List<EndpointRow> endpoints = new ArrayList<>();
  final List<Policies.Version> policies = new ArrayList<>();
  final List<StatusRow> statuses = new ArrayList<>();
  final List<OutcomesRow> outcomes = new ArrayList<>();
  final List<Rules.Version> versions = new ArrayList<>();
  final List<DailyCuts.Row> cuts = new ArrayList<>();
  final Map<Partition, Long> next = new HashMap<>();

  /** Adds a touchpoint; {@code offset} orders those of one customer and one instant. */
  public void add(Applied touchpoint, long offset, String document) {
    applied.add(new AppliedRow(touchpoint, offset, document));
  }

  public void add(Trigger trigger, String document) {
    triggers.add(new TriggerRow(trigger, document));
  }

  public void add(Decision decision, String document) {
    decisions.add(new DecisionRow(decision, document));
  }

  public void add(Transition transition, String document) {
    transitions.add(new TransitionRow(transition, document));
  }

  public void add(DeadLetter letter, String document) {
    deadLetters.add(new DeadLetterRow(letter, document));
  }

  /**
   * Adds a step of a trigger.
   *
   * @param id orders steps of the same instant
   */
  public void add(DeliveryAttempt attempt, String id, String document) {
    attempts.add(new AttemptRow(attempt, id, document));
  }

  /** Notes that a trigger is parked for a destination. */
  public void park(String trigger, String to, long timeMillis) {
    parked.add(new ParkedRow(trigger, to, timeMillis));
  }

  /** Notes that a trigger is not parked any more. */
  public void unpark(String trigger) {
    parked.add(new ParkedRow(trigger, null, 0));
  }

  public void add(EndpointStatus status, String document) {
    endpoints.add(new EndpointRow(status, document));
  }

  public void add(Policies.Version policy) {
    policies.add(policy);
  }

  public void add(RuleStatus status, String document) {
    statuses.add(new StatusRow(status, document));
  }

  public void add(RuleOutcomes ofVersion, String document) {
    outcomes.add(new OutcomesRow(ofVersion, document));
  }

  public void add(Rules.Version version) {
    versions.add(version);
  }

  public void add(DailyCuts.Row cut) {
    cuts.add(cut);
  }

  /** Notes the offset that the next record of a partition has. */
  public void read(String topic, int partition, long nextOffset) {
    next.put(new Partition(topic, partition), nextOffset);
  }

  /** Returns whether there is nothing to store. */
  public boolean isEmpty() {
    return next.isEmpty() && cuts.isEmpty();
  }
}
