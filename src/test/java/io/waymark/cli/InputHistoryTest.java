package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.intake.MappingSource;
import io.waymark.job.playback.FileSources.Input;
import io.waymark.model.Touchpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputHistoryTest {
  @TempDir private Path temp;

  @Test
  void areInOrderOfTimeThenOfTheFilesAndWithoutWhatCannotBeUsed() throws Exception {
    Input first = file("first.jsonl", row("b", "2026-03-02"), "no row", row("c", "2026-03-01"));
    Input second = file("second.jsonl", row("d", "2026-03-01"), row("e", "2026-02-01"));

    List<Touchpoint> applied =
        InputHistory.of(List.of(first, second), Duration.ofMinutes(5), Long.MAX_VALUE / 2);

    assertThat(applied).extracting(Touchpoint::id).containsExactly("e", "c", "d", "b");
  }

  @Test
  void areDuplicatesWhereTheCustomerHasTheIdAlready() {
    List<Touchpoint> inOrder = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      inOrder.add(touchpoint("anna", "t" + i));
    }
    inOrder.add(touchpoint("anna", "t1"));
    inOrder.add(touchpoint("anna", "t0"));
    inOrder.add(touchpoint("ben", "t5"));

    assertThat(InputHistory.withoutDuplicates(inOrder))
        .extracting(each -> each.customer() + " " + each.id())
        .hasSize(18)
        .endsWith("anna t15", "anna t16", "ben t5");
  }

  private Input file(String name, String... rows) throws Exception {
    Path file = Files.write(temp.resolve(name), List.of(rows));
    return new Input(file, MappingSource.named("waymark"));
  }

  private static String row(String id, String day) {
    return "{\"id\": \"%s\", \"customer\": \"anna\", \"type\": \"page\", \"time\": \"%sT00:00:00Z\"}"
        .formatted(id, day);
  }

  private static Touchpoint touchpoint(String customer, String id) {
    return new Touchpoint(id, customer, null, "page", null, 0, null, Map.of());
  }
}
