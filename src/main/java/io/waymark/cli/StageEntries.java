package io.waymark.cli;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Stage;
import io.waymark.model.Outgoing;
import io.waymark.model.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts how often each stage of a lifecycle is entered, and by which types of touchpoints. */
final class StageEntries {
  private final Lifecycle lifecycle;
  private final Map<String, Map<String, Long>> byStage = new HashMap<>();

  StageEntries(Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  void take(Outgoing record) {
    if (record instanceof Transition entered) {
      byStage
          .computeIfAbsent(entered.to(), stage -> new TreeMap<>())
          .merge(entered.causeType(), 1L, Long::sum);
    }
  }

  boolean isEmpty() {
    return byStage.isEmpty();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%-24s %11s  %s", "stage", "entered", "by"));
    for (Stage stage : lifecycle.stages()) {
      Map<String, Long> types = byStage.getOrDefault(stage.name(), Map.of());
      long entered = types.values().stream().mapToLong(Long::longValue).sum();
      lines.add(
          String.format(
              Locale.ROOT,
              "%-24s %,11d  %s",
              stage.name(),
              entered,
              entered == 0 ? "nobody; it asks for " + String.join(", ", stage.on()) : by(types)));
    }
    return lines;
  }

  private static String by(Map<String, Long> types) {
    List<String> parts = new ArrayList<>();
    types.forEach((type, count) -> parts.add(String.format(Locale.ROOT, "%s %,d", type, count)));
    return String.join(", ", parts);
  }
}
