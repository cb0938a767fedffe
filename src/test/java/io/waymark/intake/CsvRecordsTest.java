package io.waymark.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.DeadLetter;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Position;
import io.waymark.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordsTest {
  private static final long NOW = 2_000_000_000_000L;
  private static final String MAPPING =
      """
      mapping: notes
      format: csv
      csv: {%s}
      id: record.id
      customer: record.customer
      type: '"Note Written"'
      time: '1000'
      properties: {note: record.note}
      """;

  @Test
  void readsABareQuoteInsideAnUnquotedValueAsACharacter() throws IOException {
    String file = "id,customer,note\n1,c1,laptop 15\" black\n2,c2,mouse\n3,c3,screen 27\"\n";

    assertThat(notes(read(file)))
        .containsExactly("2 laptop 15\" black", "3 mouse", "4 screen 27\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsAValueOfSeveralLinesWithWhatIsBetweenThem(String end) throws IOException {
    String file =
        String.join(end, "id,customer,note", "1,c1,\"one", "", "three\"", "", "2,c2,next", "");

    assertThat(notes(read(file))).containsExactly("2 one" + end + end + "three", "6 next");
  }

  @Test
  void doesNotSwallowTheRowsBehindAQuoteThatIsNeverClosed() throws IOException {
    String file = "id,customer,note\n1,c1,\"laptop\n2,c2,mouse\n3,c3,keyboard\n";

    List<IntakeResult> results = read(file);

    assertThat(letters(results)).hasSize(1);
    assertThat(letters(results).get(0).message())
        .startsWith("file:2: ")
        .contains("Missing closing quote");
    assertThat(new String(letters(results).get(0).original(), UTF_8)).isEqualTo("1,c1,\"laptop");
    assertThat(notes(results)).containsExactly("3 mouse", "4 keyboard");
  }

  @Test
  void doesNotSwallowTheRowsUpToAQuoteThatClosesSomethingElse() throws IOException {
    String textBehindQuote = "id,customer,note\n1,c1,\"laptop\n2,c2,mouse\n3,c3,\"screen\n";
    String tooManyColumns = "id,customer,note\n1,\"c1,laptop\n2,c2,mouse\n3,c3\",screen,big\n";

    assertThat(notes(read(textBehindQuote))).containsExactly("3 mouse");
    assertThat(lines(letters(read(textBehindQuote)))).containsExactly(2L, 4L);
    assertThat(notes(read(tooManyColumns))).containsExactly("3 mouse");
    assertThat(lines(letters(read(tooManyColumns)))).containsExactly(2L, 4L);
  }

  @Test
  void looksAheadNoFurtherThanAnEventMayBeLarge() throws IOException {
    String rows = "2,c2,mouse\n".repeat(4_000);
    String file = "id,customer,note\n1,c1,\"laptop\n" + rows + "3,c3,screen\"\n";

    List<IntakeResult> results = read(file);

    assertThat(letters(results)).hasSize(1);
    assertThat(notes(results)).hasSize(4_001).last().isEqualTo("4003 screen\"");
  }

  @Test
  void givesWhatWasReadAheadWhenTheFileBreaksOffInsideQuotes() throws IOException {
    InputStream breaking =
        new InputStream() {
          private final byte[] bytes =
              "id,customer,note\n1,c1,\"lap\n2,c2,mouse\n3,c".getBytes(UTF_8);
          private int at;

          @Override
          public int read() throws IOException {
            if (at == bytes.length) {
              throw new IOException("gone");
            }
            return bytes[at++];
          }
        };

    List<IntakeResult> results = read(breaking, "");

    assertThat(notes(results)).containsExactly("3 mouse");
    assertThat(letters(results))
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.NOT_CSV, Reason.TRUNCATED_FILE);
    assertThat(new String(letters(results).get(1).original(), UTF_8)).isEqualTo("3,c");
  }

  @Test
  void refusesBytesThatAreNoTextAndSaysWhereTheCharsetIsNamed() throws IOException {
    String file = "id,customer,note\n1,J\u00f6rg,a\n2,J\u00fcrg,b\n3,Ann,c\n";

    List<IntakeResult> results = read(bytes(file, ISO_8859_1), "");

    assertThat(lines(letters(results))).containsExactly(2L, 3L);
    assertThat(letters(results).get(0).message())
        .isEqualTo(
            "file:2: not UTF-8: byte 0xF6 at position 4; csv.charset in the mapping names another"
                + " charset, such as windows-1252");
    assertThat(notes(results)).containsExactly("4 c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-8", "Shift_JIS"})
  void readsTheCharsetThatTheMappingNames(String name) throws IOException {
    String text = name.equals("Shift_JIS") ? "\u30bd\u8868" : "J\u00f6rg";
    String file = "id,customer,note\n1,c1,\"" + text + "\"\n";

    List<IntakeResult> results = read(bytes(file, Charset.forName(name)), "charset: " + name);

    assertThat(notes(results)).containsExactly("2 " + text);
  }

  @Test
  void keepsAReplacementCharacterThatWasReallyWritten() throws IOException {
    assertThat(notes(read("id,customer,note\n1,c1,\uFFFD\n"))).containsExactly("2 \uFFFD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-32", "ISO-2022-JP", "IBM037", "no such", "''"})
  void refusesACharsetThatCannotBeSplitIntoLines(String name) {
    String text = MAPPING.formatted("charset: " + name);

    io.waymark.yaml.Problems problems = new io.waymark.yaml.Problems("mapping", text);
    MappingReader.read(text, problems);

    assertThat(problems.list())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .startsWith("no charset that CSV can be read in; such as UTF-8, UTF-16, windows-1252");
  }

  @Test
  void passesOverAByteOrderMark() throws IOException {
    String quoted = "\uFEFF\"id\",\"customer\",\"note\"\n1,c1,a\n";

    assertThat(notes(read(quoted))).containsExactly("2 a");
  }

  @Test
  void refusesAMarkThatContradictsTheMapping() throws IOException {
    byte[] marked = "\uFEFFid,customer,note\n1,c1,a\n".getBytes(UTF_8);

    List<DeadLetter> letters =
        letters(read(new ByteArrayInputStream(marked), "charset: windows-1252"));

    assertThat(lines(letters)).containsExactly(1L, 2L);
    assertThat(letters.get(0).message())
        .contains("byte order mark of UTF-8, but the mapping's csv.charset is windows-1252");
  }

  @Test
  void refusesEveryRecordBehindAHeaderThatCannotBeRead() throws IOException {
    String file = "id,customer,\"note\" of what\n1,c1,a\n2,c2,b\n";

    List<DeadLetter> letters = letters(read(file));

    assertThat(lines(letters)).containsExactly(1L, 2L, 3L);
    assertThat(letters.get(2).message())
        .startsWith("file:3: the header of the file cannot be read: Unexpected character");
  }

  @Test
  void takesARecordOfATopicAsOneAndOnlyOneRecord() {
    Intake intake = intake("columns: [id, customer, note]");

    assertThat(outcomes(intake, "1,c1,a", "1,c1,a\r\n", "\uFEFF1,c1,\"a\nb\"")).allMatch(ok -> ok);
    assertThat(outcomes(intake, "1,c1,a\n2,c2,b", "1,c1,a\n\n", "", "1,c1,\"a", "1,c1,\"a\"b"))
        .noneMatch(ok -> ok);
  }

  private static List<Boolean> outcomes(Intake intake, String... records) {
    List<Boolean> outcomes = new ArrayList<>();
    for (String record : records) {
      IntakeResult result =
          intake.take(record.getBytes(UTF_8), new Position("topic", 0, 1), NOW).get(0);
      outcomes.add(result instanceof IntakeResult.Accepted);
    }
    return outcomes;
  }

  private static Intake intake(String csv) {
    return new Intake(new MappingSource("notes", MAPPING.formatted(csv)).compile(), 0);
  }

  private static List<IntakeResult> read(String file) throws IOException {
    return read(bytes(file, UTF_8), "");
  }

  private static InputStream bytes(String text, Charset charset) {
    return new ByteArrayInputStream(text.getBytes(charset));
  }

  private static List<IntakeResult> read(InputStream in, String csv) throws IOException {
    List<IntakeResult> all = new ArrayList<>();
    try (InputFile file = InputFile.open("file", in, intake(csv))) {
      for (IntakeResult next = file.next(NOW); next != null; next = file.next(NOW)) {
        all.add(next);
      }
    }
    return all;
  }

  /** Returns the line and the note of each touchpoint. */
  private static List<String> notes(List<IntakeResult> results) {
    return results.stream()
        .filter(IntakeResult.Accepted.class::isInstance)
        .map(
            each ->
                each.position().offset()
                    + " "
                    + ((IntakeResult.Accepted) each)
                        .arrival()
                        .touchpoint()
                        .properties()
                        .get("note"))
        .toList();
  }

  private static List<DeadLetter> letters(List<IntakeResult> results) {
    return results.stream()
        .filter(IntakeResult.Refused.class::isInstance)
        .map(each -> ((IntakeResult.Refused) each).letter())
        .toList();
  }

  private static List<Long> lines(List<DeadLetter> letters) {
    return letters.stream().map(letter -> letter.position().offset()).collect(Collectors.toList());
  }
}
