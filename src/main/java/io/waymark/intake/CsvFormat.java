package io.waymark.intake;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.waymark.model.DeadLetter.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a record of comma-separated values (RFC 4180). All values are texts; an empty one counts as
 * absent.
 *
 * @param columns their names; empty until the header of a file gives them
 */
record CsvFormat(char separator, List<String> columns, ObjectReader reader)
    implements RecordFormat {
  CsvFormat {
    columns = List.copyOf(columns);
  }

  private static final CsvMapper MAPPER =
      CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

  static CsvFormat of(char separator, List<String> columns) {
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
    return new CsvFormat(separator, columns, MAPPER.readerFor(String[].class).with(schema));
  }

  /** Returns this format with the names of the columns from a header line. */
  CsvFormat withHeader(byte[] header) throws RefusedException {
    return of(separator, List.of(cells(header)));
  }

  @Override
  public Map<String, Object> read(byte[] bytes) throws RefusedException {
    String[] cells = cells(bytes);
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

  private String[] cells(byte[] bytes) throws RefusedException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try (MappingIterator<String[]> rows = reader.readValues(text)) {
      return rows.hasNextValue() ? rows.nextValue() : new String[0];
    } catch (IOException e) {
      throw new RefusedException(
          Reason.NOT_CSV, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }
}
