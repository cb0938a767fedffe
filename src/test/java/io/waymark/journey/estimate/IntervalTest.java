package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void hasADirectionOnlyIfItsIntervalLeavesOutZero() {
    assertThat(new Interval(0.2, 0.1, 0.3).trend()).isEqualTo(Trend.UP);
    assertThat(new Interval(-0.2, -0.3, -0.1).trend()).isEqualTo(Trend.DOWN);
    assertThat(new Interval(0.2, -0.1, 0.3).trend()).isEqualTo(Trend.NONE);
    assertThat(new Interval(0.2, 0, 0.3).trend()).isEqualTo(Trend.NONE);
  }

  @Test
  void refusesBoundsThatAreNoneOrOutOfOrder() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Double.NaN, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0, 0, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interval(0, Double.NEGATIVE_INFINITY, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interval(0.5, 0.6, 0.7))
        .withMessage("an estimate needs low <= value <= high, all finite; got 0.6 <= 0.5 <= 0.7");
  }
}
