package io.waymark.job.playback;

import io.waymark.intake.IntakeResult;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads the inputs of a playback. When all are read it emits the time of the latest touchpoint as
 * the last watermark before the end, so that what is true at a time, as the journey map, is true at
 * that one and not at whichever watermark {@link PlaybackClock} emitted last.
 */
final class PlaybackReader
    extends IteratorSourceReader<IntakeResult, PlaybackSplit.Inputs, PlaybackSplit> {
  private long latestMillis = Long.MIN_VALUE;

  PlaybackReader(SourceReaderContext context) {
    super(context);
  }

  @Override
  protected IntakeResult convert(IntakeResult result) {
    if (result instanceof IntakeResult.Accepted) {
      latestMillis = Math.max(latestMillis, result.timeMillis(Long.MIN_VALUE));
    }
    return super.convert(result);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<IntakeResult> output) {
    InputStatus status = super.pollNext(output);
    if (status == InputStatus.END_OF_INPUT && latestMillis != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(latestMillis));
    }
    return status;
  }
}
