package io.waymark.job.playback;

import io.waymark.intake.IntakeResult;
import io.waymark.job.playback.PlaybackPart.SortedRun;
import io.waymark.job.stream.StreamType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/**
 * Sorts inputs by their turns with a bounded share of memory: what fits into it is sorted there and
 * written as a run. Sorting and merging are stable, as runs are merged in the order in which they
 * were written.
 */
final class RunWriter {
  static final byte ONE_MORE = 1;
  static final byte END = 0;

  private static final TypeSerializer<IntakeResult> SERIALIZER =
      StreamType.INTAKE_RESULT.serializer();

  /** The number of files that may be open at once. */
  private static final int MOST_RUNS = 128;

  /** The cost of an input on heap beside its bytes. */
  private static final int BYTES_BESIDE = 64;

  private record Held(long turnMillis, byte[] bytes) {}

  private final Path folder;
  private final long runBytes;
  private final DataOutputSerializer serialized = new DataOutputSerializer(1 << 12);
  private final List<Held> held = new ArrayList<>();
  private final List<SortedRun> runs = new ArrayList<>();
  private long heldBytes;

  RunWriter(Path folder, long runBytes) {
    this.folder = folder;
    this.runBytes = runBytes;
  }

  void add(TimedInput input) throws IOException {
    serialized.clear();
    SERIALIZER.serialize(input.result(), serialized);
    held.add(new Held(input.turnMillis(), serialized.getCopyOfBuffer()));
    heldBytes += serialized.length() + BYTES_BESIDE;
    if (heldBytes >= runBytes) {
      writeHeld();
    }
  }

  /** Returns the runs, no more than may be open at once. */
  List<SortedRun> finish(PlaybackTime time) throws IOException {
    writeHeld();
    while (runs.size() > MOST_RUNS) {
      mergeFirst(time);
    }
    return List.copyOf(runs);
  }

  private void writeHeld() throws IOException {
    held.sort(Comparator.comparingLong(Held::turnMillis));
    SortedRun run = newRun();
    try (DataOutputViewStreamWrapper out = open(run)) {
      for (Held each : held) {
        out.writeByte(ONE_MORE);
        out.writeLong(each.turnMillis());
        out.write(each.bytes());
      }
      out.writeByte(END);
    }
    runs.add(run);
    held.clear();
    heldBytes = 0;
  }

  /** Merges as many runs as may be open into one, which takes the place of the first. */
  private void mergeFirst(PlaybackTime time) throws IOException {
    List<SortedRun> first = runs.subList(0, Math.min(MOST_RUNS, runs.size()));
    SortedRun merged = newRun();
    try (MergedInputs inputs = MergedInputs.open(first, time);
        DataOutputViewStreamWrapper out = open(merged)) {
      for (TimedInput next = inputs.next(); next != null; next = inputs.next()) {
        out.writeByte(ONE_MORE);
        out.writeLong(next.turnMillis());
        SERIALIZER.serialize(next.result(), out);
      }
      out.writeByte(END);
    }
    for (SortedRun each : first) {
      Files.delete(Path.of(each.name()));
    }
    first.clear();
    runs.add(0, merged);
  }

  private SortedRun newRun() throws IOException {
    return new SortedRun(Files.createTempFile(folder, "run-", "").toString());
  }

  private static DataOutputViewStreamWrapper open(SortedRun run) throws IOException {
    return new DataOutputViewStreamWrapper(
        new BufferedOutputStream(Files.newOutputStream(Path.of(run.name())), 1 << 16));
  }
}
