package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleMomentsTest {
  /** R's data set {@code sleep}, extra hours over ten; all within -1 and 1. */
  private static final SampleMoments FIRST =
      of(0.07, -0.16, -0.02, -0.12, -0.01, 0.34, 0.37, 0.08, 0, 0.2);

  /** Expected by {@code t.test} of R 4.2.2 on the first ten. */
  @Test
  void hasStudentsInterval() {
    Interval mean = FIRST.estimate().orElseThrow();

    assertThat(mean.value()).isCloseTo(0.075, within(1e-15));
    assertThat(mean.low()).isCloseTo(-0.052978041352623, within(1e-12));
    assertThat(mean.high()).isCloseTo(0.202978041352623, within(1e-12));
  }

  @Test
  void isUnknownOfTooFewValues() {
    assertThat(of().mean()).isEmpty();
    assertThat(of().estimate()).isEmpty();
    assertThat(of(0.5).mean()).hasValue(0.5);
    assertThat(of(0.5).estimate()).isEmpty();
  }

  @Test
  void ofValuesAllAlikeHasNoSpread() {
    SampleMoments alike = of(1, 1, 1);

    assertThat(alike.estimate()).contains(new Interval(1, 1, 1));
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
    assertThatIllegalArgumentException().isThrownBy(() -> SampleMoments.squareNanos(1_000_001));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleMoments.squareNanos(Long.MIN_VALUE));
    assertThatIllegalArgumentException().isThrownBy(() -> new SampleMoments(-1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SampleMoments(2, 2_000_001, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SampleMoments(0, 0, 1))
        .withMessage(
            "0 values from -1 to 1 cannot have a sum of 0 millionths and squares of 1 billionths");
  }

  private static SampleMoments of(double... values) {
    long[] micros = DoubleStream.of(values).mapToLong(value -> Math.round(value * 1e6)).toArray();
    return new SampleMoments(
        micros.length,
        LongStream.of(micros).sum(),
        LongStream.of(micros).map(SampleMoments::squareNanos).sum());
  }
}
