package io.waymark.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.DecimalReader;
import io.waymark.model.Touchpoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which sources write CSV, numbers and JSON. */
class SourceFormsTest {
  private static final String NOTES =
      """
      mapping: notes
      format: csv
      id: record.id
      customer: record.customer
      type: '"Note Written"'
      time: '1000'
      properties: {note: record.note}
      """;

  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({"sep=;, ;", "\"sep=;\", ;", "'sep=\t', '\t'", "SEP=;, ;", "'sep=;;;', ;"})
  void takesTheSeparatorThatAFileNames(String line, String separator) {
    String[] rows = {
      line, "id;customer;note".replace(";", separator), "1;c1;a".replace(";", separator)
    };

    assertThat(notes(Mapped.lines(NOTES, rows))).containsExactly("a");
  }

  @Test
  void refusesASeparatorThatContradictsTheMapping() {
    Mapped mapped =
        Mapped.lines(NOTES + "csv: {separator: \",\"}\n", "sep=;", "id;customer;note", "1;c;a");

    assertThat(mapped.refusals()).hasSize(3);
    assertThat(mapped.refusals().get(0))
        .isEqualTo(
            "file:1: this line names ';' as separator, but csv.separator in the mapping is ','");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
  void readsAFileInUtf16(String name) {
    String file = "id,customer,note\r\n1,J\u00f6rg,\"one\n\ntwo \uD83D\uDE80\"\r\n2,c2,\u20ac\r\n";
    byte[] bytes = file.getBytes(Charset.forName(name));
    boolean hasMark = name.equals("UTF-16") || name.endsWith("BOM");

    Mapped named =
        Mapped.bytes(NOTES + "csv: {charset: " + (hasMark ? "UTF-16" : name) + "}\n", bytes);

    assertThat(notes(named)).containsExactly("one\n\ntwo \uD83D\uDE80", "\u20ac");
    assertThat(named.touchpoints().get(0).customer()).isEqualTo("J\u00f6rg");
    if (hasMark) {
      assertThat(Mapped.bytes(NOTES, bytes)).isEqualTo(named);
    }
  }

  @Test
  void refusesHalfACharacterOfUtf16AndUtf16OfNoKnownOrder() {
    String text = "\uFEFFid,customer,note\n1,c1,\uD800\n2,c2,b";
    byte[] wide = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      wide[2 * i] = (byte) text.charAt(i);
      wide[2 * i + 1] = (byte) (text.charAt(i) >> 8);
    }

    Mapped mapped = Mapped.bytes(NOTES, wide);

    assertThat(notes(mapped)).containsExactly("b");
    assertThat(mapped.refusals()).singleElement().asString().startsWith("file:2: not UTF-8");
    assertThat(
            Mapped.bytes(
                    NOTES + "csv: {charset: UTF-16}\n",
                    "id,customer,note\n".getBytes(StandardCharsets.UTF_16LE))
                .refusals()
                .get(0))
        .contains("UTF-16 without a byte order mark; write UTF-16LE or UTF-16BE as csv.charset");
  }

  @Test
  void readsJsonInUtf16ByItsMark() {
    byte[] file =
        "{\"id\":\"1\",\"customer\":\"J\u00f6rg\",\"type\":\"page\",\"time\":1000}\r\n"
            .getBytes(StandardCharsets.UTF_16);

    Mapped mapped = Mapped.read(new Intake(MappingSource.named("waymark").compile(), 0), file);

    assertThat(mapped.touchpoints()).extracting(Touchpoint::customer).containsExactly("J\u00f6rg");
  }

