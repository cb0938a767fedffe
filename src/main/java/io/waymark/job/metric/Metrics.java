package io.waymark.job.metric;

import static io.waymark.job.metric.Metric.Type.COUNTER;
import static io.waymark.job.metric.Metric.Type.GAUGE;
import static io.waymark.job.metric.Metric.Type.HISTOGRAM;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * The names of all metrics of Waymark's, and where an operator registers them: in Flink's group
 * {@code waymark}, a label as a group of key and value.
 */
public final class Metrics {
  public static final Metric DEAD_LETTERS =
      new Metric(
          "dead-letters",
          COUNTER,
          List.of("reason"),
          "dead letters by reason; together as many as `dead-lettered` + `late`");

  public static final Metric DROPPED_RUNS =
      new Metric(
          "dropped-runs",
          COUNTER,
          List.of("reason"),
          "open runs dropped, by reason: `rule-gone`, `unreadable` in state, `rule-full` (the rule"
              + " has more for one customer than are kept), `customer-full` (all rules have); together"
              + " as many as `dropped-runs`");

  public static final Metric LEFT_OUT =
      new Metric(
          "left-out",
          COUNTER,
          List.of("topic"),
          "documents that would have been too large for Kafka, by topic; each says what is left out"
              + " of it",
          "user_");

  public static final Metric EVENT_TIME_LAG =
      gauge(
          "event-time-lag-millis",
          "ms that the event time which customers have reached is behind the wall clock; 0 where it"
              + " is ahead, -1 as long as nothing is applied because rules or inputs have not said"
              + " where they are");
  public static final Metric WAITING =
      gauge("waiting", "touchpoints on heap that wait for stragglers");
  public static final Metric RECEIVED_TO_EMITTED =
      new Metric(
          "received-to-emitted-millis",
          HISTOGRAM,
          List.of(),
          "ms from reading the touchpoint that completed a match to its trigger going out; waiting"
              + " for stragglers is part of it");
  public static final Metric DUE_TO_EMITTED =
      new Metric(
          "due-to-emitted-millis",
          HISTOGRAM,
          List.of(),
          "ms from a deadline that completed a match to its trigger going out; large where a"
              + " backlog is read");

  public static final Metric CUSTOMERS_HIT =
      counter("customers-hit", "times that a customer was found on heap");
  public static final Metric CUSTOMERS_MISSED =
      counter("customers-missed", "times that a customer was read from state");
  public static final Metric CUSTOMERS_BYTES =
      gauge("customers-bytes", "about how many bytes the customers on heap take");
  public static final Metric RUNS_OPENED =
      counter("runs-opened", "times that a rule's runs were opened for a customer");
  public static final Metric RUNS_ENDED =
      counter(
          "runs-ended",
          "times that a customer's runs of a rule ended, by a match or without one; those of a"
              + " customer who never comes back do not end");

  public static final Metric RULES = gauge("rules", "rules that run");
  public static final Metric RULES_PAUSED =
      gauge("rules-paused", "rules that the breaker paused, in the version that runs");
  public static final Metric POLICY_UNREADABLE =
      gauge(
          "policy-unreadable",
          "1 as long as nothing is sent, since this version cannot read the policy of the restored"
              + " state; else 0");
  public static final Metric BREAKER_TRIPS =
      counter(
          "breaker-trips",
          "times since the start that a rule left the rail of the policy and was paused");
  public static final Metric RULES_ARRIVING =
      gauge("rules-arriving", "rules that have come and are still being read");
  public static final Metric RULES_DIGEST =
      gauge("rules-digest", "a number that two subtasks share if they run the same rule versions");
  public static final Metric RULE_LIVE =
      new Metric(
          "live", GAUGE, List.of("rule", "version"), "1 for the version of a rule that runs");
  public static final Metric RULE_MATCHES =
      new Metric(
          "matches", COUNTER, List.of("rule"), "matches by rule; together as many as `matches`");
  public static final Metric RULE_SENT =
      new Metric("sent", COUNTER, List.of("rule"), "triggers by rule; together as many as `sent`");
  public static final Metric RULE_WITHHELD =
      new Metric(
          "withheld",
          COUNTER,
          List.of("rule", "gate"),
          "matches by rule and the gate that withheld them; together as many as `withheld`");

  public static final Metric RULE_FAILED =
      new Metric(
          "failed-evaluations",
          COUNTER,
          List.of("rule"),
          "evaluations of a rule's expressions that failed, or took more steps than were left; the"
              + " value was absent, and the rule's status says why. One that several rules"
              + " share counts for each");
  public static final Metric DROPPED_VERSIONS =
      counter(
          "dropped-versions",
          "versions of rules that were dropped, with their open runs, as too many of one rule were"
              + " still draining");

