package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.destination.DestinationsReader;
import io.waymark.govern.PolicyReader;
import io.waymark.intake.MappingSource;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.Problem;
import io.waymark.rule.RuleReader;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the problems of each broken text with the ones that lie beside it, word by word. */
class ProblemsTest {
  private static final Path BAD = Path.of("src/test/resources/data/bad");
  private static final Path RULES = Path.of("src/test/resources/rules-bad");
  private static final RuleReader RULE_READER = new RuleReader(commerceStages());

  @Test
  void findsAllTenMistakesOfARuleAtOnceAndNoneTwice() {
    Path file = BAD.resolve("ten-mistakes.yaml");

    List<Problem> problems = ofRule(file);

    assertThat(problems).hasSize(10);
    assertThat(shown(problems)).isEqualTo(expected(file));
  }

  @ParameterizedTest
  @CsvSource({"lifecycle-broken.yaml, 7", "plans-broken.yaml, 15", "stages-too-many.yaml, 1"})
  void findsAllMistakesOfALifecycle(String name, int count) {
    Path file = BAD.resolve(name);
    Problems problems = new Problems(name, Schemas.read(file));

    assertThat(LifecycleReader.read(Schemas.read(file), problems)).isEmpty();

    assertThat(shown(problems.list())).isEqualTo(expected(file));
    assertThat(problems.list()).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"segments-broken.yaml, 11", "segments-too-many.yaml, 1"})
  void findsAllMistakesOfSegments(String name, int count) {
    Path file = BAD.resolve(name);
    Problems problems = new Problems(name, Schemas.read(file));

    assertThat(SegmentsReader.read(Schemas.read(file), problems)).isEmpty();

    assertThat(shown(problems.list())).isEqualTo(expected(file));
    assertThat(problems.list()).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"policy-broken.yaml, 10", "policy-pointless.yaml, 9"})
  void findsAllMistakesOfAPolicy(String name, int count) {
    Path file = BAD.resolve(name);
    Problems problems = new Problems(name, Schemas.read(file));

    assertThat(PolicyReader.read(Schemas.read(file), problems)).isEmpty();

    assertThat(shown(problems.list())).isEqualTo(expected(file));
    assertThat(problems.list()).hasSize(count);
  }

  @Test
  void findsAllMistakesOfDestinationsAndShowsNoSecret() {
    Path file = BAD.resolve("destinations-broken.yaml");

    DestinationsReader.Result result =
        DestinationsReader.read(file.getFileName().toString(), Schemas.read(file));

    assertThat(result).isInstanceOf(DestinationsReader.Result.Refused.class);
    List<Problem> problems = ((DestinationsReader.Result.Refused) result).problems();
    assertThat(shown(problems)).isEqualTo(expected(file));
    assertThat(problems).hasSize(21);
    assertThat(shown(problems)).doesNotContain("MfKQ9r8", "hush hush");
  }

  @Test
  void findsAllElevenMistakesOfAMapping() throws IOException {
    Path file = BAD.resolve("mapping-broken.yaml");

    List<Problem> problems = MappingSource.problems(file.toString());

    assertThat(problems).hasSize(11);
    assertThat(shown(problems)).isEqualTo(expected(file));
  }

  @ParameterizedTest
  @MethodSource("brokenRules")
  void tellsWhatIsWrongWithARule(Path file) {
    assertThat(shown(ofRule(file))).isEqualTo(expected(file));
  }

  @Test
  void refusesATextThatIsTooLong() {
    String text = "# " + "x".repeat(Yaml.MOST_CHARACTERS) + "\nrule: r\n";

    assertThat(problemsOf(text))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message())
                  .isEqualTo("the text is longer than 65536 characters; split it");
              assertThat(problem.excerpt()).hasSizeLessThan(300);
            });
  }

  @Test
  void refusesAnEmptyText() {
    assertThat(problemsOf(""))
        .containsExactly(new Problem("rule.yaml", 1, 1, "the text is empty", ""));
  }

  @Test
  void answersAFloodOfMistakesWithTheFirstHundred() {
    assertThat(problemsOf("{" + "a: 1, ".repeat(9_000) + "}"))
        .hasSize(100)
        .allSatisfy(problem -> assertThat(problem.excerpt()).hasSizeLessThan(300));
  }

  static Stream<Path> brokenRules() throws IOException {
    try (Stream<Path> files = Files.list(RULES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  private static List<Problem> ofRule(Path file) {
    return problems(file.getFileName().toString(), Schemas.read(file));
  }

  private static List<Problem> problemsOf(String text) {
    return problems("rule.yaml", text);
  }

  private static List<Problem> problems(String name, String text) {
    return RULE_READER.read(name, text) instanceof RuleReader.Result.Refused refused
        ? refused.problems()
        : List.of();
  }

  private static String shown(List<Problem> problems) {
    return problems.stream().map(problem -> problem + "\n").collect(Collectors.joining());
  }

  private static String expected(Path file) {
    return Schemas.read(Path.of(file.toString().replace(".yaml", ".txt")));
  }

  private static Set<String> commerceStages() {
    String text = LifecycleReader.bundled("commerce").orElseThrow();
    return LifecycleReader.read(text, new Problems("commerce", text)).orElseThrow().stageNames();
  }
}
