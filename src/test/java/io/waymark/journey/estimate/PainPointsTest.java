package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.waymark.journey.estimate.PainPoints.Finding;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PainPointsTest {
  private static final double Z = 1.959963984540054;

  @Test
  void loseAtLeastWhatTheBoundOfTheEffectTells() {
    Finding pain = find(new Exposure(1_000, new Effect(-0.3, 0.05, 400, 500))).orElseThrow();
    Finding help = find(new Exposure(1_000, new Effect(0.3, 0.05, 400, 500))).orElseThrow();

    assertThat(pain.lost()).isEqualTo((long) (1_000 * (0.3 - Z * 0.05))).isEqualTo(202);
    assertThat(pain.gained()).isZero();
    assertThat(help.gained()).isEqualTo(202);
    assertThat(help.lost()).isZero();
  }

  @Test
  void countOnlyWhatIsNoFalseDiscovery() {
    Exposure sure = new Exposure(1_000, new Effect(-0.4, 0.05, 400, 500));
    Exposure doubtful = new Exposure(1_000, new Effect(-0.21, 0.1, 400, 500));
    List<Exposure> others =
        IntStream.range(0, 20)
            .mapToObj(i -> new Exposure(1_000, new Effect(0.01 * (i % 3), 0.1, 400, 500)))
            .toList();

    assertThat(find(doubtful).orElseThrow().lost()).isPositive();

    List<List<Optional<Finding>>> findings =
        PainPoints.find(List.of(List.of(sure), List.of(doubtful), others));

    assertThat(findings).hasSize(3);
    assertThat(findings.get(0).get(0).orElseThrow().lost()).isPositive();
    assertThat(findings.get(1).get(0).orElseThrow().lost()).isZero();
    assertThat(findings.get(2)).hasSize(20);
  }

  @Test
  void shrinkWithinAStageAndKeepTheOrder() {
    Exposure first = new Exposure(10, new Effect(-0.5, 0.1, 40, 50));
    Exposure few = new Exposure(10, new Effect(0.9, 0.01, 29, 50));
    Exposure second = new Exposure(10, new Effect(0.3, 0.05, 40, 50));

    List<Optional<Finding>> findings = PainPoints.find(List.of(List.of(first, few, second))).get(0);

    assertThat(findings.get(1)).isEmpty();
    assertThat(List.of(findings.get(0), findings.get(2)))
        .extracting(finding -> finding.orElseThrow().shrunk())
        .isEqualTo(Shrinkage.shrink(List.of(first.effect(), second.effect())));
  }

  @Test
  void needThirtyVisitsOnEitherSide() {
    assertThat(find(new Exposure(100, new Effect(-0.5, 0.01, 30, 30)))).isPresent();
    assertThat(find(new Exposure(100, new Effect(-0.5, 0.01, 29, 30)))).isEmpty();
    assertThat(find(new Exposure(100, new Effect(-0.5, 0.01, 30, 29)))).isEmpty();
    assertThat(PainPoints.find(List.of())).isEmpty();
  }

  /**
   * 300 maps with five stages of six touchpoints each, none with an effect: the limit of 10% bounds
   * the share of maps that show any, here with three standard errors of 300 maps.
   */
  @Test
  void areRareWhereNothingHasAnEffect() {
    long maps =
        IntStream.rangeClosed(1, 300).filter(seed -> showsAny(new SplittableRandom(seed))).count();

    assertThat(maps / 300.0).isLessThan(0.1 + 3 * Math.sqrt(0.1 * 0.9 / 300));
  }

  @Test
  void refuseFewerCustomersThanNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Exposure(-1, new Effect(0, 1, 1, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Effect(0, 0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Effect(Double.NaN, 1, 1, 1));
  }

  private static boolean showsAny(SplittableRandom random) {
    List<List<Exposure>> stages =
        IntStream.range(0, 5)
            .mapToObj(
                stage ->
                    IntStream.range(0, 6).mapToObj(touchpoint -> withoutEffect(random)).toList())
            .toList();
    return PainPoints.find(stages).stream()
        .flatMap(List::stream)
        .flatMap(Optional::stream)
        .anyMatch(finding -> finding.lost() + finding.gained() > 0);
  }

  /** 300 visits that meet the touchpoint and move forward at times that know nothing of each. */
  private static Exposure withoutEffect(SplittableRandom random) {
    long horizon = 8_000;
    long[] all = new long[Landmarks.COURSES];
    long[][] met = new long[Landmarks.COUNT][Landmarks.COURSES];
    for (int visit = 0; visit < 300; visit++) {
      int course = Landmarks.course(horizon, random.nextLong(20_000), random.nextInt(3) > 0);
      int landmark = Landmarks.landmark(horizon, random.nextLong(16_000));
      if (course >= 0) {
        all[course]++;
        if (landmark < Landmarks.COUNT) {
          met[landmark][course]++;
        }
      }
    }
    return new Exposure(1_000_000, Landmarks.effect(all, met).orElseThrow());
  }

  private static Optional<Finding> find(Exposure exposure) {
    return PainPoints.find(List.of(List.of(exposure))).get(0).get(0);
  }
}
