package io.waymark.cli;

import io.waymark.intake.IntakeResult;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.job.playback.MergedInputs;
import io.waymark.job.playback.PlaybackPart;
import io.waymark.job.playback.PlaybackTime;
import io.waymark.job.playback.TimeOrder;
import io.waymark.job.playback.TimedInput;
import io.waymark.replay.Backtest;
import io.waymark.replay.SeenTouchpoints;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The touchpoints of files, played in order of time through rules that are being checked. */
final class CheckedHistory {
  /** The share of the heap that customers may take: the rest is for rules and for sorting. */
  private static final int HEAP_SHARE = 2;

  private final List<Input> inputs;
  private final String option;
  private final PlaybackTime time;
  private final long mostHeapBytes;
  private final SeenTouchpoints seen;
  private long read;
  private long applied;
  private long duplicate;
  private long deadLettered;
  private long skipped;

  /**
   * Creates a history that has not been played.
   *
   * @param option by which the files are given, for messages
   */
  CheckedHistory(List<Input> inputs, String option, PlaybackTime time, SeenTouchpoints seen) {
    this(inputs, option, time, seen, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  CheckedHistory(
      List<Input> inputs,
      String option,
      PlaybackTime time,
      SeenTouchpoints seen,
      long mostHeapBytes) {
    this.seen = seen;
    this.inputs = List.copyOf(inputs);
    this.option = option;
    this.time = time;
    this.mostHeapBytes = mostHeapBytes;
  }

  /** Plays all files to their end. */
  void play(Backtest backtest) throws CommandException {
    try {
      Path folder = Files.createTempDirectory("waymark-check");
      ReadProgress progress = new ReadProgress(System.nanoTime());
      try (TimeOrder order = new TimeOrder(folder, time, progress)) {
        List<PlaybackPart> parts = new ArrayList<>();
        for (Input input : inputs) {
          progress.begin("read of " + input.file());
          parts.addAll(order.order(input));
          progress.end();
        }
        play(backtest, parts);
      }
    } catch (IOException e) {
      throw new CommandException(
          "the files of " + option + " cannot be read: " + FileFailure.reason(e));
    }
  }

  /** Returns what rules could see of the touchpoints that were played. */
  SeenTouchpoints seen() {
    return seen;
  }

  /** Returns what became of the inputs, in one line. */
  String summary(Backtest backtest) {
    return String.format(
        "%,d read = %,d applied + %,d duplicate + %,d dead-lettered + %,d skipped; %s",
        read,
        applied,
        duplicate,
        deadLettered,
        skipped,
        RuleTable.count(backtest.customers(), "customer"));
  }

  private void play(Backtest backtest, List<PlaybackPart> parts)
      throws IOException, CommandException {
    try (MergedInputs merged = MergedInputs.open(parts, time)) {
      for (TimedInput next = merged.next(); next != null; next = merged.next()) {
        read++;
        take(backtest, next.result());
        if (backtest.heapBytes() > mostHeapBytes) {
          throw new CommandException(tooMany(backtest));
        }
      }
    }
  }

  private void take(Backtest backtest, IntakeResult result) {
    if (result instanceof IntakeResult.Accepted accepted) {
      seen.add(accepted.arrival().touchpoint());
      if (backtest.apply(accepted.arrival())) {
        applied++;
      } else {
        duplicate++;
      }
    } else if (result instanceof IntakeResult.Refused) {
      deadLettered++;
    } else {
      skipped++;
    }
  }

  private String tooMany(Backtest backtest) {
    return String.format(
        "%,d customers of the first %,d touchpoints take %,d MB, half of the heap; give %s"
            + " fewer customers, or more heap by WAYMARK_JAVA_OPTS=-Xmx",
        backtest.customers(), applied, backtest.heapBytes() >> 20, option);
  }
}
