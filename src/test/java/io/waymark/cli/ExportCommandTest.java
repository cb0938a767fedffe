package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Checks what {@code waymark export} says and writes, with files. */
class ExportCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path input;
  private Path log;

  @BeforeEach
  void copyInput() throws Exception {
    input = folder.resolve("applied.jsonl");
    log = folder.resolve("log");
    try (InputStream in =
        ExportCommandTest.class.getResourceAsStream("/event-logs/applied.jsonl")) {
      Files.write(input, Objects.requireNonNull(in).readAllBytes());
    }
  }

  @Test
  void writesALogAndSaysHowLargeItIs() throws Exception {
    int code = export("--xes", log, "--input", input);

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            "2 customers with 6 events in " + log + "\n2 that had come again are left out\n");
    assertThat(Files.readString(log)).startsWith("<?xml").endsWith("</log>\n");
    assertThat(files()).containsExactlyInAnyOrder("applied.jsonl", "log");
  }

  @Test
  void readsSeveralFilesZippedOrNot() throws Exception {
    Path zipped = folder.resolve("more.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      gzip.write(
          Files.readString(input).replace("\"ann\"", "\"eve\"").getBytes(StandardCharsets.UTF_8));
    }

    int code = export("--csv", log, "--input", input, "--input", zipped);

    assertThat(code).isZero();
    assertThat(out.toString()).startsWith("3 customers with 10 events");
  }

  @Test
  void refusesAFolderThatTakesNoFiles() {
    int code = export("--csv", Path.of("/proc/self/log.csv"), "--input", input);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("/proc/self", "another").doesNotContain("\tat ");
  }

  @Test
  void makesObjectsOfProperties() throws Exception {
    int code = export("--ocel", log, "--object", "order=orderId", "--input", input);

    assertThat(code).isZero();
    assertThat(Files.readString(log)).contains("\"order:4711\"", "\"order:4712\"");
  }

  @Test
  void doesNotOverwriteUnlessTold() throws Exception {
    Files.writeString(log, "mine");

    assertThat(export("--csv", log, "--input", input)).isEqualTo(2);
    assertThat(err.toString()).contains(log + " is there already", "--overwrite");
    assertThat(log).hasContent("mine");
    assertThat(export("--csv", log, "--input", input, "--overwrite")).isZero();
    assertThat(Files.readString(log)).startsWith("customer,type,time,id,channel,sentiment,stage");
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    Path missing = folder.resolve("missing.jsonl");
    Path nowhere = folder.resolve("no/log");

    int code = export("--csv", nowhere, "--input", missing, "--input", folder);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "there is no folder " + nowhere.getParent(),
            "--input " + missing + ": there is no such file",
            "--input " + folder + " is a folder; name its applied.jsonl");
  }

  @Test
  void saysWhichLineCannotBeReadAndLeavesNothingBehind() throws Exception {
    Files.write(input, List.of("", "{\"id\": "), StandardOpenOption.APPEND);

    int code = export("--csv", log, "--input", input);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(input + ":10: this is no applied touchpoint: not JSON");
    assertThat(files()).containsExactly("applied.jsonl");
  }

  @Test
  void saysHowATouchpointThatWasNotAppliedBecomesOne() throws Exception {
    Files.writeString(
        input,
        "{\"id\":\"t\",\"customer\":\"c\",\"type\":\"page\",\"time\":\"2026-03-01T09:00:00Z\"}\n");

    int code = export("--xes", log, "--input", input);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            input + ":1: this is no applied touchpoint: stageEntered is missing; play",
            "waymark run --input FILE --set job.applied=true --out found");
  }

  @Test
  void refusesALineWithoutAnEnd() throws Exception {
    Files.writeString(input, "x".repeat(900_001));

    assertThat(export("--xes", log, "--input", input)).isEqualTo(2);
    assertThat(err.toString()).contains(input + ":1: a line has more than 900000 bytes");
  }

  @Test
  void refusesAFileThatBreaksOff() throws Exception {
    Path zipped = folder.resolve("cut.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      gzip.write(Files.readAllBytes(input));
    }
    byte[] whole = Files.readAllBytes(zipped);
    Files.write(zipped, Arrays.copyOf(whole, whole.length - 9));

    assertThat(export("--xes", log, "--input", zipped)).isEqualTo(2);
    assertThat(err.toString()).contains("the file breaks off here");
    assertThat(log).doesNotExist();
  }

  @Test
  void refusesInputWithoutTouchpoints() throws Exception {
    Files.writeString(input, "\n");

    assertThat(export("--xes", log, "--input", input)).isEqualTo(2);
    assertThat(err.toString()).contains("there is no applied touchpoint in " + input);
  }

  @Test
  void wantsOneFormAndObjectsOnlyWithOcel() {
    assertThat(export("--input", input)).isEqualTo(2);
    assertThat(export("--xes", log, "--csv", log, "--input", input)).isEqualTo(2);
    assertThat(export("--xes", log, "--object", "order=orderId", "--input", input)).isEqualTo(2);
    assertThat(export("--ocel", log, "--object", "customer=vip", "--input", input)).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "--xes",
            "mutually exclusive",
            "--object goes with --ocel",
            "--object customer: a type of objects has no colon and is not customer");
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private int export(Object... args) {
    CommandLine waymark = Waymark.commandLine();
    waymark.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return waymark.execute(
        Stream.concat(Stream.of("export"), Stream.of(args).map(Object::toString))
            .toArray(String[]::new));
  }
}
