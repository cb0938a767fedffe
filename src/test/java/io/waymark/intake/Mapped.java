package io.waymark.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.DeadLetter;
import io.waymark.model.Problem;
import io.waymark.model.Touchpoint;
import io.waymark.yaml.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The results of a file by a mapping, and the problems of a mapping. */
record Mapped(List<IntakeResult> results) {
  private static final long NOW = Instant.parse("2030-01-01T00:00:00Z").toEpochMilli();

  static Mapped lines(String mapping, String... lines) {
    return bytes(mapping, String.join("\n", lines).getBytes(UTF_8));
  }

  static Mapped bytes(String mapping, byte[] file) {
    assertThat(problems(mapping)).isEmpty();
    Intake intake = new Intake(new MappingSource("own.yaml", mapping).compile(), 0);
    return read(intake, file);
  }

  /** Reads lines by a mapping that is built in. */
  static Mapped builtIn(String name, String... lines) {
    Intake intake = new Intake(MappingSource.named(name).compile(), 0);
    return read(intake, String.join("\n", lines).getBytes(UTF_8));
  }

  static Mapped read(Intake intake, byte[] file) {
    List<IntakeResult> all = new ArrayList<>();
    try (InputFile input = InputFile.open("file", new ByteArrayInputStream(file), intake)) {
      for (IntakeResult next = input.next(NOW); next != null; next = input.next(NOW)) {
        all.add(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Mapped(all);
  }

  static List<String> problems(String mapping) {
    Problems problems = new Problems("own.yaml", mapping);
    MappingReader.read(mapping, problems);
    return problems.list().stream()
        .map((Problem each) -> each.line() + ":" + each.column() + " " + each.message())
        .toList();
  }

  List<Touchpoint> touchpoints() {
    return results.stream()
        .filter(IntakeResult.Accepted.class::isInstance)
        .map(each -> ((IntakeResult.Accepted) each).arrival().touchpoint())
        .toList();
  }

  List<String> times() {
    return touchpoints().stream()
        .map(each -> each.id() + " " + Instant.ofEpochMilli(each.timeMillis()))
        .toList();
  }

  List<String> refusals() {
    return results.stream()
        .filter(IntakeResult.Refused.class::isInstance)
        .map(each -> ((IntakeResult.Refused) each).letter())
        .map(DeadLetter::message)
        .toList();
  }
}
