package io.waymark.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
  private static final Path PAGE = Path.of("src/site/markdown/settings.md");

  @Test
  void pageHoldsTheTableOfTheReader() throws Exception {
    List<String> table =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("|")).toList();

    assertThat(table).containsExactlyElementsOf(markdown());
  }

  private static List<String> markdown() {
    Stream<String> head = Stream.of("| key | value | default | what it is |", "|---|---|---|---|");
    return Stream.concat(head, SettingsTable.ALL.stream().map(SettingsTableTest::row)).toList();
  }

  private static String row(Setting setting) {
    String byDefault = setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "`";
    return String.format(
        "| `%s` | %s | %s | %s |", setting.key(), setting.unit(), byDefault, setting.description());
  }
}
