package io.waymark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waymark.kafka.TouchpointDensity;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class FittingDriftTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** The heap that the configuration in flink-conf has for two TaskManagers' touchpoints. */
  private static final long HEAP = 2L * 384 << 20;

  @Test
  void leavesTheDriftWhereAllTouchpointsFit() {
    assertThat(FittingDrift.of(HOUR, new TouchpointDensity(400_000, 400_000), HEAP))
        .isEqualTo(HOUR);
  }

  @Test
  void leavesTheDriftWhereAnHourOfTouchpointsFits() {
    assertThat(FittingDrift.of(HOUR, new TouchpointDensity(1_000_000_000, 400_000), HEAP))
        .isEqualTo(HOUR);
  }

  @Test
  void takesTheLongestDriftWhoseTouchpointsFitIntoHalfTheHeap() {
    long perSecond = 5_000;
    TouchpointDensity density = new TouchpointDensity(1_000_000_000, perSecond * 3_600);

    Duration used = FittingDrift.of(HOUR, density, HEAP);

    assertThat(used).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(81));
    assertThat(used.toSeconds() * perSecond * 1_000).isLessThanOrEqualTo(HEAP / 2);
    assertThat(FittingDrift.of(Duration.ofSeconds(10), density, HEAP))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void leavesASecondAtLeast() {
    TouchpointDensity density = new TouchpointDensity(Long.MAX_VALUE, 1L << 40);

    assertThat(FittingDrift.of(HOUR, density, HEAP)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void countsTheHeapOfTheTaskManagersThatTheJobNeeds() {
    Configuration flink =
        Configuration.fromMap(
            Map.of(
                "taskmanager.memory.process.size", "1728m", "taskmanager.numberOfTaskSlots", "2"));

    // Flink rounds each of the shares of a process.
    assertThat(FittingDrift.heapBytes(flink, 4)).isCloseTo(HEAP, within(1_000L));
    assertThat(FittingDrift.heapBytes(flink, 3)).isCloseTo(HEAP, within(1_000L));
    assertThat(FittingDrift.heapBytes(new Configuration(), 2))
        .isEqualTo(Runtime.getRuntime().maxMemory());
  }
}
