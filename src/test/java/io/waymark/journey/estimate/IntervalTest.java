package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void differsFromAnotherWithTheMarginsThatTheTwoHaveTowardsEachOther() {
    Interval difference = new Interval(0.27, 0.26, 0.29).minus(new Interval(0.31, 0.28, 0.35));

    assertThat(difference.value()).isCloseTo(-0.04, within(1e-15));
    assertThat(difference.low()).isCloseTo(-0.04 - Math.hypot(0.01, 0.04), within(1e-15));
    assertThat(difference.high()).isCloseTo(-0.04 + Math.hypot(0.02, 0.03), within(1e-15));
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
