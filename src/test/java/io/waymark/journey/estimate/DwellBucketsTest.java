package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DwellBucketsTest {
  private static final int LAST = DwellBuckets.COUNT - 1;

  @Test
  void reachFromOneSecondToNinetyDays() {
    assertThat(DwellBuckets.COUNT).isEqualTo(128);
    assertThat(DwellBuckets.endMillis(0)).isEqualTo(1_000);
    assertThat(DwellBuckets.endMillis(LAST - 1)).isEqualTo(Duration.ofDays(90).toMillis());
    assertThat(DwellBuckets.of(0)).isZero();
    assertThat(DwellBuckets.of(Long.MAX_VALUE)).isEqualTo(LAST);
  }

  @Test
  void holdDurationsUpToTheirEnd() {
    for (int bucket = 0; bucket < LAST; bucket++) {
      long end = DwellBuckets.endMillis(bucket);

      assertThat(DwellBuckets.of(end)).isEqualTo(bucket);
      assertThat(DwellBuckets.of(end + 1)).isEqualTo(bucket + 1);
    }
  }

  @Test
  void growByTheSameRatio() {
    double ratio = Math.pow(90 * 86_400, 1.0 / 126);
    for (int bucket = 1; bucket < LAST; bucket++) {
      double grown = DwellBuckets.endMillis(bucket - 1) * ratio;

      assertThat(Math.abs(DwellBuckets.endMillis(bucket) - grown)).isLessThan(1.5);
    }
  }

  /** Expected by 50-digit decimal arithmetic. */
  @Test
  void endTheSameInEveryVersion() {
    assertThat(DwellBuckets.endMillis(1)).isEqualTo(1_134);
    assertThat(DwellBuckets.endMillis(63)).isEqualTo(2_788_548);
    assertThat(DwellBuckets.endMillis(125)).isEqualTo(6_855_951_083L);
  }

  @Test
  void countTheBucketsThatEndByAHorizon() {
    assertThat(DwellBuckets.within(999)).isZero();
    assertThat(DwellBuckets.within(1_000)).isOne();
    assertThat(DwellBuckets.within(Long.MAX_VALUE)).isEqualTo(LAST);
    for (int bucket = 0; bucket < LAST; bucket++) {
      long end = DwellBuckets.endMillis(bucket);

      assertThat(DwellBuckets.within(end)).isEqualTo(bucket + 1);
      assertThat(DwellBuckets.within(end - 1)).isEqualTo(bucket);
    }
  }

  @Test
  void refuseWhatHasNoBucketOrNoEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DwellBuckets.of(-1))
        .withMessage("a duration in milliseconds must not be negative, is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DwellBuckets.endMillis(LAST))
        .withMessage("buckets 0 to 126 have an end, bucket 127 has not");
    assertThatIllegalArgumentException().isThrownBy(() -> DwellBuckets.endMillis(-1));
  }
}
