package io.waymark.settings;

import io.waymark.settings.Settings.Guarantee;
import io.waymark.settings.Settings.Input;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All settings. {@code settings.md} shows the same table. */
public final class SettingsTable {
  /** The prefix of the keys of properties for Kafka clients. */
  static final String CLIENT = "kafka.client.";

  /** The topic of touchpoints where none is named, after the prefix of topics. */
  static final String SOURCE = "touchpoints";

  /** The mapping of {@link #SOURCE}. */
  static final String SOURCE_MAPPING = "waymark";

  static final Setting<String> BOOTSTRAP =
      new Setting<>(
          "kafka.bootstrap",
          "host:port, ...",
          "localhost:9092",
          "Kafka brokers to start from",
          Parser.text());
  static final Setting<String> GROUP =
      new Setting<>(
          "kafka.group",
          "text",
          "waymark",
          "consumer group, and prefix of transaction ids",
          Parser.text());
  static final Setting<Duration> KAFKA_WAIT =
      new Setting<>(
          "kafka.wait",
          "duration",
          "60s",
          "how long a start waits for the broker and the topics",
          Parser.duration());
  static final Setting<Boolean> CREATE_TOPICS =
      new Setting<>(
          "kafka.create-topics",
          "true or false",
          "false",
          "whether a start creates topics that are missing",
          Parser.flag());
  static final Setting<String> CLIENT_PROPERTIES =
      new Setting<>(
          CLIENT + "*",
          "text",
          "",
          "a property for every Kafka client, such as kafka.client.security.protocol",
          Parser.text());
  static final Setting<String> PREFIX =
      new Setting<>(
          "topics.prefix", "text", "waymark.", "prefix of Waymark's own topics", Parser.text());
  static final Setting<List<Input>> SOURCES =
      new Setting<>(
          "sources",
          "topic:mapping, ...",
          PREFIX.byDefault() + SOURCE + ":" + SOURCE_MAPPING,
          "topics of touchpoints, each with the name or file of its mapping",
          Parser.inputs());
  static final Setting<String> LIFECYCLE =
      new Setting<>(
          "lifecycle",
          "name or file",
          "commerce",
          "the stages: commerce, subscription, or a YAML file",
          Parser.text());
  static final Setting<String> SEGMENTS =
      new Setting<>(
          "segments",
          "name or file",
          "default",
          "the groups of customers on the journey map: default, or a YAML file",
          Parser.text());
  static final Setting<String> JOB_NAME =
      new Setting<>(
          "job.name",
          "text",
          "waymark",
          "what Flink calls the job, in lists and in metrics",
          Parser.name("a job has a name"));
  static final Setting<Duration> DISORDER =
      new Setting<>(
          "job.disorder",
          "duration",
          "1s",
          "how long touchpoints wait for stragglers; later ones are dead letters",
          Parser.duration());
  static final Setting<Duration> FUTURE =
      new Setting<>(
          "job.future",
          "duration",
          "5m",
          "how far ahead of the wall clock a touchpoint may be stamped",
          Parser.duration());
  static final Setting<Duration> SILENCE =
      new Setting<>(
          "job.silence",
          "duration",
          "1s",
          "after which the time of a silent topic follows the wall clock",
          Parser.duration());
  static final Setting<Duration> SILENCE_LAG =
      new Setting<>(
          "job.silence-lag",
          "duration",
          "30s",
          "how far the time of a silent topic stays behind the wall clock, for senders that are slow"
              + " or send in batches; absences and, where another topic is silent, triggers wait as"
              + " long",
          Parser.duration());
  static final Setting<Duration> DRIFT =
      new Setting<>(
          "job.drift",
          "duration",
          "1h",
          "how far the times of topics may be apart while they catch up; less where that many"
              + " touchpoints do not fit into half the heap",
          Parser.duration());
  static final Setting<Integer> HOT_CUSTOMERS =
      new Setting<>(
          "job.hot-customers",
          "number",
          "4000",
          "how many customers each subtask keeps on heap, fewer where they take more than 16 KiB on"
              + " average; half of them may be ahead of state between checkpoints",
          Parser.integer(1, 1_000_000));
  static final Setting<Integer> EVALUATION_STEPS =
      new Setting<>(
          "job.evaluation-steps",
          "number",
          "10000",
          "how much work the expressions of one rule may be at one touchpoint or deadline; 10,000"
              + " steps take about 1 ms, and beyond them values are absent",
          Parser.integer(1_000, 10_000_000));
  static final Setting<Boolean> JOURNEY_MAP =
      new Setting<>(
          "job.journey-map",
          "true or false",
          "true",
          "whether the job computes the journey map; without it, a touchpoint costs less",
          Parser.flag());
  static final Setting<Boolean> APPLIED =
      new Setting<>(
          "job.applied",
          "true or false",
          "false",
          "whether each touchpoint is written as it was applied, with the customer's stage, to the"
              + " topic applied",
          Parser.flag());
  static final Setting<Guarantee> DELIVERY =
      new Setting<>(
          "job.delivery",
          "choice",
          "at-least-once",
          "at-least-once: triggers are out as soon as decided; exactly-once: with the checkpoints",
          Parser.choice(
              List.of("at-least-once", "exactly-once"),
              List.of(Guarantee.AT_LEAST_ONCE, Guarantee.EXACTLY_ONCE)));

  private static final List<Setting<?>> OF_THE_JOB =
      List.of(
          BOOTSTRAP,
          GROUP,
          KAFKA_WAIT,
          CREATE_TOPICS,
          CLIENT_PROPERTIES,
          PREFIX,
          SOURCES,
          LIFECYCLE,
          SEGMENTS,
          JOB_NAME,
          DISORDER,
          FUTURE,
          SILENCE,
          SILENCE_LAG,
          DRIFT,
          HOT_CUSTOMERS,
          EVALUATION_STEPS,
          JOURNEY_MAP,
          APPLIED,
          DELIVERY);

  /** All settings: those of the job, of the console, then of the delivery. */
  public static final List<Setting<?>> ALL =
      Stream.of(OF_THE_JOB, ConsoleTable.ALL, DeliverTable.ALL).flatMap(List::stream).toList();

  private SettingsTable() {}

  static boolean isKnown(String key) {
    return isListed(key) || key.startsWith(CLIENT);
  }

  /** Returns whether the table has the key itself, so that its value holds no secret. */
  static boolean isListed(String key) {
    return ALL.stream().anyMatch(setting -> setting.key().equals(key));
  }

  /** Returns whether a key of the table ends with a name, as keys are written in nested YAML. */
  static boolean isListedLast(String name) {
    return ALL.stream().anyMatch(setting -> ("." + setting.key()).endsWith("." + name));
  }

  static String keys() {
    return String.join(", ", ALL.stream().map(Setting::key).toList());
  }
}