  @Test
  void readsGzipOfTwoMembers() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (String part : List.of("id,customer,note\n1,c,a\n", "2,c,b\n")) {
      try (GZIPOutputStream member = new GZIPOutputStream(file)) {
        member.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(notes(Mapped.bytes(NOTES, file.toByteArray()))).containsExactly("a", "b");
  }

  @Test
  void refusesTheLinesOfAJsonListThatAreNoRecords() {
    String record = "{\"id\":\"%d\",\"customer\":\"c\",\"type\":\"page\",\"time\":1000}";

    Mapped mapped =
        Mapped.builtIn("waymark", "[", record.formatted(1) + ",", record.formatted(2), "]");

    assertThat(mapped.touchpoints()).extracting(Touchpoint::id).containsExactly("2");
    assertThat(mapped.refusals()).hasSize(3);
    assertThat(mapped.refusals().get(0)).contains("expected one JSON object");
  }

  @Test
  void keepsEmptyLinesInsideQuotes() {
    Mapped mapped =
        Mapped.lines(
            NOTES, "id,customer,note", "", "1,c1,\"", "", "a", "", "\"", "", "2,c2,\"\n\n\"");

    assertThat(notes(mapped)).containsExactly("\n\na\n\n", "\n\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "',' | '.' | 1.249,50 | 1249.5",
        "',' | '.' | 12,00 | 12",
        "',' | '.' | -1.234.567,8 | -1234567.8",
        "',' | '.' | 1249,5 | 1249.5",
        "',' | '.' | 1.249 | 1249",
        "',' | ' ' | 1 249,50 | 1249.5",
        "'.' | '''' | 1'249.50 | 1249.5",
        "'.' | ',' | '1,249.50' | 1249.5",
        "',' | '.' | 1,25E+03 | 1250"
      })
  void readsNumbersAsTheMappingSays(String decimal, String thousands, String text, String number) {
    Mapped mapped = amounts(decimal, thousands, text);

    assertThat(mapped.touchpoints().get(0).properties().get("amount"))
        .isEqualTo(DecimalReader.read(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.24,50",
        "12.3456,7",
        "1,249.50",
        "1.249,50 EUR",
        "many",
        ",5",
        "1.249,",
        "0x1F"
      })
  void refusesANumberThatIsWrittenOtherwise(String text) {
    assertThat(amounts(",", ".", text).refusals())
        .singleElement()
        .asString()
        .contains(
            "amount is '"
                + text
                + "'; 'numbers' in the mapping expects a number that is written like 1.249,5");
  }

  @Test
  void saysWhereTheFormOfNumbersIsNamed() {
    String mapping = NOTES.replace("record.note}", "double(record.note)}");

    assertThat(Mapped.lines(mapping, "id,customer,note", "1,c,\"1.249,50\"").refusals().get(0))
        .contains("properties.note: double(record.note) fails: ")
        .contains("how a source writes numbers is said by 'numbers' in the mapping")
        .doesNotContain("<input>");
  }

  @Test
  void holdsTheHeaderAgainstTheColumnsThatTheMappingReads() {
    assertThat(header("id,customer,Note").refusals())
        .containsExactly(
            "file:1: there is no column 'note', which the mapping reads; did you mean 'Note'?; a"
                + " column that may be missing is asked for by has(record.column)");
    assertThat(header("id, customer ,note").refusals().get(0))
        .contains("there is no column 'customer'")
        .contains("did you mean ' customer ', with blanks around it?");
    assertThat(header("id;customer;note").refusals().get(0))
        .contains("is csv.separator in the mapping \";\"?");
    assertThat(header("id,customer,note,note").refusals().get(0))
        .contains("column 'note' stands there twice");
    assertThat(header("id,customer,note,other,other,,").refusals()).isEmpty();
    assertThat(
            Mapped.lines(NOTES.replace("{note: record.note}", "record"), "id,customer,x,x")
                .refusals())
        .hasSize(1);
  }

  @Test
  void takesAHeaderWithoutAColumnThatTheMappingAsksFor() {
    String mapping = NOTES.replace("record.note}", "'has(record.note) ? record.note : \"none\"'}");

    assertThat(notes(Mapped.lines(mapping, "id,customer", "1,c"))).containsExactly("none");
  }

  @Test
  void holdsTheColumnsOfTheMappingAgainstWhatItReads() {
    assertThat(Mapped.problems(NOTES + "csv: {columns: [id, custmer, note]}\n"))
        .containsExactly(
            "8:6 there is no column 'customer', which the mapping reads; did you mean 'custmer'?");
  }

  @Test
  void warnsOfAFieldThatNoneOfTheFirstRecordsHas() throws Exception {
    String mapping = NOTES.replace("csv", "json");
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      records.add("{\"id\":" + i + ",\"customer\":\"c\",\"Note\":\"n\"}");
    }
    Path file = Files.write(temp.resolve("notes.jsonl"), records);

    assertThat(check(file, mapping).warnings())
        .containsExactly(
            "the mapping reads the field 'note', but no record of the first 1000 has it; did you"
                + " mean 'Note'?");
    assertThat(check(file, mapping.replace("record.note", "record.Note")).warnings()).isEmpty();
    assertThat(
            check(Files.writeString(temp.resolve("csv"), "id,customer,note\n1,c,\n2,c,\n"), NOTES)
                .warnings())
        .singleElement()
        .asString()
        .startsWith("the mapping reads the field 'note', but no record has it");
  }

  @Test
  void saysOnceForAFileThatItsHeaderCannotBeRead() throws Exception {
    Path file = Files.writeString(temp.resolve("csv"), "id,custmer,note\n1,c,\n2,c,\n");

    assertThat(check(file, NOTES).refusal().orElseThrow())
        .startsWith("line 1: there is no column 'customer', which the mapping reads; did you mean");
  }

  private static InputCheck check(Path file, String mapping) throws Exception {
    return InputCheck.of(file, new MappingSource("own.yaml", mapping).compile());
  }

  private static Mapped header(String header) {
    return Mapped.lines(NOTES, header);
  }

  private static Mapped amounts(String decimal, String thousands, String text) {
    String mapping =
        NOTES.replace("{note: record.note}", "{amount: double(record.amount)}")
            + "numbers: {decimal: \"%s\", thousands: \"%s\", fields: [amount]}\n"
                .formatted(decimal, thousands);
    return Mapped.lines(mapping, "id,customer,amount", "1,c,\"" + text + "\"");
  }

  private static List<Object> notes(Mapped mapped) {
    return mapped.touchpoints().stream().map(each -> each.properties().get("note")).toList();
  }
}
