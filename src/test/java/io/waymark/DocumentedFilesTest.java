package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.waymark.deliver.destination.DestinationsReader;
import io.waymark.govern.PolicyReader;
import io.waymark.intake.MappingSource;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the mappings, lifecycles, segments and policies that documents show can be used. */
class DocumentedFilesTest {
  private static final List<Path> PAGES =
      List.of(
          Path.of("README.md"),
          Path.of("src/site/markdown/mappings.md"),
          Path.of("src/site/markdown/lifecycle.md"),
          Path.of("src/site/markdown/policy.md"));
  private static final Pattern CELL = Pattern.compile("(?m)^\\|[^|]*\\| `([^`]*record[^`]*)` \\|$");

  @ParameterizedTest
  @MethodSource("mappings")
  void aMappingCompiles(String text) {
    assertThatCode(() -> new MappingSource("document", text).compile()).doesNotThrowAnyException();
    assertThat(Schemas.problems("mapping", Schemas.yaml(text))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("lifecycles")
  void aLifecycleCanBeRead(String text) {
    Problems problems = new Problems("document", text);

    assertThat(LifecycleReader.read(text, problems)).as("%s", problems.list()).isPresent();
    assertThat(Schemas.problems("lifecycle", Schemas.yaml(text))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("segments")
  void segmentsCanBeRead(String text) {
    Problems problems = new Problems("document", text);

    assertThat(SegmentsReader.read(text, problems)).as("%s", problems.list()).isPresent();
    assertThat(Schemas.problems("segments", Schemas.yaml(text))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aPolicyCanBeRead(String text) {
    Problems problems = new Problems("document", text);

    assertThat(PolicyReader.read(text, problems)).as("%s", problems.list()).isPresent();
    assertThat(Schemas.problems("policy", Schemas.yaml(text))).isEmpty();
  }

  @Test
  void destinationsCanBeRead() {
    String page = Schemas.read(Path.of("src/site/markdown/operate.md"));
    Matcher shown = Pattern.compile("(?s)```yaml\n(destinations:.*?)```").matcher(page);

    assertThat(shown.find()).isTrue();
    String text = shown.group(1);
    assertThat(DestinationsReader.read("operate.md", text))
        .isInstanceOf(DestinationsReader.Result.Ok.class);
    assertThat(Schemas.problems("destinations", Schemas.yaml(text))).isEmpty();
  }

  @Test
  void theSentimentOfEveryModelThatIsShownCompiles() {
    String page = Schemas.read(PAGES.get(1));
    List<String> expressions = CELL.matcher(page).results().map(each -> each.group(1)).toList();

    assertThat(expressions)
        .hasSize(5)
        .allSatisfy(
            expression ->
                assertThatCode(() -> mapping(expression).compile()).doesNotThrowAnyException());
  }

  private static MappingSource mapping(String sentiment) {
    String text =
        """
        mapping: scored
        format: json
        id: record.id
        customer: record.customer
        type: record.type
        time: record.at
        sentiment:
          inferred: '%s'
        """;
    return new MappingSource("document", text.formatted(sentiment));
  }

  static Stream<String> mappings() {
    return blocks("mapping");
  }

  static Stream<String> lifecycles() {
    return blocks("lifecycle");
  }

  static Stream<String> segments() {
    return blocks("segments");
  }

  static Stream<String> policies() {
    return blocks("policy");
  }

  private static Stream<String> blocks(String first) {
    Pattern block = Pattern.compile("(?ms)^```yaml\\n(" + first + ":.*?)^```$");
    List<String> found =
        PAGES.stream()
            .flatMap(page -> block.matcher(Schemas.read(page)).results())
            .map((MatchResult each) -> each.group(1))
            .toList();
    assertThat(found).as("blocks of %s", first).isNotEmpty();
    return found.stream();
  }
}
