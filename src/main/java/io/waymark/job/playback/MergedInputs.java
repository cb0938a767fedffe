package io.waymark.job.playback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges parts by the turns of their inputs. At equal turns an earlier part comes first, so that
 * the order of the parts and nothing else decides.
 */
public final class MergedInputs implements TimedInputs {
  private record Head(TimedInput input, int part) implements Comparable<Head> {
    @Override
    public int compareTo(Head other) {
      int byTurn = Long.compare(input.turnMillis(), other.input.turnMillis());
      return byTurn == 0 ? Integer.compare(part, other.part) : byTurn;
    }
  }

  private final List<TimedInputs> parts = new ArrayList<>();
  private final PriorityQueue<Head> heads = new PriorityQueue<>();

  private MergedInputs() {}

  /** Opens parts at their start. */
  public static MergedInputs open(List<? extends PlaybackPart> parts, PlaybackTime time)
      throws IOException {
    MergedInputs merged = new MergedInputs();
    try {
      for (PlaybackPart part : parts) {
        merged.parts.add(part.open(time));
        merged.read(merged.parts.size() - 1);
      }
      return merged;
    } catch (IOException e) {
      merged.close();
      throw e;
    }
  }

  @Override
  public @Nullable TimedInput next() throws IOException {
    Head head = heads.poll();
    if (head == null) {
      return null;
    }
    read(head.part());
    return head.input();
  }

  @Override
  public void close() throws IOException {
    for (TimedInputs part : parts) {
      part.close();
    }
  }

  private void read(int part) throws IOException {
    TimedInput input = parts.get(part).next();
    if (input != null) {
      heads.add(new Head(input, part));
    }
  }
}
