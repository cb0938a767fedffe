package io.waymark.export;

import io.waymark.model.Applied;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV of RFC 4180: a header, then a row for each event. A field that is empty without quotes
 * is not known; an empty text has quotes.
 */
final class CsvWriter implements LogWriter {
  private static final List<String> LEADING = List.of("customer", "type", "time");

  @Override
  public EventLog.Written write(EventLog log, OutputStream stream) throws IOException {
    List<String> columns = new ArrayList<>(LEADING);
    columns.addAll(Attribute.FIRST);
    columns.addAll(log.types().properties());
    Map<String, Integer> places = new HashMap<>();
    columns.forEach(column -> places.put(column, places.size()));
    Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    writeRow(out, columns);
    try (Events events = log.events()) {
      for (Applied event = events.next(); event != null; event = events.next()) {
        writeRow(out, row(event, places));
      }
      out.flush();
      return events.size();
    }
  }

  private static List<@Nullable String> row(Applied event, Map<String, Integer> places) {
    @Nullable String[] row = new String[places.size()];
    row[0] = event.customer();
    row[1] = event.touchpoint().type();
    row[2] = EventTime.text(event);
    for (Attribute attribute : Attribute.of(event)) {
      row[Objects.requireNonNull(places.get(attribute.name()))] = attribute.text();
    }
    return Arrays.asList(row);
  }

  private static void writeRow(Writer out, List<? extends @Nullable String> fields)
      throws IOException {
    String comma = "";
    for (String field : fields) {
      out.write(comma);
      out.write(field == null ? "" : quoted(field));
      comma = ",";
    }
    out.write("\r\n");
  }

  private static String quoted(String field) {
    boolean isPlain =
        !field.isEmpty()
            && field.strip().length() == field.length()
            && field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return isPlain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
