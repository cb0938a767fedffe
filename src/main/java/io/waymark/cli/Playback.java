package io.waymark.cli;

import io.waymark.job.WaymarkJob;
import io.waymark.job.playback.FileSources;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.job.playback.PlaybackPart;
import io.waymark.job.playback.PlaybackTime;
import io.waymark.job.playback.TimeOrder;
import io.waymark.job.sink.FileSinks;
import io.waymark.job.source.IntakeSplit;
import io.waymark.lab.local.LocalFlink;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.MapRecord;
import io.waymark.model.RuleText;
import io.waymark.model.Window;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.MapCutDocument;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Plays files through the job to their end. */
final class Playback {
  /** The folder for files that are not in order of time, inside the one for the results. */
  private static final String SORTED = "sorted.tmp";

  private final PlaybackRequest request;
  private final PlaybackPlan plan;
  private final PlaybackTime time;

  /**
   * Prepares a playback that begins now.
   *
   * @param nowMillis the wall clock
   * @throws CommandException with every problem of what the request names
   */
  Playback(PlaybackRequest request, long nowMillis) throws CommandException {
    this.request = request;
    this.plan = PlaybackPlan.of(request);
    this.time = new PlaybackTime(nowMillis, plan.settings().future(), plan.settings().disorder());
  }

  /**
   * Plays and prints a summary and the journey map; returns the exit code, 0 when all inputs were
   * read to their end and any could be used.
   */
  int run() throws Exception {
    Map<String, Object> counters = play();
    long end = System.currentTimeMillis();
    long started = ((Number) counters.getOrDefault(IntakeSplit.STARTED, end)).longValue();
    PlaybackResult result = result(counters);
    SummaryFile.write(request.out(), result);
    Terminal terminal = Terminal.current();
    Summary.lines(result, request.out(), Math.max(1, end - started) / 1e3).stream()
        .flatMap(line -> StyledLines.broken(line, terminal).stream())
        .forEach(System.out::println);
    if (plan.settings().journeyMap()) {
      printMap();
    }
    return result.isWhole() && result.isUsed() ? 0 : 1;
  }

  /** Returns the numbers of a run that has ended with these counters of the job. */
  PlaybackResult result(Map<String, Object> counters) throws IOException {
    Lifecycle lifecycle = LifecycleReader.named(plan.settings().lifecycle());
    return new PlaybackResult(request.out(), counters, rules(lifecycle));
  }

  private void printMap() throws IOException {
    Path document = request.out().resolve(FileSinks.MAP_DOCUMENT);
    byte[] json = Files.readAllBytes(document);
    Path report = request.out().resolve(JourneyReport.FILE);
    try {
      MapCutDocument.read(json)
          .map(cut -> new MapPicture(cut, MapRecord.EVERYBODY, Window.ALL).lines())
          .ifPresent(
              lines -> {
                System.out.println();
                lines.forEach(System.out::println);
              });
      Lifecycle lifecycle = LifecycleReader.named(plan.settings().lifecycle());
      JourneyReport.write(report, json, lifecycle, rules(lifecycle));
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("the job wrote what cannot be read to " + document, e);
    }
    System.out.println();
    System.out.println("the same as a picture: open " + report + " in a browser");
  }

  /** Reads the rules again, which had no problems when the plan was made. */
  private List<Rule> rules(Lifecycle lifecycle) {
    RuleReader reader = new RuleReader(lifecycle.stageNames());
    List<Rule> rules = new ArrayList<>();
    for (RuleText text : plan.rules()) {
      String yaml = text.text();
      if (yaml != null && reader.read(text.origin(), yaml) instanceof RuleReader.Result.Ok ok) {
        rules.add(ok.rule());
      }
    }
    return rules;
  }

  /** Plays and returns the counters of the job at its end; the results are in the folder. */
  Map<String, Object> play() throws Exception {
    Files.createDirectories(request.out());
    ReadProgress progress = new ReadProgress(System.nanoTime());
    TimeOrder order = new TimeOrder(request.out().resolve(SORTED), time, progress);
    Thread atExit = new Thread(() -> deleteSorted(order), "delete-sorted");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      return play(parts(order, progress));
    } finally {
      deleteSorted(order);
      forget(atExit);
    }
  }

  private Map<String, Object> play(List<PlaybackPart> parts) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            request.parallelism(), LocalFlink.finite(request.parallelism()));
    WaymarkJob.define(
        env,
        new FileSources(parts, plan.directives(), time),
        new FileSinks(request.out(), plan.settings().applied()),
        plan.settings());
    System.out.println(
        "playing "
            + String.join(", ", request.inputs())
            + " with "
            + plan.rules().size()
            + " rules");
    return new Progress(env.executeAsync("waymark playback"), System.nanoTime()).await();
  }

  /** Returns what is played: each file as it lies, or sorted by time where it has to be. */
  private List<PlaybackPart> parts(TimeOrder order, ReadProgress progress) throws CommandException {
    List<PlaybackPart> parts = new ArrayList<>();
    for (Input input : plan.inputs()) {
      if (request.asIs()) {
        parts.add(input.asItLies());
        continue;
      }
      progress.begin("read to find the order of " + input.file());
      List<PlaybackPart> ordered = ordered(order, input);
      progress.end();
      if (!ordered.equals(List.of(input.asItLies()))) {
        System.out.println(
            input.file() + " is not in order of time and was sorted; --as-is plays it as it lies");
      }
      parts.addAll(ordered);
    }
    return parts;
  }

  private List<PlaybackPart> ordered(TimeOrder order, Input input) throws CommandException {
    try {
      return order.order(input);
    } catch (IOException e) {
      throw new CommandException(
          input.file()
              + " cannot be brought into the order of time in "
              + request.out().resolve(SORTED)
              + ": "
              + FileFailure.reason(e)
              + "; --as-is plays it as it lies");
    }
  }

  private static void deleteSorted(TimeOrder order) {
    try {
      order.close();
    } catch (IOException e) {
      System.out.println("sorted files cannot be deleted: " + FileFailure.reason(e));
    }
  }

  /** Takes back what is done at exit, unless the process is exiting already. */
  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // The hook runs, or has run.
    }
  }
}
