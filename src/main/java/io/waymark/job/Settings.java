package io.waymark.job;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the job is told about its surroundings, read once at the start by {@link SettingsReader}.
 * What Flink itself is told stands in Flink's configuration.
 *
 * @param kafkaClient properties for every Kafka client, such as {@code security.protocol}; what
 *     they say of {@link Secrets} the client itself resolves
 * @param kafkaWait how long a start waits for the broker and the topics
 * @param prefix of Waymark's own topics
 * @param inputs the topics of touchpoints, each with its mapping
 * @param jobName what Flink calls the job
 * @param disorder how long touchpoints wait for stragglers
 * @param future how far ahead of the wall clock a touchpoint may be stamped
 * @param silence after which the time of a silent topic follows the wall clock
 * @param hotCustomers how many customers each subtask keeps on heap; best a few times as many as
 *     are active at once
 * @param drift how far the times of topics may be apart while they catch up
 */
public record Settings(
    String bootstrap,
    String group,
    Map<String, String> kafkaClient,
    Duration kafkaWait,
    boolean createTopics,
    String prefix,
    List<Input> inputs,
    Lifecycle lifecycle,
    String jobName,
    Duration disorder,
    Duration future,
    Duration silence,
    Duration drift,
    int hotCustomers,
    Delivery delivery) {

  /** A topic of touchpoints and the name or file of its mapping. */
  public record Input(String topic, String mapping) {}

  /** What happens to triggers around a fault. */
  public enum Delivery {
    /** Out as soon as decided; one that comes twice has the same id. */
    AT_LEAST_ONCE,
    /** In Kafka transactions, which commit with the checkpoints. */
    EXACTLY_ONCE
  }

  /** Settings that cannot be used; all their problems at once. */
  public static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    UnusableException(List<Problem> problems) {
      super(problems.size() + " problems in the settings");
      this.problems = problems;
    }

    public List<Problem> problems() {
      return problems;
    }
  }

  /** Without the properties of Kafka clients, among which secrets may be. */
  @Override
  public String toString() {
    return "Settings[" + group + " at " + bootstrap + ", " + prefix + "*]";
  }

  /** One of Waymark's topics. */
  public String topic(Topic topic) {
    return prefix + topic.id();
  }
}
