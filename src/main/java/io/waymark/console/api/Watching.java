package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.journey.Cell;
import io.waymark.model.MapRecord;
import io.waymark.rule.Interest;
import io.waymark.rule.Rule;
import io.waymark.wire.MapCut;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the live rules whose patterns ask for the touchpoints of a cell of the map. */
public final class Watching {
  /** The rules that are named of a cell; the others are counted. */
  private static final int MOST_NAMED = 20;

  private final Map<String, List<Watch>> byType = new HashMap<>();

  /** The watches with a step that asks for any type; they may also ask for some by name. */
  private final List<Watch> open = new ArrayList<>();

  /** The part of a rule that tells which touchpoints it asks for. */
  record Watch(String rule, String title, List<Interest> interests) {
    Watch {
      interests = List.copyOf(interests);
    }

    /** Returns the watch of a rule; null where the rule sends nothing. */
    static @Nullable Watch of(Rule rule) {
      return rule.status() == Rule.Status.LIVE
          ? new Watch(rule.id(), rule.title(), rule.pattern().interests())
          : null;
    }

    boolean covers(String type, @Nullable String channel) {
      return interests.stream().anyMatch(interest -> interest.covers(type, channel));
    }
  }

  private record Touch(String type, String channel) {}

  Watching(Collection<Watch> watches) {
    for (Watch watch : watches) {
      Set<String> types = new LinkedHashSet<>();
      watch.interests().forEach(interest -> types.addAll(interest.types().asked()));
      types.forEach(type -> byType.computeIfAbsent(type, t -> new ArrayList<>()).add(watch));
      if (watch.interests().stream().anyMatch(interest -> interest.types().isAnyBut())) {
        open.add(watch);
      }
    }
  }

  /** Returns what rules watch; those that are not live watch nothing. */
  public static Watching of(Collection<Rule> rules) {
    List<Watch> watches = new ArrayList<>();
    for (Rule rule : rules) {
      Watch watch = Watch.of(rule);
      if (watch != null) {
        watches.add(watch);
      }
    }
    return new Watching(watches);
  }

  /** Returns the rules by type and channel, for those of a cut that are watched. */
  public ArrayNode json(MapCut cut) {
    Set<Touch> touches = new LinkedHashSet<>();
    for (MapRecord record : cut.records()) {
      String type = record.type();
      String channel = record.channel();
      if (type != null && channel != null && (byType.containsKey(type) || !open.isEmpty())) {
        touches.add(new Touch(type, channel));
      }
    }
    ArrayNode json = Json.object().putArray("watching");
    touches.forEach(touch -> write(json, touch));
    return json;
  }

  private void write(ArrayNode json, Touch touch) {
    String channel = touch.channel().equals(Cell.NO_CHANNEL) ? null : touch.channel();
    List<Watch> found =
        Stream.concat(byType.getOrDefault(touch.type(), List.of()).stream(), open.stream())
            .distinct()
            .filter(watch -> watch.covers(touch.type(), channel))
            .toList();
    if (found.isEmpty()) {
      return;
    }
    ObjectNode each = json.addObject().put("type", touch.type()).put("channel", touch.channel());
    each.put("count", found.size());
    Json.array(
        each,
        "rules",
        found.subList(0, Math.min(MOST_NAMED, found.size())),
        watch -> Json.object().put("rule", watch.rule()).put("title", watch.title()));
  }
}
