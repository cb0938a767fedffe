package io.waymark.model;

/**
 * A record that the job sends out, each kind on a topic of its own. Produced by the engine of a
 * customer, by intake and where rules arrive; consumed by the sinks.
 */
public sealed interface Outgoing
    permits Trigger,
        Decision,
        Transition,
        Applied,
        DeadLetter,
        RuleStatus,
        MapRecord,
        RuleOutcomes,
        Pause,
        Answer {
  /** Returns the event time; {@link Long#MIN_VALUE} for a record that has none. */
  long eventMillis();
}