  public static final Metric QUESTIONS =
      new Metric(
          "questions",
          COUNTER,
          List.of("outcome"),
          "questions about customers by what became of them: `answered`; `refused`, as too many came"
              + " in a second or the job is starting, with an answer that says so; `dropped`, as even"
              + " more came; `old`, as nobody waits for the answer any more");
  public static final Metric MALFORMED_QUESTIONS =
      new Metric(
          "malformed-questions",
          COUNTER,
          List.of(),
          "records of the topic questions that are no question: no JSON, no customer as their key,"
              + " or too large",
          "deserializer_");

  public static final Metric MAP_CUT_AGE =
      gauge(
          "map-cut-age-millis",
          "ms since the last cut of the journey map, or since a subtask told it last what it counted");
  public static final Metric MAP_PLACES =
      gauge(
          "map-places",
          "stages, cells and ways on the journey map, each counted in each of its segments; from"
              + " 10,000 on no cell and no way is added");
  public static final Metric MAP_OVERFLOWS =
      gauge(
          "map-overflows",
          "times since the start that counts of a new cell or way were added to `other`, as the map"
              + " had no room for another place");

  public static final Metric MAP_LEFT_OUT =
      gauge(
          "map-left-out",
          "segments that the last cut of the journey map left as they were, as their counts cannot"
              + " be");

  /** All metrics, those of {@link Tally} first. */
  public static final List<Metric> TABLE =
      Stream.concat(
              Arrays.stream(Tally.Of.values()).map(Tally.Of::metric),
              Stream.of(
                  DEAD_LETTERS,
                  DROPPED_RUNS,
                  LEFT_OUT,
                  EVENT_TIME_LAG,
                  WAITING,
                  RECEIVED_TO_EMITTED,
                  DUE_TO_EMITTED,
                  CUSTOMERS_HIT,
                  CUSTOMERS_MISSED,
                  CUSTOMERS_BYTES,
                  RUNS_OPENED,
                  RUNS_ENDED,
                  RULES,
                  RULES_PAUSED,
                  POLICY_UNREADABLE,
                  BREAKER_TRIPS,
                  RULES_ARRIVING,
                  RULES_DIGEST,
                  RULE_LIVE,
                  RULE_MATCHES,
                  RULE_SENT,
                  RULE_WITHHELD,
                  RULE_FAILED,
                  DROPPED_VERSIONS,
                  QUESTIONS,
                  MALFORMED_QUESTIONS,
                  MAP_CUT_AGE,
                  MAP_PLACES,
                  MAP_OVERFLOWS,
                  MAP_LEFT_OUT))
          .toList();

  /** The number of latest values over which a histogram has quantiles: some minutes of triggers. */
  public static final int WINDOW = 1_000;

  private final MetricGroup group;

  /** Creates the metrics of one operator. */
  public Metrics(MetricGroup operator) {
    this.group = operator.addGroup("waymark");
  }

  /**
   * Registers a counter.
   *
   * @param labels the values of the metric's labels
   */
  public void counter(Metric metric, Counter counter, String... labels) {
    group(metric, labels).counter(metric.name(), counter);
  }

  /**
   * Registers a number that another thread reads whenever it likes.
   *
   * @param labels the values of the metric's labels
   */
  public void gauge(Metric metric, Gauge<? extends Number> number, String... labels) {
    group(metric, labels).gauge(metric.name(), number);
  }

  public Histogram histogram(Metric metric) {
    return group(metric).histogram(metric.name(), new DescriptiveStatisticsHistogram(WINDOW));
  }

  /**
   * Takes out all metrics below a label, after which they can be registered anew. Flink offers this
   * for whole groups only, and a group with a value stays in the one of its key when it is closed.
   *
   * @param path a key, or a key and a value, and so on
   */
  public void close(String... path) {
    MetricGroup at = group;
    int i = 0;
    for (; i + 1 < path.length; i += 2) {
      at = at.addGroup(path[i], path[i + 1]);
    }
    if (i < path.length) {
      at = at.addGroup(path[i]);
    }
    if (at instanceof AbstractMetricGroup<?> own) {
      own.close();
    }
  }

  private MetricGroup group(Metric metric, String... labels) {
    MetricGroup at = group;
    for (int i = 0; i < labels.length; i++) {
      at = at.addGroup(metric.labels().get(i), labels[i]);
    }
    return at;
  }

  static Metric counter(String name, String meaning) {
    return new Metric(name, COUNTER, List.of(), meaning);
  }

  private static Metric gauge(String name, String meaning) {
    return new Metric(name, GAUGE, List.of(), meaning);
  }
}
