package io.waymark.lab.bench;

import io.waymark.kafka.StartTopics;
import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.flink.core.execution.JobClient;

/**
 * One run: the job takes the history, the console reads what the job has written, then touchpoints
 * come at a fixed rate while the console is measured by itself, with those who look on, and with
 * somebody who opens one page after the other.
 */
final class ConsoleRun {
  private static final Duration LONGEST_HISTORY = Duration.ofMinutes(30);
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(10);

  private final ConsoleBench bench;
  private final ConsoleBench.Load load;
  private final Ticker ticker;

  ConsoleRun(ConsoleBench bench, Ticker ticker) {
    this.bench = bench;
    this.load = bench.load();
    this.ticker = ticker;
  }

  ConsoleTable measure(Workspace workspace, EmbeddedBroker broker) throws Exception {
    Settings settings =
        BenchJob.settings(broker.bootstrap(), "console", Map.of("job.applied", "true"));
    StartTopics.find(settings);
    BenchJob.pushRules(settings, load.rules());
    String name = Topics.TOUCHPOINTS.name(settings.prefix());
    try (Sender sender = new Sender(broker.bootstrap(), name, load.customers(), "run");
        TriggerReader reader =
            new TriggerReader(
                broker.bootstrap(),
                Topics.TRIGGERS.name(settings.prefix()),
                Topics.TRIGGERS.partitions(),
                Sender.RULE.id())) {
      sender.sendBacklog(
          load.history(), done -> ticker.tick(() -> "sending the history, %,d".formatted(done)));
      ticker.clear();
      BenchJob.startThread("bench-reader", reader);
      // The job waits for the rules that are on their topic now.
      JobClient job = BenchJob.start(workspace, settings, StartTopics.find(settings));
      try {
        awaitHistory(job, reader);
        List<String> options =
            List.of(
                "--set=kafka.bootstrap=" + broker.bootstrap(),
                "--set=topics.prefix=" + settings.prefix(),
                "--set=console.store=" + workspace.folder("console"),
                "--port=0");
        try (ConsoleProcess console =
            ConsoleProcess.start(bench.command(), options, workspace.folder("console.log"))) {
          return measure(job, console, sender);
        }
      } finally {
        BenchJob.end(job);
      }
    }
  }

  private void awaitHistory(JobClient job, TriggerReader reader) throws Exception {
    long all = load.history() / Sender.COMPLETES_ONE_IN;
    Map<String, Long> come = reader.appendedMillis();
    ticker.await(
        job,
        () -> come.size() >= all,
        LONGEST_HISTORY,
        () ->
            "the job takes the history, %,d of %,d"
                .formatted(come.size() * (long) Sender.COMPLETES_ONE_IN, load.history()));
    if (come.size() < all) {
      throw new TimeoutException(
          "the job sent %,d of %,d triggers of the history within %s"
              .formatted(come.size(), all, LONGEST_HISTORY));
    }
  }

  private ConsoleTable measure(JobClient job, ConsoleProcess console, Sender sender)
      throws Exception {
    long begin = System.nanoTime();
    awaitCaughtUp(job, console);
    double seconds = (System.nanoTime() - begin) / 1e9;
    BenchJob.startThread("bench-sender", () -> sender.sendSteadily(load.rate()));
    ticker.await(job, () -> false, warmUp(), () -> "warming up");
    double alone = cores(job, console, "measuring the console alone");
    try (Viewers viewers = Viewers.open(console, load.viewers())) {
      ticker.await(job, () -> false, warmUp(), () -> "viewers come");
      long bytes = viewers.bytes();
      double watched = cores(job, console, "measuring with viewers");
      double received = (viewers.bytes() - bytes) / (double) load.viewers();
      PageTimes pages = new PageTimes(console);
      pages.ask(load.length(), asked -> ticker.tick(() -> "opening pages, %,d".formatted(asked)));
      ticker.clear();
      return new ConsoleTable(
          load,
          load.history() / seconds,
          console.behind(),
          alone,
          watched,
          received / load.length().toMillis() * 1e3,
          viewers.open(),
          console.residentBytes(),
          pages.millis());
    }
  }

  private void awaitCaughtUp(JobClient job, ConsoleProcess console) throws Exception {
    PageTimes pages = new PageTimes(console);
    BooleanSupplier isReady = () -> console.isCaughtUp() && pages.hasData();
    ticker.await(job, isReady, LONGEST_HISTORY, () -> "the console reads the history");
    if (!isReady.getAsBoolean()) {
      throw new TimeoutException("the console did not read the history within " + LONGEST_HISTORY);
    }
  }

  private Duration warmUp() {
    return load.length().compareTo(LONGEST_WARM_UP) < 0 ? load.length() : LONGEST_WARM_UP;
  }

  /** Returns the cores that the console uses for the length of a measurement. */
  private double cores(JobClient job, ConsoleProcess console, String what) throws Exception {
    long begin = System.nanoTime();
    Duration before = console.cpu();
    ticker.await(job, () -> false, load.length(), () -> what);
    return console.cpu().minus(before).toNanos() / (double) (System.nanoTime() - begin);
  }
}
