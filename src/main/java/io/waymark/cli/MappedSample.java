package io.waymark.cli;

import io.waymark.intake.InputFile;
import io.waymark.intake.Intake;
import io.waymark.intake.IntakeResult;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.model.DeadLetter;
import io.waymark.model.Touchpoint;
import io.waymark.wire.TouchpointDocument;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The touchpoints that a mapping makes of a file: the first ones, their types, what is not used.
 */
final class MappedSample {
  /** The number of touchpoints that are shown in full. */
  private static final int SHOWN = 3;

  /** The number of types that are told apart; a file with more has ids in them. */
  private static final int MOST_TYPES = 1_000;

  private static final String OTHERS = "(other types)";

  /** The touchpoints of one type. */
  private record Span(long count, long firstMillis, long lastMillis) {
    Span and(Span other) {
      return new Span(
          count + other.count,
          Math.min(firstMillis, other.firstMillis),
          Math.max(lastMillis, other.lastMillis));
    }
  }

  /** The records that are refused for one reason, with the first of them. */
  private record Refused(long count, DeadLetter first) {}

  private final Input input;
  private final List<Touchpoint> first = new ArrayList<>();
  private final Map<String, Span> types = new TreeMap<>();
  private final Map<String, Refused> refused = new TreeMap<>();
  private long results;
  private long accepted;
  private long skipped;

  private MappedSample(Input input) {
    this.input = input;
  }

  /**
   * Reads a file to its end.
   *
   * @param future how far ahead of now a touchpoint may be stamped
   */
  static MappedSample of(Input input, Duration future, long nowMillis) throws CommandException {
    MappedSample sample = new MappedSample(input);
    ReadProgress progress = new ReadProgress(System.nanoTime());
    progress.begin("read of " + input.file());
    Intake intake = new Intake(input.mapping().compile(), future.toMillis());
    try (InputFile file = InputFile.open(input.file(), intake)) {
      for (IntakeResult result = file.next(nowMillis);
          result != null;
          result = file.next(nowMillis)) {
        sample.take(result);
        progress.accept(sample.results);
      }
    } catch (IOException e) {
      throw new CommandException(input.file() + " cannot be read: " + FileFailure.reason(e));
    } finally {
      progress.end();
    }
    return sample;
  }

  /** Returns whether there is any touchpoint. */
  boolean hasTouchpoints() {
    return accepted > 0;
  }

  private void take(IntakeResult result) {
    results++;
    if (result instanceof IntakeResult.Accepted ok) {
      take(ok.arrival().touchpoint());
    } else if (result instanceof IntakeResult.Refused no) {
      refused.merge(
          no.letter().reason().code(),
          new Refused(1, no.letter()),
          (before, one) -> new Refused(before.count() + 1, before.first()));
    } else {
      skipped++;
    }
  }

  private void take(Touchpoint touchpoint) {
    accepted++;
    if (first.size() < SHOWN) {
      first.add(touchpoint);
    }
    boolean isTold = types.size() < MOST_TYPES || types.containsKey(touchpoint.type());
    types.merge(
        isTold ? touchpoint.type() : OTHERS,
        new Span(1, touchpoint.timeMillis(), touchpoint.timeMillis()),
        Span::and);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    long dead = refused.values().stream().mapToLong(Refused::count).sum();
    lines.add(
        String.format(
            Locale.ROOT,
            "sample   %s: %,d touchpoints, %,d dead letters, %,d skipped",
            input.file(),
            accepted,
            dead,
            skipped));
    if (!first.isEmpty()) {
      lines.add("");
      lines.add("the first touchpoints, as the mapping reads them:");
      first.forEach(
          touchpoint ->
              lines.add(
                  "  "
                      + new String(
                          TouchpointDocument.INSTANCE.write(touchpoint), StandardCharsets.UTF_8)));
      addTypes(lines);
    }
    addRefused(lines);
    return lines;
  }

  private void addTypes(List<String> lines) {
    lines.add("");
    lines.add(String.format("%-32s %11s  %-20s  %s", "type", "touchpoints", "first", "last"));
    types.forEach(
        (type, span) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-32s %,11d  %-20s  %s",
                    type,
                    span.count(),
                    second(span.firstMillis()),
                    second(span.lastMillis()))));
  }

  private static Instant second(long millis) {
    return Instant.ofEpochSecond(Math.floorDiv(millis, 1_000L));
  }

  private void addRefused(List<String> lines) {
    if (refused.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(String.format("%-20s %9s  %s", "dead letters", "records", "the first of them"));
    refused.forEach(
        (reason, letters) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-20s %,9d  %s",
                    reason,
                    letters.count(),
                    letters.first().message())));
  }
}
