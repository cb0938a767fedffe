package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.SegmentFigures.Removal;
import io.waymark.model.SegmentFigures.Way;
import io.waymark.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoalChainTest {
  private static final CellName BOUGHT = new CellName("purchase", "web", "Order Completed");

  /** Of 100 customers 60 go through the shop, half of whom buy; 10 of the others do. */
  @Test
  void hasTheShareOfTheGoalThatIsLostWithACell() {
    CellName shop = new CellName("interest", "web", "Shop");
    CellName mail = new CellName("interest", "email", "Mail");

    List<Removal> removals =
        GoalChain.removals(
            List.of(
                way(null, shop, 60),
                way(null, mail, 40),
                way(shop, BOUGHT, 30),
                way(shop, null, 30),
                way(mail, BOUGHT, 10),
                way(mail, null, 30)),
            "purchase");

    assertThat(removals).extracting(Removal::cell).containsExactly(shop, mail);
    assertThat(share(removals.get(0))).isCloseTo(0.75, within(1e-12));
    assertThat(share(removals.get(1))).isCloseTo(0.25, within(1e-12));
  }

  /** Busier cells have larger numbers; half of those who come to any cell buy. */
  @Test
  void tellsTheBusiestCellsApartAndMergesTheOthersByStage() {
    int all = GoalChain.MOST_CELLS + 50;
    List<Way> ways = new ArrayList<>();
    for (int i = 1; i <= all; i++) {
      CellName cell = new CellName(i % 2 == 0 ? "interest" : "trial", "web", "Type " + i);
      ways.add(way(null, cell, 100L * i));
      ways.add(way(cell, BOUGHT, 50L * i));
      ways.add(way(cell, null, 50L * i));
    }

    List<Removal> removals = GoalChain.removals(ways, "purchase");

    long sum = 100L * all * (all + 1) / 2;
    assertThat(removals).hasSize(GoalChain.MOST_CELLS);
    for (int i = 0; i < removals.size(); i++) {
      int busy = all - i;
      assertThat(removals.get(i).cell().type()).isEqualTo("Type " + busy);
      assertThat(share(removals.get(i))).isCloseTo(100.0 * busy / sum, within(1e-12));
    }
  }

  @Test
  void decidesBetweenCellsThatAreEquallyBusyByTheirNames() {
    List<Way> ways = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      CellName cell = new CellName("interest", "web", "Type " + (1_000 + i * 37 % 1_000));
      ways.add(way(null, cell, 2));
      ways.add(way(cell, BOUGHT, 2));
    }

    List<Removal> removals = GoalChain.removals(ways, "purchase");

    assertThat(removals)
        .extracting(removal -> removal.cell().type())
        .hasSize(GoalChain.MOST_CELLS)
        .allMatch(type -> type.compareTo("Type " + (1_000 + GoalChain.MOST_CELLS)) < 0);
  }

  private static double share(Removal removal) {
    return removal.shares().get(Window.ALL);
  }

  private static Way way(@Nullable CellName from, @Nullable CellName to, long steps) {
    return new Way(from, to, Map.of(Window.ALL, steps));
  }
}
