package io.waymark.job.playback;

import io.waymark.intake.IntakeResult;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a playback from a position on.
 *
 * @param position how many inputs have been read
 */
record PlaybackSplit(List<PlaybackPart> parts, PlaybackTime time, long position)
    implements IteratorSourceSplit<IntakeResult, PlaybackSplit.Inputs>, Serializable {
  PlaybackSplit {
    parts = List.copyOf(parts);
  }

  @Override
  public String splitId() {
    return "playback";
  }

  @Override
  public Inputs getIterator() {
    try {
      return new Inputs(MergedInputs.open(parts, time), position);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public PlaybackSplit getUpdatedSplitForIterator(Inputs inputs) {
    return new PlaybackSplit(parts, time, inputs.position);
  }

  /** An iterator that closes the files at their end. */
  static final class Inputs implements Iterator<IntakeResult> {
    private final MergedInputs merged;
    private @Nullable TimedInput next;
    private long position;

    private Inputs(MergedInputs merged, long position) throws IOException {
      this.merged = merged;
      this.next = merged.next();
      while (this.position < position && next != null) {
        next();
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public IntakeResult next() {
      if (next == null) {
        throw new NoSuchElementException("no input holds a record");
      }
      IntakeResult result = next.result();
      position++;
      try {
        next = merged.next();
        if (next == null) {
          merged.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return result;
    }
  }
}
