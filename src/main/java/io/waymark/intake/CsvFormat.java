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

/**
 * Reads a record of comma-separated values (RFC 4180). All values are texts; an empty one counts as
 * absent.
 *
 * @param columns their names; empty until the header of a file gives them
 */
record CsvFormat(char separator, List<String> columns, CsvCharset charset, ObjectReader reader)
    implements RecordFormat {
  CsvFormat {
    columns = List.copyOf(columns);
  }

  private static final CsvMapper MAPPER =
      CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

  static CsvFormat of(char separator, List<String> columns, CsvCharset charset) {
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
    return new CsvFormat(
        separator, columns, charset, MAPPER.readerFor(String[].class).with(schema));
  }

  /** Returns this format with the names of the columns from a header line. */
  CsvFormat withHeader(byte[] header) throws RefusedException {
    return of(separator, List.of(cells(text(header))), charset);
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
