package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.journey.estimate.Interval;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.Estimate;
import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import io.waymark.wire.MapCut;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares the shares that go on, stage by stage and cell by cell, between two segments or two
 * moments. Both are taken for independent samples; of a segment and everybody, who hold it, the
 * interval is too wide rather than too narrow.
 */
final class Comparison {
  private final Window window;

  Comparison(String window) {
    this.window = Journeys.window(window);
  }

  private record Place(@Nullable String stage, @Nullable String channel, @Nullable String type) {
    static Place of(MapRecord record) {
      return new Place(record.stage(), record.channel(), record.type());
    }
  }

  /** Writes a comparison of each stage and cell that both have, with the share of either. */
  void write(ArrayNode changes, List<MapRecord> shown, List<MapRecord> compared) {
    Map<Place, MapRecord> others = new HashMap<>();
    compared.forEach(record -> others.put(Place.of(record), record));
    for (MapRecord record : shown) {
      MapRecord other = others.get(Place.of(record));
      if (other != null) {
        write(changes, record, other);
      }
    }
  }

  private void write(ArrayNode changes, MapRecord shown, MapRecord compared) {
    Estimate share = share(shown);
    Estimate other = share(compared);
    if (share == null || other == null || horizon(shown) != horizon(compared)) {
      return;
    }
    ObjectNode change = changes.addObject();
    Json.putIfKnown(change, "stage", shown.stage());
    Json.putIfKnown(change, "channel", shown.channel());
    Json.putIfKnown(change, "type", shown.type());
    change.set("compared", json(interval(other), other.n()));
    change.set("shown", json(interval(share), share.n()));
    change.set(
        "difference", json(interval(share).minus(interval(other)), Math.min(share.n(), other.n())));
  }

  private @Nullable Estimate share(MapRecord record) {
    StageWindow stage = stage(record);
    if (stage != null) {
      return stage.progress();
    }
    CellWindow cell =
        record.cellFigures() == null ? null : record.cellFigures().windows().get(window);
    return cell == null ? null : cell.goesOn();
  }

  /** Returns the time within which the share goes on: shares within other times do not compare. */
  private long horizon(MapRecord record) {
    StageWindow stage = stage(record);
    return stage == null ? 0 : stage.horizonMillis();
  }

  private @Nullable StageWindow stage(MapRecord record) {
    return record.stageFigures() == null ? null : record.stageFigures().windows().get(window);
  }

  private static Interval interval(Estimate estimate) {
    return new Interval(estimate.value(), estimate.low(), estimate.high());
  }

  private static ObjectNode json(Interval interval, long n) {
    return Json.object()
        .put("value", interval.value())
        .put("low", interval.low())
        .put("high", interval.high())
        .put("n", n);
  }

  /** Returns the records of a segment. */
  static List<MapRecord> records(MapCut cut, String segment) {
    return cut.records().stream()
        .filter(record -> Objects.equals(segment, record.segment()))
        .toList();
  }
}
