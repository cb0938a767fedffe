package io.waymark.lab.bench;

import io.waymark.kafka.StartTopics;
import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.settings.Settings;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.core.execution.JobClient;

/**
 * The job between Kafka and Kafka, with one disorder bound: it catches up on a backlog, which shows
 * how much it takes at the most, then gets a part of that as a steady load.
 *
 * <p>The sender does not pause before the last trigger is there: without later touchpoints the last
 * ones would wait for {@code job.silence}, too.
 */
final class LatencyRun {
  /**
   * The results of a run.
   *
   * @param mostPerSecond while it caught up; 0 where there was no backlog
   * @param sentPerSecond while it was measured
   * @param completed the touchpoints that completed a rule while it was measured
   */
  record Measurement(double mostPerSecond, double sentPerSecond, List<Completed> completed) {
    Measurement {
      completed = List.copyOf(completed);
    }

    /** Returns the times from a touchpoint's append to its trigger's, where a trigger came. */
    Distribution latencyMillis() {
      return Distribution.of(
          completed.stream().filter(Completed::isAnswered).toList(), Completed::latencyMillis);
    }
  }

  /**
   * A touchpoint that completes a rule.
   *
   * @param sentMillis from the start of the measurement to its append
   * @param latencyMillis from there to its trigger's; negative where none came
   */
  record Completed(long sentMillis, long latencyMillis) {
    boolean isAnswered() {
      return latencyMillis >= 0;
    }
  }

  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration LONGEST_CATCHING_UP = Duration.ofMinutes(30);
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofSeconds(10);

  private final String bootstrap;
  private final LatencyBench.Load load;
  private final Ticker ticker;

  LatencyRun(String bootstrap, LatencyBench.Load load, Ticker ticker) {
    this.bootstrap = bootstrap;
    this.load = load;
    this.ticker = ticker;
  }

  /** Measures a job that it starts, with topics of its own. */
  Measurement measure(Workspace workspace, EmbeddedBroker broker, String disorder)
      throws Exception {
    Settings settings = BenchJob.settings(bootstrap, disorder, Map.of("job.disorder", disorder));
    Map<String, String> stampedByBroker = Map.of("message.timestamp.type", "LogAppendTime");
    for (Topic topic : List.of(Topics.TOUCHPOINTS, Topics.TRIGGERS)) {
      broker.createTopic(topic.name(settings.prefix()), topic.partitions(), stampedByBroker);
    }
    broker.createTopic(
        Topics.RULES.name(settings.prefix()), Topics.RULES.partitions(), Topics.RULES.config());
    BenchJob.pushRules(settings, load.rules());
    try (Sender sender = sender(settings, disorder);
        TriggerReader reader = reader(settings)) {
      sender.sendBacklog(
          load.backlog(), done -> ticker.tick(() -> "sending the backlog, %,d".formatted(done)));
      ticker.clear();
      BenchJob.startThread("bench-reader", reader);
      // Creates what is missing; the job waits for the rules that are there now.
      JobClient job = BenchJob.start(workspace, settings, StartTopics.find(settings));
      return measure(job, sender, reader);
    }
  }

  /** Measures a running job, on its own topics; a backlog would be late there. */
  Measurement measureRunning(Settings settings) throws Exception {
    StartTopics.find(settings);
    BenchJob.pushRules(settings, load.rules());
    try (Sender sender = sender(settings, Long.toString(System.currentTimeMillis(), 36));
        TriggerReader reader = reader(settings)) {
      BenchJob.startThread("bench-reader", reader);
      BenchJob.startThread("bench-sender", () -> sender.sendSteadily(load.rate()));
      return measureSteady(new CompletableFuture<>(), sender, reader, 0);
    }
  }

  private Sender sender(Settings settings, String run) {
    return new Sender(bootstrap, Topics.TOUCHPOINTS.name(settings.prefix()), load.customers(), run);
  }

  private TriggerReader reader(Settings settings) {
    return new TriggerReader(
        bootstrap,
        Topics.TRIGGERS.name(settings.prefix()),
        Topics.TRIGGERS.partitions(),
        Sender.RULE.id());
  }

  private Measurement measure(JobClient job, Sender sender, TriggerReader reader) throws Exception {
    try {
      double most = load.backlog() == 0 ? 0 : catchUp(job, reader);
      double rate = load.rate() == 0 ? most / 2 : load.rate();
      BenchJob.startThread("bench-sender", () -> sender.sendSteadily(rate));
      return measureSteady(job.getJobExecutionResult(), sender, reader, most);
    } finally {
      BenchJob.end(job);
    }
  }

  /**
   * Returns how many touchpoints the job takes in a second, by the triggers between a fifth and
   * nine tenths of the backlog, each of which stands for a fixed number of touchpoints.
   */
  private double catchUp(JobClient job, TriggerReader reader) throws Exception {
    Map<String, Long> come = reader.appendedMillis();
    long all = load.backlog() / Sender.COMPLETES_ONE_IN;
    ticker.await(
        job,
        () -> come.size() >= all,
        LONGEST_CATCHING_UP,
        () -> "catching up, %,d of %,d".formatted(come.size() * 100L, load.backlog()));
    long[] sorted = come.values().stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length < all) {
      throw new IllegalStateException(
          "the job does not catch up: %,d of %,d triggers came".formatted(sorted.length, all));
    }
    int from = sorted.length / 5;
    int to = sorted.length * 9 / 10;
    double millis = Math.max(1, sorted[to] - sorted[from]);
    return (to - from) * Sender.COMPLETES_ONE_IN * 1e3 / millis;
  }

  private Measurement measureSteady(
      CompletableFuture<?> end, Sender sender, TriggerReader reader, double most) throws Exception {
    Map<String, Long> sent = sender.appendedMillis();
    Map<String, Long> come = reader.appendedMillis();
    int before = come.size();
    ticker.await(end, () -> come.size() > before, LONGEST_START, () -> "starting");
    Duration length = load.length();
    Duration warmUp = length.compareTo(LONGEST_WARM_UP) < 0 ? length : LONGEST_WARM_UP;
    ticker.await(end, () -> false, warmUp, () -> "warming up");
    long from = System.currentTimeMillis();
    ticker.await(end, () -> false, length, () -> "measuring, %,d triggers".formatted(come.size()));
    long until = System.currentTimeMillis();
    ticker.await(
        end,
        () -> completed(sent, come, from, until).stream().allMatch(Completed::isAnswered),
        LONGEST_REST,
        () -> "waiting for the last");
    List<Completed> completed = completed(sent, come, from, until);
    double sentPerSecond = completed.size() * Sender.COMPLETES_ONE_IN * 1e3 / length.toMillis();
    return new Measurement(most, sentPerSecond, completed);
  }

  private static List<Completed> completed(
      Map<String, Long> sent, Map<String, Long> come, long from, long until) {
    return sent.entrySet().stream()
        .filter(each -> each.getValue() >= from && each.getValue() < until)
        .map(
            each -> {
              long appended = each.getValue();
              Long answered = come.get(each.getKey());
              return new Completed(appended - from, answered == null ? -1 : answered - appended);
            })
        .toList();
  }
}
