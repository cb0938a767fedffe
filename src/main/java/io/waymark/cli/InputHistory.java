package io.waymark.cli;

import io.waymark.customer.RecentIds;
import io.waymark.intake.InputFile;
import io.waymark.intake.Intake;
import io.waymark.intake.IntakeResult;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.model.Touchpoint;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The touchpoints of files as a playback applies them: in order of time, at equal times in the
 * order of the files, each once. All of them are in memory.
 */
final class InputHistory {
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
        throw new CommandException(input.file() + " cannot be read: " + FileFailure.reason(e));
      }
    }
    all.sort(Comparator.comparing(Touchpoint::timeMillis));
    return withoutDuplicates(all);
  }

  static List<Touchpoint> withoutDuplicates(List<Touchpoint> inOrder) {
    Map<String, RecentIds> recent = new HashMap<>();
    return inOrder.stream()
        .filter(
            each ->
                recent
                    .computeIfAbsent(each.customer(), customer -> new RecentIds())
                    .addNew(each.id(), each.timeMillis()))
        .toList();
  }
}
