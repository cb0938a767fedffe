package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Tests how wide lines may be, and whether they are broken at all. */
class TerminalTest {
  @Test
  void theEnvironmentNamesTheColumnsElseTheTerminalDoes() {
    assertThat(Terminal.width(Map.of("COLUMNS", "120"), () -> 100)).isEqualTo(120);
    assertThat(Terminal.width(Map.of(), () -> 100)).isEqualTo(100);
    assertThat(Terminal.width(Map.of("COLUMNS", "wide"), () -> 100)).isEqualTo(100);
    assertThat(Terminal.width(Map.of("COLUMNS", "0"), () -> 0)).isEqualTo(80);
  }

  @Test
  void aLineThatFitsStaysAsItIs() {
    Terminal terminal = new Terminal(20, Ansi.OFF);

    assertThat(StyledLines.broken("a     b", terminal)).containsExactly("a     b");
    assertThat(StyledLines.broken("one two three four five", terminal))
        .containsExactly("one two three four", "  five");
    assertThat(StyledLines.broken("one two  three four five", new Terminal(0, Ansi.OFF)))
        .containsExactly("one two  three four five");
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    assertThat(StyledLines.broken("漢字漢字漢字漢字 漢字漢字", new Terminal(20, Ansi.OFF)))
        .containsExactly("漢字漢字漢字漢字", "  漢字漢字");
  }

  @Test
  void theProgressSaysTriggersToo() {
    assertThat(Progress.text(Map.of("read", 12_345L, "sent", 67L), Duration.ofSeconds(5)))
        .isEqualTo("12,345 read, 67 triggers, 5 s");
    assertThat(Progress.text(Map.of(), Duration.ZERO)).isEqualTo("0 read, 0 triggers, 0 s");
  }
}
