package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.match.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunsTableTest {
  private static final long TYPE_A = 1;
  private static final long TYPE_B = 2;
  private static final long EVERY_TYPE = -1;

  private final RunsTable table = new RunsTable();

  @Test
  void findsRunsByStructureAndCorrelationValue() {
    OpenRuns one = runs(1, "x");
    table.add(one, TYPE_A);
    table.add(runs(1, "y"), TYPE_A);

    assertThat(find(1, "x")).isSameAs(one);
    assertThat(find(2, "x")).isNull();
    assertThat(find(1, "z")).isNull();
  }

  @Test
  void closedRunsAreNotFoundButKeepTheirNumberUntilTheyAreRemoved() {
    OpenRuns first = runs(1, "");
    OpenRuns second = runs(2, "");
    table.add(first, TYPE_A);
    table.add(second, TYPE_B);

    table.close(first);
    assertThat(find(1, "")).isNull();
    assertThat(table.get(1)).isSameAs(second);

    assertThat(table.removeClosed()).isEqualTo(1);
    assertThat(table).containsExactly(second);
    assertThat(table.next(0, TYPE_A)).isEqualTo(table.size());
    assertThat(table.next(0, TYPE_B)).isZero();
  }

  @Test
  void runsThatAreClosedTwiceAreRemovedOnce() {
    OpenRuns only = runs(1, "");
    table.add(only, TYPE_A);

    table.close(only);
    table.close(only);

    assertThat(table.removeClosed()).isEqualTo(1);
    assertThat(table.removeClosed()).isZero();
  }

  @Test
  void walkMeetsTheRunsWhoseRuleAsksForTheType() {
    for (int i = 0; i < 10; i++) {
      table.add(runs(i, ""), i % 3 == 0 ? TYPE_A : TYPE_B);
    }

    assertThat(table.next(0, TYPE_A)).isZero();
    assertThat(table.next(1, TYPE_A)).isEqualTo(3);
    assertThat(table.next(10, TYPE_A)).isEqualTo(10);
  }

  @Test
  void runsFromStateAreMetForEveryTypeUntilTheTypesOfTheirRuleAreSet() {
    table.add(runs(1, ""));
    assertThat(table.next(0, TYPE_A)).isZero();

    table.setTypes(0, TYPE_B);

    assertThat(table.next(0, TYPE_A)).isEqualTo(1);
    assertThat(table.next(0, TYPE_B)).isZero();
  }

  @Test
  void newRunsDoNotDisturbAWalk() {
    table.add(runs(1, ""), TYPE_A);

    for (OpenRuns each : table) {
      table.add(runs(each.structure + 1, ""), TYPE_A);
    }

    assertThat(table).extracting(open -> open.structure).containsExactly(1L, 2L);
  }

  @Test
  void findsAmongManyAsAmongFew() {
    Random random = new Random(7);
    List<OpenRuns> open = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      if (random.nextInt(open.size() > 1_000 ? 2 : 4) == 0 && !open.isEmpty()) {
        table.close(open.remove(random.nextInt(open.size())));
        if (random.nextBoolean()) {
          table.removeClosed();
        }
      } else {
        OpenRuns added = runs(random.nextInt(9), "v" + i);
        open.add(added);
        table.add(added, TYPE_A);
      }
      checkFound(open, random.nextInt(9), i);
    }
    table.removeClosed();
    assertThat(table).containsExactlyInAnyOrderElementsOf(open);
    assertThat(table.index()).isNotNull();
    open.forEach(table::close);
    table.removeClosed();
    assertThat(table.index()).isNull();
    assertThat(table.bytesAtMost()).isZero();
  }

  private void checkFound(List<OpenRuns> open, long structure, int number) {
    assertThat(table.live()).isEqualTo(open.size());
    assertThat(table.count(structure))
        .isEqualTo((int) open.stream().filter(each -> each.structure == structure).count());
    assertThat(find(structure, "never")).isNull();
    if (!open.isEmpty()) {
      OpenRuns any = open.get(number % open.size());
      assertThat(find(any.structure, any.correlation)).isSameAs(any);
    }
  }

  @Test
  void walkOverStructuresMeetsThoseWhoseRuleAsksForTheTypeOnce() {
    for (int i = 0; i < 1_000; i++) {
      table.add(runs(i % 5, "v" + i), i % 5 < 2 ? TYPE_A : TYPE_B);
    }
    RunsIndex index = table.index();

    List<Long> met = new ArrayList<>();
    for (int i = index.previous(index.structures(), TYPE_A);
        i >= 0;
        i = index.previous(i, TYPE_A)) {
      long structure = index.structure(i);
      met.add(structure);
      for (int value = 0; value < 1_000; value++) {
        OpenRuns found = find(structure, "v" + value);
        if (found != null) {
          table.close(found);
        }
      }
    }

    assertThat(met).containsExactlyInAnyOrder(0L, 1L);
    assertThat(table.live()).isEqualTo(600);
  }

  private static OpenRuns runs(long structure, String correlation) {
    return new OpenRuns("anna", structure, correlation, Runs.NEVER, 0, new byte[0]);
  }

  /** Finds open runs as a walk or the index does. */
  private @Nullable OpenRuns find(long structure, String correlation) {
    RunsIndex index = table.index();
    if (index != null) {
      return index.find(structure, correlation);
    }
    for (int i = table.next(0, EVERY_TYPE); i < table.size(); i = table.next(i + 1, EVERY_TYPE)) {
      if (table.get(i).structure == structure && table.get(i).correlation.equals(correlation)) {
        return table.get(i);
      }
    }
    return null;
  }
}
