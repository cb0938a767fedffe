package io.waymark.cli;

import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.yaml.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * A trigger as `waymark run` prints it. On a terminal: time, rule, customer, stage and lateness,
 * and then, on the same line or below, the signal and the reason. In a file or a pipe: one line.
 */
final class TriggerLines {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** The columns at which things begin where there is room: as wide as the ids of most rules. */
  private static final int RULE = 10;

  private static final int CUSTOMER = 40;
  private static final int STAGE = 50;
  private static final int LATE = 65;

  /** The most lines of one trigger. */
  private static final int MOST_LINES = 4;

  private TriggerLines() {}

  static List<String> of(Trigger trigger, ZoneId zone, Terminal terminal) {
    String time = TIME.withZone(zone).format(Instant.ofEpochMilli(trigger.latency().dueMillis()));
    String stage = Objects.requireNonNullElse(trigger.stage(), "-");
    if (!terminal.isNarrow()) {
      return new StyledLines(terminal, 0).add(0, piped(trigger, time)).lines();
    }
    StyledLines lines =
        new StyledLines(terminal, RULE)
            .add(0, time, Style.faint)
            .at(RULE, trigger.rule(), Style.bold)
            .at(CUSTOMER, trigger.customer())
            .at(STAGE, stage, Style.fg_cyan)
            .at(LATE, late(trigger) + " late", Style.faint);
    String signal = trigger.signal().code() + ":";
    boolean fits = lines.fits(2, signal + " " + trigger.why());
    return (fits ? lines : lines.newLine())
        .add(fits ? 2 : 0, signal, colour(trigger.signal()))
        .words(1, trigger.why())
        .lines(MOST_LINES);
  }

  private static String piped(Trigger trigger, String time) {
    return "%s  %-11s %-30s %-14s %s  (%s late)"
        .formatted(
            time,
            trigger.signal().code(),
            trigger.rule(),
            trigger.customer(),
            trigger.why(),
            late(trigger));
  }

  private static String late(Trigger trigger) {
    Long emitted = trigger.latency().emittedMillis();
    return emitted == null
        ? "unknown"
        : Durations.toText(Duration.ofMillis(emitted - trigger.latency().dueMillis()));
  }

  private static Style colour(Signal signal) {
    return switch (signal) {
      case STALL -> Style.fg_yellow;
      case FRUSTRATION -> Style.fg_red;
      case ADVOCACY -> Style.fg_green;
      case OPPORTUNITY -> Style.fg_blue;
    };
  }
}
