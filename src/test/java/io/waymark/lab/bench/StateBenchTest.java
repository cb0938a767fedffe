package io.waymark.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.bench.MapMeter.Cut;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StateBenchTest {
  @Test
  void measuresCustomersAndTheMapOfAll() throws Exception {
    StateTable table = new StateBench(10, 500, 45_000).measure(new PrintWriter(new StringWriter()));

    assertThat(table.sizes()).hasSize(500);
    assertThat(table.map().cuts()).hasSize(100);
    Cut all = table.map().cuts().get(0);
    assertThat(table.map().cuts().subList(1, 100))
        .allSatisfy(cut -> assertThat(cut.records()).isBetween(1L, all.records() + 100))
        .anySatisfy(cut -> assertThat(cut.bytes()).isLessThan(all.bytes()));
    assertThat(table.map().places()).isGreaterThan(100);
    assertThat(table.map().stateBytes()).isPositive();
  }

  @Test
  void printsEachFigure() throws Exception {
    StringWriter printed = new StringWriter();

    new StateBench(1, 5, 900)
        .measure(new PrintWriter(new StringWriter()))
        .print(new PrintWriter(printed));

    assertThat(printed.toString())
        .contains(
            "of it for the journey map",
            "journey map: ",
            " bytes in state",
            "the first cut, of all");
  }
}
