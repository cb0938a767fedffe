package io.waymark.job.source;

import io.waymark.intake.Intaken;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.NoWatermarksGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.util.clock.SystemClock;

/**
 * Makes the clocks of a topic's partitions in one subtask.
 *
 * <p>Flink 2.2 asks for one generator more than there are partitions, the first one, for records
 * without a partition (ProgressiveTimestampsAndWatermarks). There are none, and what that generator
 * says goes past the minimum over the partitions: it must never speak.
 */
final class SplitClocks implements WatermarkGeneratorSupplier<Intaken> {
  private static final long serialVersionUID = 1;

  private final Map<String, String> client;
  private final String topic;
  private final Duration disorder;
  private final Duration silence;
  private transient boolean isFirstMade;

  /**
   * Makes clocks.
   *
   * @param client properties of a Kafka client, with the bootstrap servers
   */
  SplitClocks(Map<String, String> client, String topic, Duration disorder, Duration silence) {
    this.client = Map.copyOf(client);
    this.topic = topic;
    this.disorder = disorder;
    this.silence = silence;
  }

  @Override
  public WatermarkGenerator<Intaken> createWatermarkGenerator(Context context) {
    if (!isFirstMade) {
      isFirstMade = true;
      return new NoWatermarksGenerator<>();
    }
    return new TouchpointClock(
        disorder,
        silence,
        context.getInputActivityClock(),
        SystemClock.getInstance(),
        TopicEnds.of(client, topic));
  }
}
