package io.waymark.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.model.MapRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A whole cut as one JSON document: {@code asOf}, and {@code records} in the form in which they are
 * on the topic, one a line. Before the first cut there is no {@code asOf} and no record.
 */
public final class MapCutDocument {
  private static final String AS_OF = "asOf";
  private static final String RECORDS = "records";

  private MapCutDocument() {}

  /**
   * Writes a cut.
   *
   * @param cut empty before the first
   * @param document writes a record
   */
  public static void write(
      Optional<MapCut> cut, Function<MapRecord, byte[]> document, OutputStream out)
      throws IOException {
    String asOf =
        cut.map(known -> "\"" + AS_OF + "\":\"" + Fields.iso(known.asOfMillis()) + "\",")
            .orElse("");
    out.write(bytes("{" + asOf + "\"" + RECORDS + "\":["));
    String before = "\n";
    for (MapRecord record : cut.map(MapCut::records).orElse(List.of())) {
      out.write(bytes(before));
      out.write(document.apply(record));
      before = ",\n";
    }
    out.write(bytes("\n]}\n"));
  }

  /** Reads a cut; empty where none has been written. */
  public static Optional<MapCut> read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    if (!fields.has(AS_OF)) {
      return Optional.empty();
    }
    List<MapRecord> records = new ArrayList<>();
    for (JsonNode record : fields.tree(RECORDS)) {
      records.add(Topics.JOURNEY_MAP.document().read(Fields.bytes(record)));
    }
    return Optional.of(new MapCut(fields.millis(AS_OF), records));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
