package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SampleMomentsTest {
  /** R's data set {@code sleep}, extra hours over ten; all within -1 and 1. */
  private static final SampleMoments FIRST =
      of(0.07, -0.16, -0.02, -0.12, -0.01, 0.34, 0.37, 0.08, 0, 0.2);

  private static final SampleMoments SECOND =
      of(0.19, 0.08, 0.11, 0.01, -0.01, 0.44, 0.55, 0.16, 0.46, 0.34);

  /**
   * Published: the example of R's {@code t.test} has -3.3654832 to 0.2054832 for the difference of
   * extra hours, here over 100 as the values are hours over ten and over ten again.
   */
  @Test
  void differsByWelchsInterval() {
    Interval difference = FIRST.minus(SECOND).orElseThrow();

    assertThat(difference.value()).isCloseTo((0.75 - 2.33) / 10, within(1e-12));
    assertThat(difference.low()).isCloseTo(-0.336548323071171, within(1e-12));
    assertThat(difference.high()).isCloseTo(0.020548323071171, within(1e-12));
    assertThat(difference.trend()).isEqualTo(Trend.NONE);
  }

  /** Expected by {@code t.test} of R 4.2.2 on the first ten. */
  @Test
  void hasStudentsInterval() {
    Interval mean = FIRST.estimate().orElseThrow();

    assertThat(mean.value()).isCloseTo(0.075, within(1e-15));
    assertThat(mean.low()).isCloseTo(-0.052978041352623, within(1e-12));
    assertThat(mean.high()).isCloseTo(0.202978041352623, within(1e-12));
  }

  @Test
  void addsUpInAnyOrder() {
    assertThat(FIRST.plus(SECOND)).isEqualTo(SECOND.plus(FIRST));
    assertThat(FIRST.plus(SampleMoments.NONE)).isEqualTo(FIRST);
  }

  @Test
  void isUnknownOfTooFewValues() {
    assertThat(SampleMoments.NONE.mean()).isEmpty();
    assertThat(SampleMoments.NONE.estimate()).isEmpty();
    assertThat(of(0.5).mean()).hasValue(0.5);
    assertThat(of(0.5).estimate()).isEmpty();
    assertThat(of(0.5).minus(FIRST)).isEmpty();
    assertThat(FIRST.minus(of(0.5))).isEmpty();
  }

  @Test
  void ofValuesAllAlikeHasNoSpread() {
    SampleMoments alike = of(1, 1, 1);

    assertThat(alike.estimate()).contains(new Interval(1, 1, 1));
    assertThat(alike.minus(alike)).contains(new Interval(0, 0, 0));
  }

  @Test
  void roundsSquaresToTheNearestBillionth() {
    assertThat(SampleMoments.squareNanos(1_000_000)).isEqualTo(1_000_000_000);
    assertThat(SampleMoments.squareNanos(-1_000_000)).isEqualTo(1_000_000_000);
    assertThat(SampleMoments.squareNanos(22)).isZero();
    assertThat(SampleMoments.squareNanos(23)).isOne();
  }

  @Test
  void refusesSumsThatNoValuesFromMinusOneToOneHave() {
    assertThatIllegalArgumentException().isThrownBy(() -> SampleMoments.of(1_000_001));
    assertThatIllegalArgumentException().isThrownBy(() -> SampleMoments.of(Long.MIN_VALUE));
    assertThatIllegalArgumentException().isThrownBy(() -> new SampleMoments(-1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SampleMoments(2, 2_000_001, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SampleMoments(0, 0, 1))
        .withMessage(
            "0 values from -1 to 1 cannot have a sum of 0 millionths and squares of 1 billionths");
  }

  @Test
  void refusesToOverflow() {
    SampleMoments most = new SampleMoments(Long.MAX_VALUE, 0, Long.MAX_VALUE);

    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> most.plus(of(1)));
  }

  private static SampleMoments of(double... values) {
    return DoubleStream.of(values)
        .mapToObj(value -> SampleMoments.of(Math.round(value * 1e6)))
        .reduce(SampleMoments.NONE, SampleMoments::plus);
  }
}
