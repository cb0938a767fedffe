package io.waymark.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.rule.RuleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small rules that other systems got wrong, each with the right times as its own tests. */
class RuleCasesTest {
  private static final Path CASES = Path.of("src/test/resources/rules-cases");

  private final Lifecycle lifecycle = LifecycleReader.named("commerce");

  @ParameterizedTest
  @MethodSource("cases")
  void firesWhenItShould(Path file) throws IOException {
    RuleReader.Result result =
        new RuleReader(lifecycle.stageNames()).read(file.toString(), Files.readString(file));

    assertThat(result)
        .isInstanceOfSatisfying(
            RuleReader.Result.Ok.class,
            ok -> {
              assertThat(ok.rule().examples()).isNotEmpty();
              assertThat(TestFailures.of(lifecycle, ok.rule(), file.toString())).isEmpty();
            });
  }

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList();
    }
  }
}
