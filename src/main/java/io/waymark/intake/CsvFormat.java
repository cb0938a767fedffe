package io.waymark.intake;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.waymark.intake.CsvCharset.NotTextException;
import io.waymark.model.DeadLetter.Reason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a record of comma-separated values (RFC 4180). All values are texts; an empty one counts as
 * absent.
 *
 * @param separator a comma unless the mapping or the file names another one
 * @param hasOwnSeparator whether the mapping names it
 * @param columns their names; empty until the header of a file gives them
 */
record CsvFormat(
    char separator,
    boolean hasOwnSeparator,
    List<String> columns,
    CsvCharset charset,
    ObjectReader reader)
    implements RecordFormat {
  CsvFormat {
    columns = List.copyOf(columns);
  }

  private static final CsvMapper MAPPER =
      CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

  /** The format of a mapping that says nothing of it. */
  static final CsvFormat PLAIN = of(Optional.empty(), List.of(), CsvCharset.UTF_8);

  /** The line by which spreadsheets say the separator of a file. */
  private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=(.)\"?[,;\t ]*");

  static CsvFormat of(Optional<Character> separator, List<String> columns, CsvCharset charset) {
    return of(separator.orElse(','), separator.isPresent(), columns, charset);
  }

  private static CsvFormat of(
      char separator, boolean hasOwnSeparator, List<String> columns, CsvCharset charset) {
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
    return new CsvFormat(
        separator,
        hasOwnSeparator,
        columns,
        charset,
        MAPPER.readerFor(String[].class).with(schema));
  }

  /** Returns this format with the names of the columns from a header line. */
  CsvFormat withHeader(byte[] header) throws RefusedException {
    return of(separator, hasOwnSeparator, List.of(cells(text(header))), charset);
  }

  /** Returns this format for a source in another charset. */
  CsvFormat in(CsvCharset other) {
    return of(separator, hasOwnSeparator, columns, other);
  }

  /**
   * Returns whether a file's first line names the separator, which is ASCII in any charset that can
   * be read.
   */
  static boolean namesSeparator(byte[] line) {
    return SEPARATOR_LINE.matcher(firstLine(line)).matches();
  }

  /**
   * Returns this format with the separator that a line names.
   *
   * @throws RefusedException if the mapping names another separator
   */
  CsvFormat withSeparator(byte[] line) throws RefusedException {
    Matcher named = SEPARATOR_LINE.matcher(firstLine(line));
    char other = named.matches() ? named.group(1).charAt(0) : separator;
    if (hasOwnSeparator && other != separator) {
      throw new RefusedException(
          Reason.NOT_CSV,
          "this line names '%s' as separator, but csv.separator in the mapping is '%s'"
              .formatted(other, separator));
    }
    return of(other, hasOwnSeparator, columns, charset);
  }

  private static String firstLine(byte[] line) {
    return CsvCharset.UTF_8.lenientText(line);
  }

  @Override
  public Map<String, Object> read(byte[] bytes) throws RefusedException {
    String[] cells = cells(text(bytes));
    if (cells.length != columns.size()) {
      throw new RefusedException(
          Reason.NOT_CSV, cells.length + " values, but there are " + columns.size() + " columns");
    }
    Map<String, Object> record = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      if (!cells[i].isEmpty()) {
        record.put(columns.get(i), cells[i]);
      }
    }
    return record;
  }

  /** Returns the quotes as they are at the end of a record's first line. */
  CsvQuotes quotes(byte[] line) {
    CsvQuotes quotes = new CsvQuotes(separator);
    if (hasQuote(line)) {
      quotes.pass(lenientText(line));
    }
    return quotes;
  }

  /** Returns whether lines are one record with a value for each column; any number in a header. */
  boolean hasAllColumns(byte[] lines) {
    try {
      int cells = cells(lenientText(lines)).length;
      return columns.isEmpty() ? cells > 0 : cells == columns.size();
    } catch (RefusedException e) {
      return false;
    }
  }

  String lenientText(byte[] bytes) {
    return charset.lenientText(bytes);
  }

  private String text(byte[] bytes) throws RefusedException {
    try {
      return charset.text(bytes);
    } catch (NotTextException e) {
      throw new RefusedException(Reason.NOT_CSV, String.valueOf(e.getMessage()));
    }
  }

  private String[] cells(String text) throws RefusedException {
    try (MappingIterator<String[]> rows = reader.readValues(text)) {
      String[] cells = rows.hasNextValue() ? rows.nextValue() : new String[0];
      if (rows.hasNextValue()) {
        throw new RefusedException(
            Reason.NOT_CSV, "there is a second line that is not inside quotes");
      }
      return cells;
    } catch (IOException e) {
      throw new RefusedException(
          Reason.NOT_CSV, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static boolean hasQuote(byte[] line) {
    for (byte each : line) {
      if (each == '"') {
        return true;
      }
    }
    return false;
  }
}
