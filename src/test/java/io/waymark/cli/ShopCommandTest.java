package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import io.waymark.wire.TouchpointDocument;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ShopCommandTest {
  private static final String UNTIL = "2026-03-09T00:00:00Z";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void writesTheDaysInOrderOfTime() throws Exception {
    Path file = folder.resolve("two days.jsonl.gz");

    int code = shop(file.toString(), "--days", "2", "--until", UNTIL);

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    List<Touchpoint> touchpoints = read(file);
    assertThat(out.toString())
        .contains("%,d touchpoints of 2 days in %s".formatted(touchpoints.size(), file));
    assertThat(touchpoints).hasSizeGreaterThan(1_000);
    assertThat(touchpoints).extracting(Touchpoint::timeMillis).isSorted();
    assertThat(touchpoints)
        .extracting(Touchpoint::timeMillis)
        .allMatch(millis -> millis >= at("2026-03-07T00:00:00Z") && millis < at(UNTIL));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void sameOptionsGiveTheSameFileAndAnotherSeedAnotherOne() throws Exception {
    Path first = folder.resolve("first.jsonl");
    Path second = folder.resolve("second.jsonl");
    Path other = folder.resolve("other.jsonl");

    shop(first.toString(), "--days", "1", "--until", UNTIL);
    shop(second.toString(), "--days", "1", "--until", UNTIL);
    shop(other.toString(), "--days", "1", "--until", UNTIL, "--seed", "2");

    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(Files.readAllBytes(other)).isNotEqualTo(Files.readAllBytes(first));
  }

  @Test
  void leavesAFileThatIsThereUnlessAsked() throws Exception {
    Path file = Files.writeString(folder.resolve("kept.jsonl"), "mine");

    assertThat(shop(file.toString(), "--days", "1")).isNotZero();
    assertThat(err.toString())
        .contains("is there already; name another file, or let --overwrite replace it");
    assertThat(file).hasContent("mine");

    assertThat(shop(file.toString(), "--days", "1", "--overwrite")).isZero();
    assertThat(Files.readString(file)).contains("\"customer\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--days  | 0        | --days is a number from 1 to 366, not 0",
        "--days  | 1000     | --days is a number from 1 to 366, not 1000",
        "--until | tomorrow | --until is a time such as 2026-03-09T00:00:00Z, not tomorrow",
      })
  void saysWhatItCannotTake(String option, String value, String message) {
    assertThat(shop(folder.resolve("f").toString(), option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(folder).isEmptyDirectory();
  }

  private static List<Touchpoint> read(Path file) throws Exception {
    List<Touchpoint> touchpoints = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        touchpoints.add(TouchpointDocument.INSTANCE.read(line.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return touchpoints;
  }

  private static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  private int shop(String... arguments) {
    return new CommandLine(new ShopCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (failure, command, result) -> {
              err.write(String.valueOf(failure.getMessage()));
              return 1;
            })
        .execute(arguments);
  }
}
