package io.waymark.cli;

import io.waymark.intake.InputFile;
import io.waymark.intake.Intake;
import io.waymark.intake.IntakeResult;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.model.Touchpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The touchpoints of files as a playback applies them: in order of time, at equal times in the
 * order of the files, each once. All of them are in memory.
 */
final class InputHistory {
  /** A touchpoint is a duplicate whose id is among so many of the customer's last. */
  private static final int RECENT = 16;

  private InputHistory() {}

  /**
   * Reads files.
   *
   * @param future how far ahead of now a touchpoint may be stamped
   */
  static List<Touchpoint> of(List<Input> inputs, Duration future, long nowMillis)
      throws CommandException {
    List<Touchpoint> all = new ArrayList<>();
    for (Input input : inputs) {
      Intake intake = new Intake(input.mapping().compile(), future.toMillis());
      try (InputFile file = InputFile.open(input.file(), intake)) {
        for (IntakeResult result = file.next(nowMillis);
            result != null;
            result = file.next(nowMillis)) {
          if (result instanceof IntakeResult.Accepted accepted) {
            all.add(accepted.arrival().touchpoint());
          }
        }
      } catch (IOException e) {
        throw new CommandException(input.file() + " cannot be read: " + e);
      }
    }
    all.sort(Comparator.comparing(Touchpoint::timeMillis));
    return withoutDuplicates(all);
  }

  static List<Touchpoint> withoutDuplicates(List<Touchpoint> inOrder) {
    Map<String, Set<String>> recent = new HashMap<>();
    List<Touchpoint> applied = new ArrayList<>();
    for (Touchpoint touchpoint : inOrder) {
      Set<String> ids =
          recent.computeIfAbsent(touchpoint.customer(), customer -> new LinkedHashSet<>());
      if (ids.add(touchpoint.id())) {
        applied.add(touchpoint);
        if (ids.size() > RECENT) {
          ids.remove(ids.iterator().next());
        }
      }
    }
    return applied;
  }
}
