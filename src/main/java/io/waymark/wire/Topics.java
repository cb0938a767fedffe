package io.waymark.wire;

import io.waymark.model.Answer;
import io.waymark.model.Applied;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.MapRecord;
import io.waymark.model.Outgoing;
import io.waymark.model.Pause;
import io.waymark.model.RuleOutcomes;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All topics of Waymark. Each topic that the job writes has one entry, from which its sink with its
 * uid, its stream kind and its side output follow, and so do the rights that a start asks for and
 * the console's health. Those of the delivery are apart, as the job works without them.
 */
public final class Topics {
  private static final int PARTITIONS = 4;

  public static final InputTopic TOUCHPOINTS = new InputTopic("touchpoints", PARTITIONS, Map.of());

  /**
   * Has one partition, so that its order is the order of the rules; only the last text of a rule is
   * kept.
   */
  public static final InputTopic RULES =
      new InputTopic("rules", 1, Map.of("cleanup.policy", "compact"));

  /** Has one partition, as rules have; only the last policy is kept. */
  public static final InputTopic POLICY =
      new InputTopic("policy", 1, Map.of("cleanup.policy", "compact"));

  /**
   * Has questions about customers, by customer. The broker stamps them, so that their age does not
   * depend on clocks of others, and forgets them soon: nobody answers an old one.
   */
  public static final InputTopic QUESTIONS =
      new InputTopic(
          "questions",
          PARTITIONS,
          Map.of(
              "message.timestamp.type", "LogAppendTime",
              "retention.ms", "3600000"));

  public static final OutputTopic<RuleStatus> RULE_STATUS =
      new OutputTopic<>(
          "rule-status", 1, Map.of(), RuleStatus.class, RuleStatus::rule, new RuleStatusDocument());
  public static final OutputTopic<Trigger> TRIGGERS =
      new OutputTopic<>(
          "triggers",
          PARTITIONS,
          Map.of(),
          Trigger.class,
          Trigger::customer,
          new TriggerDocument());
  public static final OutputTopic<Decision> DECISIONS =
      new OutputTopic<>(
          "decisions",
          PARTITIONS,
          Map.of(),
          Decision.class,
          Decision::customer,
          new DecisionDocument());
  public static final OutputTopic<Transition> TRANSITIONS =
      new OutputTopic<>(
          "transitions",
          PARTITIONS,
          Map.of(),
          Transition.class,
          Transition::customer,
          new TransitionDocument());

  public static final OutputTopic<DeadLetter> DEAD_LETTERS =
      new OutputTopic<>(
          "dead-letters",
          PARTITIONS,
          Map.of(),
          DeadLetter.class,
          letter -> letter.position().toString(),
          new DeadLetterDocument());

  /**
   * Written only with the setting {@code job.applied}: it has as many records as there are
   * touchpoints.
   */
  public static final OutputTopic<Applied> APPLIED =
      new OutputTopic<>(
          "applied", PARTITIONS, Map.of(), Applied.class, Applied::customer, new AppliedDocument());

  /** Keeps the last figures of each part of the map, so that a reader has the picture at once. */
  public static final OutputTopic<MapRecord> JOURNEY_MAP =
      new OutputTopic<>(
          "journey-map",
          1,
          Map.of("cleanup.policy", "compact"),
          MapRecord.class,
          MapRecord::key,
          new MapDocument());

  /** Keeps the last figures of each version of a rule. */
  public static final OutputTopic<RuleOutcomes> RULE_OUTCOMES =
      new OutputTopic<>(
          "rule-outcomes",
          1,
          Map.of("cleanup.policy", "compact"),
          RuleOutcomes.class,
          RuleOutcomes::key,
          new RuleOutcomesDocument());

  /**
   * Holds the rules that the breaker paused, by their ids, until a person resumes them. The job
   * reads it, too.
   */
  public static final OutputTopic<Pause> PAUSES =
      new OutputTopic<>(
          "pauses",
          1,
          Map.of("cleanup.policy", "compact"),
          Pause.class,
          Pause::rule,
          new PauseDocument());

  /**
   * Has the answers to {@link #QUESTIONS}, never in a transaction: whoever asks waits for them.
   * They hold what is known of customers, so that they are kept for an hour only.
   */
  public static final OutputTopic<Answer> ANSWERS =
      new OutputTopic<>(
          "answers",
          PARTITIONS,
          Map.of("retention.ms", "3600000"),
          Answer.class,
          Answer::customer,
          new AnswerDocument());

  /** Has a record for each step of a trigger on its way to its destination. */
  public static final DeliveryTopic<DeliveryAttempt> DELIVERIES =
      new DeliveryTopic<>("deliveries", PARTITIONS, Map.of(), new DeliveryAttemptDocument());

  /**
   * Holds the triggers that could not be delivered yet, by their ids, each in the partition that it
   * has on {@link #TRIGGERS}, and in the first partition the statuses of destinations.
   */
  public static final DeliveryTopic<Trigger> DELIVERIES_PARKED =
      new DeliveryTopic<>(
          "deliveries-parked",
          PARTITIONS,
          Map.of("cleanup.policy", "compact"),
          new TriggerDocument());

  /** The topics that only {@code waymark deliver} needs. */
  public static final List<DeliveryTopic<?>> OF_DELIVERY = List.of(DELIVERIES, DELIVERIES_PARKED);

  /** The topics that are written where customers, inputs or rules are at work. */
  public static final List<OutputTopic<? extends Outgoing>> OF_CUSTOMERS =
      List.of(TRIGGERS, DECISIONS, TRANSITIONS, DEAD_LETTERS, RULE_STATUS, APPLIED);

  /**
   * The topics that the job writes, only ever added to at the end: the kinds of records in streams
   * are numbered by this order, but for those that have a number of their own.
   */
  public static final List<OutputTopic<? extends Outgoing>> OUTPUTS =
      List.of(
          TRIGGERS,
          DECISIONS,
          TRANSITIONS,
          DEAD_LETTERS,
          RULE_STATUS,
          APPLIED,
          JOURNEY_MAP,
          RULE_OUTCOMES,
          PAUSES,
          ANSWERS);

  /** The topics that the job reads or writes. */
  public static final List<Topic> ALL =
      Stream.<Topic>concat(Stream.of(TOUCHPOINTS, RULES, POLICY, QUESTIONS), OUTPUTS.stream())
          .toList();

  private Topics() {}

  /**
   * Returns the output topic of an id.
   *
   * @throws IllegalArgumentException for an id that no output topic has
   */
  static OutputTopic<?> output(String id) {
    return OUTPUTS.stream()
        .filter(topic -> topic.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no output topic " + id));
  }
}
