package io.waymark.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.expression.Conjunct.Bound;
import io.waymark.expression.Conjunct.Side;
import io.waymark.expression.Path;
import io.waymark.match.Thresholds.Ranged;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {
  private static final Path AMOUNT = new Path("event.properties", List.of("amount"));

  /** The numbers at which comparisons differ, and their neighbours. */
  private static final double[] NUMBERS = {
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1,
    -Double.MIN_VALUE,
    -0.0,
    0.0,
    Double.MIN_VALUE,
    Math.nextDown(1.0),
    1,
    Math.nextUp(1.0),
    2,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  @Test
  void findsNothingWhereNothingWaits() {
    assertThat(found(new Thresholds<>(List.of()), 1)).isEmpty();
  }

  /** Compares with the bounds themselves, asked one by one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void findsThoseOfWhichAllBoundsHold(int most) {
    Random random = new Random(most);
    for (int round = 0; round < 500; round++) {
      List<List<Bound>> things =
          IntStream.range(0, 20).mapToObj(thing -> bounds(random, most)).toList();
      Thresholds<Integer> thresholds =
          new Thresholds<>(
              IntStream.range(0, things.size())
                  .mapToObj(thing -> new Ranged<>(Range.of(things.get(thing)), thing))
                  .toList());
      for (double number : NUMBERS) {
        assertThat(found(thresholds, number))
            .as("%s of %s", number, things)
            .containsExactlyInAnyOrderElementsOf(holding(things, number));
      }
    }
  }

  private static List<Bound> bounds(Random random, int most) {
    return IntStream.rangeClosed(0, random.nextInt(most))
        .mapToObj(bound -> new Bound(AMOUNT, side(random), NUMBERS[random.nextInt(NUMBERS.length)]))
        .toList();
  }

  private static Side side(Random random) {
    return Side.values()[random.nextInt(Side.values().length)];
  }

  private static List<Integer> holding(List<List<Bound>> things, double number) {
    return IntStream.range(0, things.size())
        .filter(
            thing ->
                things.get(thing).stream()
                    .allMatch(bound -> bound.side().holds(number, bound.limit())))
        .boxed()
        .toList();
  }

  private static List<Integer> found(Thresholds<Integer> thresholds, double number) {
    List<Integer> found = new ArrayList<>();
    thresholds.find(number, found::add);
    return found;
  }
}
