package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
  private static final Path BUNDLED = Path.of("src/main/resources");
  private static final Path DATA = Path.of("src/test/resources/data");

  static final List<String> NAMES = Schemas.NAMES;

  @Test
  void folderHoldsNothingButSchemas() {
    assertThat(NAMES)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(Schemas.file(name)).isRegularFile());
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void isAValidSchema(String name) {
    assertThat(Schemas.problemsOfSchema(name)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void itsOwnExamplesAreValid(String name) {
    JsonNode examples = Schemas.schema(name).get("examples");

    assertThat(examples).isNotEmpty();
    for (JsonNode example : examples) {
      assertThat(Schemas.problems(name, example)).as("%s", example).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleThatWeWroteIsValid(Path file) {
    assertThat(Schemas.problems("rule", Schemas.yaml(Schemas.read(file)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("lifecycles")
  void everyLifecycleThatWeWroteIsValid(Path file) {
    assertThat(Schemas.problems("lifecycle", Schemas.yaml(Schemas.read(file)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("segments")
  void allSegmentsThatWeWroteAreValid(Path file) {
    assertThat(Schemas.problems("segments", Schemas.yaml(Schemas.read(file)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void everyPolicyThatWeWroteIsValid(Path file) {
    assertThat(Schemas.problems("policy", Schemas.yaml(Schemas.read(file)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void everyMappingThatWeWroteIsValid(Path file) {
    assertThat(Schemas.problems("mapping", Schemas.yaml(Schemas.read(file)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rule, ten-mistakes.yaml",
    "lifecycle, lifecycle-broken.yaml",
    "lifecycle, plans-broken.yaml",
    "lifecycle, stages-too-many.yaml",
    "mapping, mapping-broken.yaml",
    "policy, policy-broken.yaml",
    "segments, segments-broken.yaml",
    "destinations, destinations-broken.yaml",
    "segments, segments-too-many.yaml"
  })
  void aBrokenFileIsNotValid(String schema, String file) {
    JsonNode document = Schemas.yaml(Schemas.read(DATA.resolve("bad").resolve(file)));

    assertThat(Schemas.problems(schema, document)).isNotEmpty();
  }

  static Stream<Path> rules() throws IOException {
    return Stream.concat(
        yaml(BUNDLED.resolve("rules")), yaml(DATA).filter(f -> f.getParent().endsWith("rules")));
  }

  static Stream<Path> lifecycles() throws IOException {
    return yaml(BUNDLED.resolve("lifecycles"));
  }

  static Stream<Path> segments() throws IOException {
    return yaml(BUNDLED.resolve("segments"));
  }

  static Stream<Path> policies() throws IOException {
    return yaml(BUNDLED.resolve("policies"));
  }

  static Stream<Path> mappings() throws IOException {
    return Stream.concat(
        yaml(BUNDLED.resolve("mappings")), yaml(DATA).filter(f -> f.endsWith("mapping.yaml")));
  }

  private static Stream<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }
}
