package io.waymark.job.playback;

import io.waymark.intake.IntakeResult;
import io.waymark.job.stream.StreamType;
import java.io.EOFException;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.jspecify.annotations.Nullable;

/** Reads a run of {@link RunWriter}. */
final class SortedInputs implements TimedInputs {
  private static final TypeSerializer<IntakeResult> SERIALIZER =
      StreamType.INTAKE_RESULT.serializer();

  private final DataInputViewStreamWrapper in;

  SortedInputs(DataInputViewStreamWrapper in) {
    this.in = in;
  }

  /**
   * Returns the next input; null at the end.
   *
   * @throws EOFException when the file was cut
   */
  @Override
  public @Nullable TimedInput next() throws IOException {
    return in.readByte() == RunWriter.END
        ? null
        : new TimedInput(in.readLong(), SERIALIZER.deserialize(in));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
