package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.store.Customers;
import io.waymark.console.store.StoreException;
import io.waymark.lifecycle.Stage;
import io.waymark.model.Digest;
import io.waymark.model.MapRecord;
import io.waymark.model.Window;
import io.waymark.wire.MapCsv;
import io.waymark.wire.MapCut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The journey map: a segment and window of it, with what it is compared with, and its cells. */
final class JourneyRoutes {
  private static final List<String> WINDOWS =
      Arrays.stream(Window.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();

  private final ApiParts parts;
  private final Journeys journeys;
  private final CompareWith compareWith;
  private final LiveRules rules;
  private final GoalView goals;
  private final SharedAnswers shared = new SharedAnswers();

  JourneyRoutes(ApiParts parts) {
    this.parts = parts;
    this.journeys = new Journeys(parts.map());
    this.compareWith = new CompareWith(journeys, new EarlierCuts(parts.store().dailyCuts()));
    this.goals = new GoalView(parts.lifecycle());
    this.rules = new LiveRules(parts.store().rules(), parts.authoring());
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/journey", Role.VIEWER, this::journey),
        Route.post("/api/journey/customers", Role.VIEWER, this::customers),
        Route.get("/api/journey/export.csv", Role.VIEWER, this::export));
  }

  private void journey(Call call) throws AnswerException {
    Journeys.Key key = key(call);
    String compare = call.query("compare");
    String goal = goals.goal(call);
    JourneyDocument document = journeys.find(key).orElseThrow(() -> noCut());
    long now = parts.clock().millis();
    List<Object> asked = List.of(key, goal, String.valueOf(compare));
    call.answer(
        shared.find(
            asked,
            document.number(),
            now,
            () -> {
              ObjectNode fromStore = fromStore(key, compare, document);
              ObjectNode json = json(key, goal, document, fromStore);
              String tag = "\"" + Digest.hex(json.toString()) + "\"";
              // How far the cut is behind grows while nothing else changes.
              json.put("behindMillis", Math.max(0, now - document.asOfMillis()));
              return SharedAnswers.Answer.of(tag, document.number(), now, Json.bytes(json));
            }));
  }

  private ObjectNode json(
      Journeys.Key key, String goal, JourneyDocument document, ObjectNode fromStore) {
    ObjectNode json = Json.object().put("asOf", Json.iso(document.asOfMillis()));
    json.put("segment", key.segment()).put("window", key.window());
    segments(json);
    ArrayNode windows = json.putArray("windows");
    WINDOWS.forEach(windows::add);
    plan(json);
    goals.write(json, goal, key, document);
    json.setAll(fromStore);
    return json;
  }

  /** Reads rules and earlier cuts; where the store fails, the answer says so and has the map. */
  private ObjectNode fromStore(Journeys.Key key, @Nullable String compare, JourneyDocument shown)
      throws AnswerException {
    ObjectNode json = Json.object();
    try {
      LiveRules.State state = rules.now();
      json.set("watching", state.watching().json(shown.cut()));
      if (compare != null) {
        json.set("compareWith", compareWith.json(key, compare, shown));
      }
      return json;
    } catch (StoreException e) {
      return json.put("withoutStore", String.valueOf(e.getMessage()));
    }
  }

  /** Reads the segment and the window that are asked for. */
  private static Journeys.Key key(Call call) throws AnswerException {
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
  }

  private void customers(Call call) throws AnswerException {
    String segment = call.textIfKnown("segment");
    Customers.Cell cell =
        new Customers.Cell(
            call.text("stage"),
            call.text("channel"),
            call.text("type"),
            MapRecord.EVERYBODY.equals(segment) ? null : segment);
    call.answer(
        Json.page(
            "customers",
            parts.store().customers().ofCell(cell, call.pageOfBody()),
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
