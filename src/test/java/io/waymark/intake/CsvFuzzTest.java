package io.waymark.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random bytes as CSV: each physical record is exactly one result, at its line, as a reading of the
 * whole file by regular expressions says.
 */
class CsvFuzzTest {
  private static final long NOW = 2_000_000_000_000L;
  private static final int COLUMNS = 2;
  private static final Pattern END = Pattern.compile("\r\n|\r|\n|$");
  private static final String QUOTED = "\"(?:[^\"]|\"\")*+\" *";
  private static final String UNQUOTED = "(?:[^\",\r\n][^,\r\n]*)?";
  private static final String VALUE = "(?:" + QUOTED + "|" + UNQUOTED + ")";
  private static final Pattern RECORD = Pattern.compile(VALUE + "(?:," + VALUE + ")*");
  private static final Pattern OPEN = Pattern.compile("(?:" + VALUE + ",)*\"(?:[^\"]|\"\")*+");
  private static final String MAPPING =
      """
      mapping: pairs
      format: csv
      csv: {columns: [a, b]}
      skip: record.a == "b"
      id: '"id"'
      customer: '"c"'
      type: '"t"'
      time: '1000'
      """;

  private static final Intake INTAKE =
      new Intake(new MappingSource("pairs", MAPPING).compile(), 0);

  /** A record as it should come out. */
  private record Expected(long line, String bytes) {}

  @Test
  void countsEachPhysicalRecordOnceAtItsLine() throws IOException {
    long[] kinds = new long[3];
    for (long seed = 0; seed < 40_000; seed++) {
      byte[] file = random(new Random(seed));
      List<Expected> expected = expected(new String(file, ISO_8859_1));

      List<IntakeResult> results = read(file);

      assertThat(results)
          .as("seed %d", seed)
          .extracting(each -> each.position().offset())
          .isEqualTo(expected.stream().map(Expected::line).toList());
      for (int i = 0; i < results.size(); i++) {
        int kind = check(results.get(i), expected.get(i).bytes(), seed);
        kinds[kind]++;
      }
    }
    assertThat(kinds).as("accepted, refused, skipped").doesNotContain(0);
  }

  private static int check(IntakeResult result, String bytes, long seed) {
    boolean isRecord =
        isText(bytes) && RECORD.matcher(bytes).matches() && columns(bytes) == COLUMNS;
    if (result instanceof IntakeResult.Refused refused) {
      assertThat(isRecord).as("seed %d: %s", seed, refused.letter().message()).isFalse();
      assertThat(new String(refused.letter().original(), ISO_8859_1))
          .as("seed %d", seed)
          .isEqualTo(bytes);
      return 1;
    }
    assertThat(isRecord).as("seed %d: %s", seed, bytes).isTrue();
    return result instanceof IntakeResult.Accepted ? 0 : 2;
  }

  /** Reads the file as a whole: the lines, and for each the fewest that make it a record. */
  private static List<Expected> expected(String file) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    List<Integer> ends = new ArrayList<>();
    Matcher end = END.matcher(file);
    while (end.find()) {
      ends.add(end.start());
      starts.add(end.end());
    }
    List<Expected> expected = new ArrayList<>();
    for (int i = 0; i < ends.size(); ) {
      int last = last(file, starts, ends, i);
      if (ends.get(last) > starts.get(i)) {
        expected.add(new Expected(i + 1, file.substring(starts.get(i), ends.get(last))));
      }
      i = last + 1;
    }
    return expected;
  }

  private static int last(String file, List<Integer> starts, List<Integer> ends, int first) {
    int last = first;
    while (OPEN.matcher(file.substring(starts.get(first), ends.get(last))).matches()) {
      if (++last == ends.size()) {
        return first;
      }
    }
    String joined = file.substring(starts.get(first), ends.get(last));
    boolean isWhole = RECORD.matcher(joined).matches() && columns(joined) == COLUMNS;
    return isWhole ? last : first;
  }

  private static int columns(String record) {
    int columns = 1;
    Matcher value = Pattern.compile(VALUE).matcher(record);
    int at = 0;
    while (value.find(at) && value.end() < record.length()) {
      columns++;
      at = value.end() + 1;
    }
    return columns;
  }

  private static boolean isText(String bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static byte[] random(Random random) {
    String alphabet = random.nextBoolean() ? "\"\",,\r\na b" : "\"\",,,\r\n\nabc \u00f6";
    byte[] bytes = new byte[random.nextInt(60)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
    return bytes;
  }

  private static List<IntakeResult> read(byte[] file) throws IOException {
    List<IntakeResult> all = new ArrayList<>();
    try (InputFile input = InputFile.open("file", new ByteArrayInputStream(file), INTAKE)) {
      for (IntakeResult next = input.next(NOW); next != null; next = input.next(NOW)) {
        all.add(next);
      }
    }
    return all;
  }
}
