package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.journey.Cartographer;
import io.waymark.journey.CellNames;
import io.waymark.journey.Ledger;
import io.waymark.journey.Tallies;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Arrival;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeWatchTest {
  private final List<String> warnings = new ArrayList<>();
  private final CellNames names = new CellNames();
  private final TypeWatch watch = new TypeWatch(names, warnings::add);
  private final Cartographer cartographer =
      new Cartographer(
          LifecycleReader.read(
                  LifecycleReader.bundled("commerce").orElseThrow(), new Problems("commerce", ""))
              .orElseThrow(),
          1,
          names,
          new Tallies());

  @Test
  void warnsOnceOfTheSourceThatPutsIdsIntoTheNamesOfTypes() {
    for (int i = 0; i < 500; i++) {
      apply("web", "page");
      apply("orders", "Order 4711-" + i);
    }

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("most of them, 64, were first sent by the source orders;")
        .doesNotContain("4711");
  }

  @Test
  void namesTheSourceWithTheMostTypesThoughAnotherSendsTheOneTooMany() {
    for (int i = 0; i < 50; i++) {
      apply("orders", "Order 4711-" + i);
    }
    for (int i = 0; i < 40; i++) {
      apply("web", "page " + i);
      apply("web", "Order 4711-" + i);
    }

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("most of them, 50, were first sent by the source orders;");
  }

  @Test
  void isSilentAboutTypesThatTheMapTellsApart() {
    for (int i = 0; i < 500; i++) {
      apply("web", "page " + i % 60);
    }

    assertThat(warnings).isEmpty();
  }

  private void apply(String source, String type) {
    Touchpoint touchpoint = new Touchpoint("t", "anna", null, type, "web", 0, null, Map.of());
    cartographer.apply(new Ledger(), "awareness", touchpoint, () -> "all customers");
    watch.look(new Arrival(touchpoint, new Position(source, 0, 1), 0));
  }
}
