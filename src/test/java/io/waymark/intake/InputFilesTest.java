package io.waymark.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.waymark.model.DeadLetter;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Touchpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputFilesTest {
  private static final Path DATA = Path.of("src/test/resources/data");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final long NOW = Instant.parse("2026-04-01T00:00:00Z").toEpochMilli();
  private static final long FIVE_MINUTES = 300_000;
  private static final String GOOD =
      "{\"id\": \"%s\", \"customer\": \"c\", \"type\": \"page\", \"time\": \"2026-03-01T09:00:00Z\"}";

  static Stream<Path> filesThatMustNotHurt() throws IOException {
    return Stream.of("bad", "segment")
        .flatMap(
            folder ->
                expected(folder).keySet().stream().map(file -> DATA.resolve(folder).resolve(file)));
  }

  @ParameterizedTest
  @MethodSource("filesThatMustNotHurt")
  void takesWhatItCanAndSaysWhyNotTheRest(Path file) throws IOException {
    JsonNode expected =
        expected(file.getParent().getFileName().toString()).get(file.getFileName().toString());
    String mapping = expected.get("mapping").asText();

    List<IntakeResult> result =
        read(file, mapping.endsWith(".yaml") ? file.resolveSibling(mapping).toString() : mapping);

    List<Long> applied = new ArrayList<>();
    Map<String, List<Long>> refused = new TreeMap<>();
    for (IntakeResult each : result) {
      if (each instanceof IntakeResult.Refused r) {
        refused
            .computeIfAbsent(r.letter().reason().code(), code -> new ArrayList<>())
            .add(each.position().offset());
        assertThat(r.letter().message())
            .startsWith(file + ":" + each.position().offset() + ": ")
            .hasSizeGreaterThan(30);
      } else {
        applied.add(each.position().offset());
      }
    }
    assertThat(applied).isEqualTo(longs(expected.get("applied")));
    Map<String, List<Long>> letters = new TreeMap<>();
    if (expected.has("dead-lettered")) {
      expected
          .get("dead-lettered")
          .properties()
          .forEach(e -> letters.put(e.getKey(), longs(e.getValue())));
    }
    assertThat(refused).isEqualTo(letters);
  }

  @Test
  void mapsEveryCallOfTheSegmentSpec() throws IOException {
    List<Touchpoint> mapped = touchpoints(read(DATA.resolve("segment/calls.jsonl"), "segment"));
    List<Touchpoint> expected =
        touchpoints(read(DATA.resolve("segment/touchpoints.jsonl"), "waymark"));

    assertThat(mapped).isEqualTo(expected).isNotEmpty();
  }

  @Test
  void keepsTheOriginalBytesOfADeadLetter() throws IOException {
    DeadLetter letter = refused(lines("{\"id\": 1,")).get(0);

    assertThat(new String(letter.original(), StandardCharsets.UTF_8)).isEqualTo("{\"id\": 1,");
    assertThat(letter.isCut()).isFalse();
  }

  @Test
  void keepsTheBeginningOfALineOfAHundredMegabytesAndGoesOnBehindIt() throws IOException {
    long size = 100L << 20;
    InputStream huge =
        new SequenceInputStream(
            new Repeated('x', size),
            new ByteArrayInputStream(
                ("\n" + GOOD.formatted("t1") + "\n").getBytes(StandardCharsets.UTF_8)));

    List<IntakeResult> result = read("huge", huge, "waymark");

    DeadLetter letter = ((IntakeResult.Refused) result.get(0)).letter();
    assertThat(letter.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(letter.original()).hasSize(DeadLetter.MOST_BYTES);
    assertThat(letter.originalSize()).isEqualTo(size);
    assertThat(result.get(1)).isInstanceOf(IntakeResult.Accepted.class);
    assertThat(result.get(1).position().offset()).isEqualTo(2);
  }

  @Test
  void readsGzipByItsFirstBytesAndLinesOfWindows() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(
          ("\uFEFF" + GOOD.formatted("t1") + "\r\n\r\n" + GOOD.formatted("t2"))
              .getBytes(StandardCharsets.UTF_8));
    }

    List<IntakeResult> result =
        read("no-suffix", new ByteArrayInputStream(bytes.toByteArray()), "waymark");

    assertThat(touchpoints(result)).extracting(Touchpoint::id).containsExactly("t1", "t2");
    assertThat(result).extracting(each -> each.position().offset()).containsExactly(1L, 3L);
  }

  @Test
  void acceptsWhatIsJustWithinTheLimitsOnly() throws IOException {
    String padding = "x".repeat(32 * 1024 - GOOD.formatted("t1").length());

    assertThat(touchpoints(lines(GOOD.formatted("t1") + " ".repeat(padding.length())))).hasSize(1);
    assertThat(refused(lines(GOOD.formatted("t1") + " ".repeat(padding.length() + 1))))
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.TOO_LARGE);
    assertThat(refused(lines(GOOD.formatted("x".repeat(257)))))
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.MAPPING);
    assertThat(touchpoints(lines(GOOD.formatted("x".repeat(256))))).hasSize(1);
  }

  @Test
  void refusesAKeyThatStandsTwiceAndAFieldThatIsNotOurs() throws IOException {
    List<DeadLetter> letters =
        refused(
            lines("{\"id\": 1, \"id\": 2}", GOOD.formatted("t").replace("\"type\"", "\"tpye\"")));

    assertThat(letters.get(0).message()).contains("Duplicate field 'id'");
    assertThat(letters.get(1).message()).contains("unknown field 'tpye'");
  }

  @Test
  void refusesHalfACharacterAndTimesBefore1970() throws IOException {
    List<DeadLetter> letters =
        refused(
            lines(
                GOOD.formatted("a\\ud800"),
                GOOD.formatted("t").replace("2026", "1926"),
                "{\"\\ud800\": 1}"));

    assertThat(letters.get(0).message()).contains("id holds half a character");
    assertThat(letters.get(1).message()).contains("before 1970");
    assertThat(letters.get(2).message()).contains("a key holds half a character");
  }

  private static List<IntakeResult> lines(String... lines) throws IOException {
    return read(
        "lines",
        new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
        "waymark");
  }

  private static List<IntakeResult> read(Path file, String mapping) throws IOException {
    return read(file.toString(), Files.newInputStream(file), mapping);
  }

  private static List<IntakeResult> read(String name, InputStream in, String mapping)
      throws IOException {
    List<IntakeResult> all = new ArrayList<>();
    Intake intake = new Intake(MappingSource.named(mapping).compile(), FIVE_MINUTES);
    try (InputFile input = InputFile.open(name, in, intake)) {
      for (IntakeResult next = input.next(NOW); next != null; next = input.next(NOW)) {
        all.add(next);
      }
    }
    return all;
  }

  private static List<Touchpoint> touchpoints(List<IntakeResult> result) {
    return result.stream()
        .map(each -> ((IntakeResult.Accepted) each).arrival().touchpoint())
        .toList();
  }

  private static List<DeadLetter> refused(List<IntakeResult> result) {
    return result.stream().map(each -> ((IntakeResult.Refused) each).letter()).toList();
  }

  private static Map<String, JsonNode> expected(String folder) {
    try {
      Map<String, JsonNode> expected = new LinkedHashMap<>();
      YAML.readTree(DATA.resolve(folder).resolve("expected.yaml").toFile())
          .properties()
          .forEach(entry -> expected.put(entry.getKey(), entry.getValue()));
      return expected;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Long> longs(JsonNode list) {
    List<Long> longs = new ArrayList<>();
    list.forEach(each -> longs.add(each.asLong()));
    return longs;
  }

  /** A stream that repeats one byte a number of times. */
  private static final class Repeated extends InputStream {
    private final byte value;
    private long left;

    Repeated(char value, long count) {
      this.value = (byte) value;
      this.left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      java.util.Arrays.fill(bytes, offset, offset + count, value);
      left -= count;
      return count;
    }
  }
}
