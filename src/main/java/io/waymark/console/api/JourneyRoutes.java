package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.store.Customers;
import io.waymark.console.store.DailyCuts;
import io.waymark.lifecycle.Stage;
import io.waymark.model.MapRecord;
import io.waymark.model.Window;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.MapCsv;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The journey map: a segment and window of it, with what it is compared with, and its cells. */
final class JourneyRoutes {
  private static final String BEFORE = "before";
  private static final List<String> WINDOWS =
      Arrays.stream(Window.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();

  private final ApiParts parts;
  private final Journeys journeys;

  JourneyRoutes(ApiParts parts, Journeys journeys) {
    this.parts = parts;
    this.journeys = journeys;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/journey", Role.VIEWER, this::journey),
        Route.get("/api/journey/customers", Role.VIEWER, this::customers),
        Route.get("/api/journey/export.csv", Role.VIEWER, this::export));
  }

  private void journey(Call call) throws AnswerException {
    Journeys.Key key = key(call);
    String compare = call.query("compare");
    JourneyDocument document = journeys.find(key).orElseThrow(() -> noCut());
    String tag =
        "\""
            + document.asOfMillis()
            + "-"
            + Integer.toHexString((key + "|" + compare).hashCode())
            + "\"";
    call.context().header("ETag", tag);
    call.context().header("Cache-Control", "private, no-cache");
    if (tag.equals(call.context().header("If-None-Match"))) {
      call.context().status(304);
      return;
    }
    ObjectNode json = Json.object().put("asOf", Json.iso(document.asOfMillis()));
    json.put("behindMillis", Math.max(0, parts.clock().millis() - document.asOfMillis()));
    json.put("segment", key.segment()).put("window", key.window());
    segments(json);
    ArrayNode windows = json.putArray("windows");
    WINDOWS.forEach(windows::add);
    plan(json);
    json.set("map", document.json());
    if (compare != null) {
      json.set("compareWith", compareWith(key, compare, document));
    }
    call.answer(json);
  }

  /** Reads the segment and the window that are asked for. */
  static Journeys.Key key(Call call) throws AnswerException {
    String window = call.query("window", "week");
    if (!WINDOWS.contains(window)) {
      throw AnswerException.malformed(
          "window", "there is no window '" + window + "'", "ask for one of " + WINDOWS);
    }
    return new Journeys.Key(call.query("segment", MapRecord.EVERYBODY), window);
  }

  /** Lists the segments of the settings in their order, then others that the map has. */
  private void segments(ObjectNode json) {
    ArrayNode segments = json.putArray("segments");
    Set<String> onMap = new LinkedHashSet<>(journeys.cut().map(MapCut::segments).orElse(List.of()));
    for (ApiParts.SegmentTitle segment : parts.segments()) {
      if (onMap.remove(segment.id())) {
        segments.addObject().put("id", segment.id()).put("title", segment.title());
      }
    }
    onMap.stream()
        .filter(id -> !id.isEmpty())
        .forEach(id -> segments.addObject().put("id", id).put("title", id));
  }

  private void plan(ObjectNode json) {
    ObjectNode plan = json.putObject("plan");
    for (Stage stage : parts.lifecycle().stages()) {
      ObjectNode each = plan.putObject(stage.name());
      if (stage.plan().withinMillis() > 0) {
        each.put("withinMillis", stage.plan().withinMillis());
      }
      ArrayNode touchpoints = each.putArray("touchpoints");
      stage.plan().touchpoints().forEach(touchpoints::add);
      each.put("ordered", stage.plan().ordered());
    }
    json.put("goal", parts.lifecycle().goal());
  }

  private @Nullable ObjectNode compareWith(
      Journeys.Key key, String compare, JourneyDocument document) throws AnswerException {
    if (!compare.equals(BEFORE)) {
      Optional<JourneyDocument> other = journeys.find(new Journeys.Key(compare, key.window()));
      return other
          .filter(found -> !found.records().isEmpty())
          .orElseThrow(
              () ->
                  AnswerException.malformed(
                      "compare",
                      "there is no segment '" + compare + "' on the map",
                      "compare with 'before' or with a segment"))
          .json()
          .put("segment", compare);
    }
    long before = document.asOfMillis() - length(key.window()).toMillis();
    ObjectNode json = cutOf(Math.floorDiv(before, Duration.ofDays(1).toMillis()), key);
    return json == null ? null : json.put("segment", key.segment());
  }

  private @Nullable ObjectNode cutOf(long day, Journeys.Key key) {
    Optional<DailyCuts.Row> row = parts.store().dailyCuts().find(day, key.segment());
    if (row.isEmpty()) {
      return null;
    }
    try {
      return MapCutDocument.read(row.get().document().getBytes(StandardCharsets.UTF_8))
          .map(cut -> JourneyDocument.of(cut, key.segment(), key.window()).json())
          .orElse(null);
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("the store holds cuts as they were written", e);
    }
  }

  private static Duration length(String window) {
    return switch (Window.valueOf(window.toUpperCase(Locale.ROOT))) {
      case HOUR, DAY -> Duration.ofDays(1);
      case WEEK -> Duration.ofDays(7);
      case MONTH, ALL -> Duration.ofDays(30);
    };
  }

  private void customers(Call call) throws AnswerException {
    String segment = call.query("segment", MapRecord.EVERYBODY);
    Customers.Cell cell =
        new Customers.Cell(
            call.required("stage"),
            call.required("channel"),
            call.required("type"),
            segment.equals(MapRecord.EVERYBODY) ? null : segment);
    call.answer(
        Json.page(
            "customers",
            parts.store().customers().ofCell(cell, call.page()),
            JourneyRoutes::visitor));
  }

  private static ObjectNode visitor(Customers.Visitor visitor) {
    return Json.object()
        .put("customer", visitor.customer())
        .put("key", visitor.key())
        .put("last", Json.iso(visitor.lastMillis()));
  }

  private void export(Call call) throws AnswerException, IOException {
    MapCut cut = journeys.cut().orElseThrow(JourneyRoutes::noCut);
    StringBuilder csv = new StringBuilder();
    MapCsv.writeHeader(csv);
    MapCsv.write(cut, csv);
    call.context()
        .contentType("text/csv; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"journey-map.csv\"")
        .result(csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static AnswerException noCut() {
    return new AnswerException(
        503,
        "There is no journey map yet",
        "no whole cut of the map has come",
        null,
        "start the job with job.journey-map on; the first cut comes seconds after its first"
            + " touchpoints");
  }
}
