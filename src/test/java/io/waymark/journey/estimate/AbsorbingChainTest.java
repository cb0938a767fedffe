package io.waymark.journey.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.waymark.journey.estimate.AbsorbingChain.Edge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AbsorbingChainTest {
  private static final int START = 0;
  private static final int GOAL = 1;
  private static final int LOST = 2;
  private static final int FIRST = 3;
  private static final int SECOND = 4;

  /**
   * The example of S. Puzyrov, "Markov Chain Attribution: Simple Explanation of Removal Effect"
   * (2019): four paths through search and mail, 0.8 of the weight reaches the goal. Without search
   * 0.2 would, without mail 0.4.
   */
  @Test
  void hasTheRemovalEffectsOfAnExampleByHand() {
    AbsorbingChain chain =
        AbsorbingChain.of(
            5,
            List.of(
                new Edge(START, FIRST, 4),
                new Edge(START, SECOND, 1),
                new Edge(FIRST, GOAL, 2),
                new Edge(FIRST, SECOND, 1),
                new Edge(FIRST, LOST, 1),
                new Edge(SECOND, GOAL, 2)),
            START,
            GOAL,
            LOST);

    assertThat(chain.removalEffect(FIRST).getAsDouble()).isCloseTo(0.75, within(1e-15));
    assertThat(chain.removalEffect(SECOND).getAsDouble()).isCloseTo(0.5, within(1e-15));
    assertThat(chain.removalEffect(START).getAsDouble()).isOne();
  }

  /** Expected by removing each node in turn and letting 20,000 steps of the chain pass. */
  @Test
  void hasTheRemovalEffectsOfAPlainReadingOfTheirDefinition() {
    for (int seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Edge> edges = edges(random, 12, 40);
      AbsorbingChain chain = AbsorbingChain.of(12, edges, START, GOAL, LOST);
      double goal = goalWithout(-1, 12, edges);

      assertThat(chain.removalEffect(FIRST).isPresent()).as("seed %d", seed).isEqualTo(goal > 0);
      for (int node = FIRST; node < 12 && goal > 0; node++) {
        double effect = 1 - goalWithout(node, 12, edges) / goal;
        assertThat(chain.removalEffect(node).getAsDouble())
            .as("seed %d, node %d", seed, node)
            .isCloseTo(effect, within(1e-9));
      }
    }
  }

  @Test
  void losesPathsThatEndElsewhereOrGoInCircles() {
    AbsorbingChain chain =
        AbsorbingChain.of(
            7,
            List.of(
                new Edge(START, FIRST, 1),
                new Edge(START, 5, 1),
                new Edge(START, GOAL, 2),
                new Edge(FIRST, SECOND, 3),
                new Edge(SECOND, FIRST, 3),
                new Edge(GOAL, START, 100),
                new Edge(LOST, START, 100)),
            START,
            GOAL,
            LOST);

    assertThat(chain.removalEffect(FIRST)).hasValue(0);
    assertThat(chain.removalEffect(5)).hasValue(0);
    assertThat(chain.removalEffect(6)).hasValue(0);
  }

  @Test
  void hasNoRemovalEffectWhereNoPathReachesTheGoal() {
    AbsorbingChain chain =
        AbsorbingChain.of(
            4, List.of(new Edge(START, LOST, 5), new Edge(FIRST, GOAL, 5)), START, GOAL, LOST);

    assertThat(chain.removalEffect(FIRST)).isEmpty();
    assertThat(AbsorbingChain.of(4, List.of(), START, GOAL, LOST).removalEffect(FIRST)).isEmpty();
  }

  /** Two of a million paths leave the circle each round; half of all reach the goal. */
  @Test
  void staysExactInLongCircles() {
    AbsorbingChain chain =
        AbsorbingChain.of(
            5,
            List.of(
                new Edge(START, FIRST, 1),
                new Edge(FIRST, SECOND, 1_000_000),
                new Edge(SECOND, FIRST, 999_998),
                new Edge(SECOND, GOAL, 1),
                new Edge(SECOND, LOST, 1)),
            START,
            GOAL,
            LOST);

    assertThat(chain.removalEffect(SECOND).getAsDouble()).isCloseTo(1, within(1e-9));
  }

  @Test
  @Timeout(10)
  void isSolvedForTheLargestMapAtOnce() {
    List<Edge> edges = edges(new SplittableRandom(1), 800, 500);

    AbsorbingChain.of(800, edges, START, GOAL, LOST);
    long before = System.nanoTime();
    AbsorbingChain.of(800, edges(new SplittableRandom(2), 300, 500), START, GOAL, LOST);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void refusesNodesThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AbsorbingChain.of(3, List.of(new Edge(0, 7, 1)), START, GOAL, LOST))
        .withMessage("Edge[from=0, to=7, count=1] in a chain of 3 nodes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AbsorbingChain.of(3, List.of(), START, GOAL, GOAL))
        .withMessage("start 0, goal 1 and lost 1 must differ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AbsorbingChain.of(2, List.of(), START, GOAL, LOST))
        .withMessage("node 2 of 2");
    assertThatIllegalArgumentException().isThrownBy(() -> new Edge(-1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Edge(1, 0, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AbsorbingChain.of(3, List.of(), START, GOAL, LOST).removalEffect(GOAL));
  }

  private static List<Edge> edges(SplittableRandom random, int nodes, int count) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      edges.add(new Edge(random.nextInt(nodes), random.nextInt(nodes), random.nextInt(1, 1_000)));
    }
    return edges;
  }

  private static double goalWithout(int removed, int nodes, List<Edge> edges) {
    double[] total = new double[nodes];
    for (Edge edge : edges) {
      total[edge.from()] += edge.count();
    }
    double[] at = new double[nodes];
    at[START] = 1;
    double goal = 0;
    for (int step = 0; step < 20_000; step++) {
      double[] next = new double[nodes];
      for (Edge edge : edges) {
        if (edge.from() != removed && edge.from() != GOAL && edge.from() != LOST) {
          next[edge.to()] += at[edge.from()] * edge.count() / total[edge.from()];
        }
      }
      goal += next[GOAL];
      at = next;
      Arrays.fill(at, GOAL, LOST + 1, 0);
    }
    return goal;
  }
}
