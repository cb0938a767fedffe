package io.waymark.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetsTest {
  private final Offsets offsets = new Offsets("triggers");

  @Test
  void commitsUpToTheFirstThatIsStillOpen() {
    offsets.assign(0, 10);
    for (long offset = 10; offset < 14; offset++) {
      offsets.open(0, offset);
    }

    offsets.release(0, 12);
    assertThat(offsets.takeCommittable()).isEmpty();
    offsets.release(0, 10);
    assertThat(offsets.takeCommittable()).isEqualTo(at(11));
    offsets.release(0, 11);
    assertThat(offsets.takeCommittable()).isEqualTo(at(13));
    offsets.release(0, 13);
    assertThat(offsets.takeCommittable()).isEqualTo(at(14));
    assertThat(offsets.takeCommittable()).isEmpty();
  }

  @Test
  void commitsBehindRecordsThatCannotBeSeen() {
    offsets.assign(0, 10);

    offsets.advance(0, 15);

    assertThat(offsets.takeCommittable()).isEqualTo(at(15));
  }

  @Test
  void givesOutAgainWhatCouldNotBeCommitted() {
    offsets.assign(0, 10);
    offsets.advance(0, 15);
    offsets.takeCommittable();

    offsets.takeAgain();

    assertThat(offsets.takeCommittable()).isEqualTo(at(15));
  }

  @Test
  void passesOverAPartitionThatIsLost() {
    offsets.assign(0, 10);
    offsets.open(0, 10);
    offsets.forget(0);

    offsets.release(0, 10);
    offsets.open(0, 11);

    assertThat(offsets.takeCommittable()).isEmpty();
  }

  private static Map<TopicPartition, OffsetAndMetadata> at(long offset) {
    return Map.of(new TopicPartition("triggers", 0), new OffsetAndMetadata(offset));
  }
}
