package io.waymark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Problem;
import io.waymark.settings.Settings;
import io.waymark.settings.Settings.UnusableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSettingsTest {
  @TempDir Path folder;

  @Test
  void takesALifecycleFromAFile() throws Exception {
    Path own =
        Files.writeString(
            folder.resolve("own.yaml"), "lifecycle: own\nstages:\n  - {stage: first, on: page}\n");

    Settings settings = JobSettings.read(null, Map.of("lifecycle", own.toString()));

    assertThat(LifecycleReader.named(settings.lifecycle()).stageNames()).containsExactly("first");
  }

  @Test
  void findsTheProblemsOfALifecycleInItsOwnFileBesideTheOthers() throws Exception {
    Path own = Files.writeString(folder.resolve("own.yaml"), "lifecycle: own\nstages: []\n");

    assertThat(problems(null, Map.of("lifecycle", own.toString(), "job.drift", "far")))
        .extracting(Problem::file)
        .containsExactlyInAnyOrder(own.toString(), "--set job.drift=far");
  }

  @Test
  void saysWhereALifecycleIsNamedThatIsNotThere() throws Exception {
    Path file = Files.writeString(folder.resolve("waymark.yaml"), "lifecycle: nowhere.yaml\n");

    assertThat(problems(file, Map.of()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).isEqualTo(file.toString());
              assertThat(problem.line()).isEqualTo(1);
              assertThat(problem.column()).isEqualTo(12);
              assertThat(problem.message())
                  .startsWith(
                      "'nowhere.yaml' is neither one of the lifecycles commerce, subscription nor");
            });
  }

  @Test
  void findsTheProblemsOfSegmentsInTheirOwnFile() throws Exception {
    Path own = Files.writeString(folder.resolve("own.yaml"), "segments:\n  - segment: all\n");

    assertThat(problems(null, Map.of("segments", own.toString())))
        .extracting(Problem::toString)
        .containsExactly(
            own + ":2:5: 'where' is missing\n |   - segment: all\n | ....^",
            own
                + ":2:14: 'all' is the sum of all segments; choose another name\n"
                + " |   - segment: all\n"
                + " | .............^");
  }

  @Test
  void saysWhereSegmentsAreNamedThatAreNotThere() {
    assertThat(problems(null, Map.of("segments", "defualt")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).isEqualTo("--set segments=defualt");
              assertThat(problem.message())
                  .startsWith("'defualt' is neither one of the segments default nor a file");
            });
  }

  @Test
  void refusesAMappingThatIsNotThere() {
    assertThat(problems(null, Map.of("sources", "web:nowhere.yaml")))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.message()).startsWith("'nowhere.yaml' is neither"));
  }

  @Test
  void findsTheProblemsOfAMappingBesideASourceThatIsMalformed() {
    assertThat(problems(null, Map.of("sources", "web, crm:nowhere.yaml")))
        .extracting(Problem::message)
        .anySatisfy(message -> assertThat(message).startsWith("'nowhere.yaml' is neither"))
        .anySatisfy(message -> assertThat(message).startsWith("'web' is not of the form"))
        .hasSize(2);
  }

  private static List<Problem> problems(Path file, Map<String, String> options) {
    return catchThrowableOfType(UnusableException.class, () -> JobSettings.read(file, options))
        .problems();
  }
}
