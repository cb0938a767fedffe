package io.waymark.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lifecycle.LifecycleReader;
import io.waymark.match.selection.SelectedMatchers;
import io.waymark.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Usual rules as people write them at the first attempt. Beside each lies what they are told, word
 * by word: that it is a rule, and which matcher takes it, or what to write instead.
 */
class FirstAttemptsTest {
  private static final Path TRIED = Path.of("src/test/resources/rules-tried");

  @ParameterizedTest
  @MethodSource("attempts")
  void isTakenOrToldWhatToWrite(Path file) throws IOException {
    Path told = Path.of(file.toString().replace(".yaml", ".txt"));

    assertThat(answer(file)).isEqualTo(Files.readString(told));
  }

  @Test
  void thereAreNineteen() throws IOException {
    assertThat(attempts()).hasSize(19);
  }

  static List<Path> attempts() throws IOException {
    try (Stream<Path> files = Files.list(TRIED)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static String answer(Path file) throws IOException {
    RuleReader reader = new RuleReader(LifecycleReader.named("commerce").stageNames());
    RuleReader.Result result = reader.read(file.getFileName().toString(), Files.readString(file));
    if (result instanceof RuleReader.Result.Ok ok) {
      return "ok, on the " + SelectedMatchers.footprint(ok.rule()).matcher() + " matcher\n";
    }
    return ((RuleReader.Result.Refused) result)
        .problems().stream().map(Problem::toString).collect(Collectors.joining("\n", "", "\n"));
  }
}
