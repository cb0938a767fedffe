package io.waymark.job.playback;

import io.waymark.intake.MappingSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;

/** A part of what is played: a file as it lies, or a sorted run of one. */
public sealed interface PlaybackPart extends Serializable {
  /** Returns how the part is called in a message. */
  String name();

  /** Opens the part at its start. */
  TimedInputs open(PlaybackTime time) throws IOException;

  /** A file that is played line by line. */
  record AsItLies(String name, MappingSource mapping) implements PlaybackPart {
    @Override
    public TimedInputs open(PlaybackTime time) throws IOException {
      return LyingFile.open(this, time);
    }
  }

  /** A file of inputs that {@link TimeOrder} has sorted. */
  record SortedRun(String name) implements PlaybackPart {
    @Override
    public TimedInputs open(PlaybackTime time) throws IOException {
      return new SortedInputs(
          new DataInputViewStreamWrapper(
              new BufferedInputStream(Files.newInputStream(Path.of(name)), 1 << 16)));
    }
  }
}
