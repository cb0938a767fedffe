package io.waymark.settings;

import io.waymark.model.Problem;
import java.time.Duration;
import java.util.List;

/**
 * The settings of the job, of the console and of the delivery, read once at a start by {@link
 * SettingsReader}. Flink's own settings are in Flink's configuration.
 *
 * @param kafkaWait how long a start waits for the broker and the topics
 * @param prefix of Waymark's own topics
 * @param inputs the topics of touchpoints, each with its mapping
 * @param lifecycle the name of a bundled lifecycle, or a file
 * @param segments the name of bundled segments, or a file
 * @param jobName what Flink calls the job
 * @param disorder how long touchpoints wait for stragglers
 * @param future how far ahead of the wall clock a touchpoint may be stamped
 * @param silence after which the time of a silent topic follows the wall clock
 * @param silenceLag how far behind the wall clock the time of a silent topic stays
 * @param drift how far the times of topics may be apart while they catch up
 * @param hotCustomers how many customers each subtask keeps on heap; best a few times as many as
 *     are active at once
 * @param evaluationSteps how much work the expressions of one rule may be at a touchpoint
 * @param journeyMap whether the job computes the journey map
 * @param applied whether the topic of applied touchpoints is written
 */
public record Settings(
    Connection kafka,
    String group,
    Duration kafkaWait,
    boolean createTopics,
    String prefix,
    List<Input> inputs,
    String lifecycle,
    String segments,
    String jobName,
    Duration disorder,
    Duration future,
    Duration silence,
    Duration silenceLag,
    Duration drift,
    int hotCustomers,
    int evaluationSteps,
    boolean journeyMap,
    boolean applied,
    Guarantee delivery,
    ConsoleSettings console,
    DeliverSettings deliver) {

  public Settings {
    inputs = List.copyOf(inputs);
  }

  /** A topic of touchpoints and the name or file of its mapping. */
  public record Input(String topic, String mapping) {}

  /** The guarantee for triggers around a fault. */
  public enum Guarantee {
    /** Triggers go out as soon as they are decided; one that goes out twice has the same id. */
    AT_LEAST_ONCE,
    /** Triggers go out in Kafka transactions, which commit with the checkpoints. */
    EXACTLY_ONCE
  }

  /** Settings that cannot be used; all their problems at once. */
  public static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    UnusableException(List<Problem> problems) {
      super(problems.size() + " problems in the settings");
      this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
      return problems;
    }
  }

  /** Leaves out the properties of Kafka clients, which may hold secrets. */
  @Override
  public String toString() {
    return "Settings[" + group + " at " + kafka.bootstrap() + ", " + prefix + "*]";
  }
}
