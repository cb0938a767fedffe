package io.waymark.job.source;

import io.waymark.model.Directive;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/** Emits the highest watermark from the start on: questions have no time and hold none back. */
final class OpenClock implements WatermarkGenerator<Directive> {
  @Override
  public void onEvent(Directive question, long timeMillis, WatermarkOutput output) {}

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.emitWatermark(Watermark.MAX_WATERMARK);
  }
}
