package io.waymark.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.CellFigures;
import io.waymark.model.CutFigures;
import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.StageFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of the journey map as JSON. The figures are written field by field, as they are named. */
final class MapDocument implements Document<MapRecord> {
  private static final ObjectMapper FIGURES =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(WindowKeys.module())
          .build();

  @Override
  public String schema() {
    return "journey-map";
  }

  /** The ways of a segment have two names of cells each, and its cells may be many. */
  @Override
  public List<Omission> omissions() {
    return List.of(
        new Omission.LastItems("/segmentFigures/removals"),
        new Omission.LastItems("/segmentFigures/ways"));
  }

  @Override
  public byte[] write(MapRecord record, long emittedMillis) {
    ObjectNode json = Fields.object();
    Fields.putIfKnown(json, "segment", record.segment());
    Fields.putIfKnown(json, "stage", record.stage());
    Fields.putIfKnown(json, "channel", record.channel());
    Fields.putIfKnown(json, "type", record.type());
    json.put("asOf", Fields.iso(record.asOfMillis()));
    if (record.mapBeganMillis() != null) {
      json.put("mapBegan", Fields.iso(record.mapBeganMillis()));
    }
    put(json, "stageFigures", record.stageFigures());
    put(json, "cellFigures", record.cellFigures());
    put(json, "segmentFigures", record.segmentFigures());
    put(json, "cut", record.closing());
    return Fields.bytes(json);
  }

  private static void put(ObjectNode json, String name, @Nullable Object figures) {
    if (figures != null) {
      json.set(name, FIGURES.valueToTree(figures));
    }
  }

  @Override
  public MapRecord read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    return new MapRecord(
        fields.textIfKnown("segment"),
        fields.textIfKnown("stage"),
        fields.textIfKnown("channel"),
        fields.textIfKnown("type"),
        fields.millis("asOf"),
        figures(fields, "stageFigures", StageFigures.class),
        figures(fields, "cellFigures", CellFigures.class),
        figures(fields, "segmentFigures", SegmentFigures.class),
        figures(fields, "cut", CutFigures.class),
        fields.millisIfKnown("mapBegan"));
  }

  private static <T> @Nullable T figures(Fields fields, String name, Class<T> type)
      throws MalformedDocumentException {
    if (!fields.has(name)) {
      return null;
    }
    try {
      return FIGURES.treeToValue(fields.tree(name), type);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new MalformedDocumentException(name + ": " + e.getMessage(), e);
    }
  }
}
