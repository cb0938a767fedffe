package io.waymark.job.playback;

import io.waymark.intake.InputFile;
import io.waymark.intake.Intake;
import io.waymark.intake.IntakeResult;
import io.waymark.job.stream.LateLetter;
import io.waymark.model.Arrival;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file as it lies. A touchpoint is late by its position alone: when its time is further
 * behind the latest one before it than the disorder bound.
 */
final class LyingFile implements TimedInputs {
  private final InputFile file;
  private final PlaybackTime time;
  private long turnMillis = Long.MIN_VALUE;

  private LyingFile(InputFile file, PlaybackTime time) {
    this.file = file;
    this.time = time;
  }

  static LyingFile open(PlaybackPart.AsItLies part, PlaybackTime time) throws IOException {
    Intake intake = new Intake(part.mapping().compile(), time.future().toMillis());
    return new LyingFile(InputFile.open(Path.of(part.name()), intake), time);
  }

  @Override
  public @Nullable TimedInput next() {
    IntakeResult result = file.next(time.nowMillis());
    if (result == null) {
      return null;
    }
    if (result instanceof IntakeResult.Accepted accepted) {
      return timed(accepted.arrival(), result);
    }
    return new TimedInput(turnMillis, result);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private TimedInput timed(Arrival arrival, IntakeResult result) {
    long timeMillis = arrival.touchpoint().timeMillis();
    turnMillis = Math.max(turnMillis, timeMillis);
    long clockMillis = turnMillis - time.disorder().toMillis();
    return timeMillis < clockMillis
        ? new TimedInput(turnMillis, new IntakeResult.Refused(LateLetter.of(arrival, clockMillis)))
        : new TimedInput(turnMillis, result);
  }
}
