package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LandmarksTest {
  /** Landmarks at 1,000 ms, 2,000 ms, ... 8,000 ms. */
  private static final long H = 8_000;

  /**
   * A visit.
   *
   * @param stay until it ended, or its age
   * @param meeting age when it met the touchpoint; larger than {@code stay} if it did not
   */
  private record Visit(long stay, boolean isForward, long meeting) {
    boolean isOpenAt(long landmark) {
      return stay > landmark;
    }

    boolean isForwardAfter(long landmark) {
      return isForward && stay <= landmark + H;
    }
  }

  @Test
  void tellCoursesApartByTheLandmarksReached() {
    assertThat(Landmarks.course(H, 1_000, true)).isEqualTo(-1);
    assertThat(Landmarks.course(H, 1_001, false)).isZero();
    assertThat(Landmarks.course(H, 2_000, true)).isOne();
    assertThat(Landmarks.course(H, 8_000, true)).isEqualTo(13);
    assertThat(Landmarks.course(H, 8_001, true)).isEqualTo(14 + 0);
    assertThat(Landmarks.course(H, 9_001, true)).isEqualTo(14 + 1);
    assertThat(Landmarks.course(H, 16_000, true)).isEqualTo(14 + 7);
    assertThat(Landmarks.course(H, 16_001, true)).isEqualTo(22);
    assertThat(Landmarks.course(H, 8_001, false)).isEqualTo(22);
    assertThat(Landmarks.course(H, Long.MAX_VALUE, false)).isEqualTo(22);
    assertThat(Landmarks.COURSES).isEqualTo(23);
  }

  @Test
  void takeATouchpointAtALandmarkAsMetByThen() {
    assertThat(Landmarks.landmark(H, 0)).isZero();
    assertThat(Landmarks.landmark(H, 1_000)).isZero();
    assertThat(Landmarks.landmark(H, 1_001)).isOne();
    assertThat(Landmarks.landmark(H, 8_000)).isEqualTo(7);
    assertThat(Landmarks.landmark(H, 8_001)).isEqualTo(8);
  }

  /** Expected by going through the visits one by one at each landmark, and again for each visit. */
  @Test
  void haveTheEffectOfAPlainReadingOfTheVisits() {
    for (int seed = 1; seed <= 50; seed++) {
      List<Visit> visits = visits(new SplittableRandom(seed), 400);

      Effect effect = effect(visits);

      double difference = difference(visits);
      assertThat(effect.difference()).as("seed %d", seed).isCloseTo(difference, within(1e-12));
      assertThat(effect.standardError())
          .as("seed %d", seed)
          .isCloseTo(Math.sqrt(robustVariance(visits)), within(1e-12));
      assertThat(effect.met())
          .isEqualTo(
              visits.stream()
                  .filter(v -> landmarks().stream().anyMatch(a -> v.isOpenAt(a) && v.meeting <= a))
                  .count());
      assertThat(effect.unmet())
          .isEqualTo(
              visits.stream()
                  .filter(v -> landmarks().stream().anyMatch(a -> v.isOpenAt(a) && v.meeting > a))
                  .count());
    }
  }

  /** A visit at eight landmarks tells little more than at one; independent it would tell more. */
  @Test
  void doNotCountOneVisitAsEight() {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      visits.add(new Visit(i < 70 ? 8_001 : 20_000, true, 0));
      visits.add(new Visit(i < 40 ? 8_001 : 20_000, true, 90_000));
    }

    Effect effect = effect(visits);

    assertThat(effect.difference()).isCloseTo(0.3, within(1e-15));
    assertThat(effect.standardError())
        .isCloseTo(Math.sqrt(0.7 * 0.3 / 99 + 0.4 * 0.6 / 99), within(1e-15));
  }

  @Test
  void haveNoEffectWhereOneSideIsMissing() {
    long[] all = new long[Landmarks.COURSES];
    all[3] = 50;
    all[2] = 50;

    assertThat(Landmarks.effect(all, new long[Landmarks.COUNT][Landmarks.COURSES])).isEmpty();
  }

  @Test
  void refuseCountsThatDoNotFit() {
    long[] all = new long[Landmarks.COURSES];
    long[][] met = new long[Landmarks.COUNT][Landmarks.COURSES];
    met[2][5] = 1;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Landmarks.effect(all, met))
        .withMessage(
            "all visits less those that met the touchpoint[5] must not be negative, is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Landmarks.effect(all, new long[7][Landmarks.COURSES]));
    assertThatIllegalArgumentException().isThrownBy(() -> Landmarks.effect(new long[8], met));
    assertThatIllegalArgumentException().isThrownBy(() -> Landmarks.course(0, 1, true));
    assertThatIllegalArgumentException().isThrownBy(() -> Landmarks.landmark(H, -1));
  }

  private static Effect effect(List<Visit> visits) {
    long[] all = new long[Landmarks.COURSES];
    long[][] met = new long[Landmarks.COUNT][Landmarks.COURSES];
    for (Visit visit : visits) {
      int course = Landmarks.course(H, visit.stay, visit.isForward);
      if (course >= 0) {
        all[course]++;
        int landmark = Landmarks.landmark(H, visit.meeting);
        if (landmark < Landmarks.COUNT) {
          met[landmark][course]++;
        }
      }
    }
    return Landmarks.effect(all, met).orElseThrow();
  }

  private static List<Visit> visits(SplittableRandom random, int count) {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      visits.add(
          new Visit(random.nextLong(20_000), random.nextInt(3) > 0, random.nextLong(15_000)));
    }
    return visits;
  }

  private static List<Long> landmarks() {
    return List.of(1_000L, 2_000L, 3_000L, 4_000L, 5_000L, 6_000L, 7_000L, 8_000L);
  }

  private static double difference(List<Visit> visits) {
    double sum = 0;
    double weights = 0;
    for (long a : landmarks()) {
      Arms arms = new Arms(visits, a);
      sum += arms.weight() * (arms.share(true) - arms.share(false));
      weights += arms.weight();
    }
    return sum / weights;
  }

  private static double robustVariance(List<Visit> visits) {
    double[] errors = new double[visits.size()];
    double weights = 0;
    for (long a : landmarks()) {
      Arms arms = new Arms(visits, a);
      weights += arms.weight();
      for (int i = 0; i < errors.length; i++) {
        Visit visit = visits.get(i);
        if (visit.isOpenAt(a)) {
          boolean isMet = visit.meeting <= a;
          double n = arms.size(isMet);
          double residual = (visit.isForwardAfter(a) ? 1 : 0) - arms.share(isMet);
          errors[i] += (isMet ? 1 : -1) * arms.weight() * residual / Math.sqrt(n * (n - 1));
        }
      }
    }
    double sum = 0;
    for (double error : errors) {
      sum += error * error;
    }
    return sum / weights / weights;
  }

  /** Visits open at a landmark, in two arms. */
  private record Arms(List<Visit> visits, long landmark) {
    double size(boolean isMet) {
      return visits.stream()
          .filter(v -> v.isOpenAt(landmark) && (v.meeting <= landmark) == isMet)
          .count();
    }

    double share(boolean isMet) {
      return visits.stream()
              .filter(v -> v.isOpenAt(landmark) && (v.meeting <= landmark) == isMet)
              .filter(v -> v.isForwardAfter(landmark))
              .count()
          / size(isMet);
    }

    double weight() {
      return size(true) * size(false) / (size(true) + size(false));
    }
  }
}
