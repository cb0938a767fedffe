package io.waymark.job.journey;

import io.waymark.job.stream.Frozen;
import io.waymark.model.RuleText;
import io.waymark.rule.RuleReader.Result;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.state.BroadcastState;
import org.jspecify.annotations.Nullable;

/**
 * Rules that have come and are still being read, in the order in which they came. A checkpoint
 * keeps their texts: the rules source has them behind it.
 */
final class ArrivingRules {
  /**
   * A rule as it came, and what became of its text.
   *
   * @param result null where the rule is to be removed
   */
  record Arrived(RuleText pushed, @Nullable Result result) {}

  private record Arriving(RuleText pushed, @Nullable CompletableFuture<Result> reading) {
    boolean isRead() {
      return reading == null || reading.isDone();
    }
  }

  private final SharedRuleReader reader;
  private final BroadcastState<String, RuleText> state;
  private final Runnable onRead;
  private final ArrayDeque<Arriving> line = new ArrayDeque<>();

  /** How many of them state has. */
  private int stored;

  /**
   * @param onRead called by another thread each time a rule has been read
   */
  ArrivingRules(SharedRuleReader reader, BroadcastState<String, RuleText> state, Runnable onRead) {
    this.reader = reader;
    this.state = state;
    this.onRead = onRead;
  }

  static boolean isKey(String key) {
    return key.startsWith(Frozen.ARRIVING_KEY);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what fails is thrown where the rule is taken
  void add(RuleText pushed) {
    CompletableFuture<Result> reading = pushed.text() == null ? null : reader.read(pushed);
    line.add(new Arriving(pushed, reading));
    if (reading == null) {
      onRead.run();
    } else {
      reading.whenComplete((result, failure) -> onRead.run());
    }
  }

  /** The first one, if it has been read. */
  @Nullable Arrived poll() {
    Arriving first = line.peek();
    return first != null && first.isRead() ? take() : null;
  }

  /**
   * The first one, however long it takes to read.
   *
   * @throws NoSuchElementException where none is left
   */
  Arrived take() {
    Arriving first = line.remove();
    CompletableFuture<Result> reading = first.reading();
    return new Arrived(first.pushed(), reading == null ? null : reading.join());
  }

  int size() {
    return line.size();
  }

  /** Writes them to state in place of those of the checkpoint before. */
  void snapshot() throws Exception {
    int number = 0;
    for (Arriving each : line) {
      state.put(key(number++), each.pushed());
    }
    for (int gone = number; gone < stored; gone++) {
      state.remove(key(gone));
    }
    stored = number;
  }

  /** Those of the checkpoint come first again. */
  void restore() throws Exception {
    Map<String, RuleText> kept = kept();
    stored = kept.size();
    kept.values().forEach(this::add);
  }

  private static String key(int number) {
    return Frozen.ARRIVING_KEY + "%08d".formatted(number);
  }

  private Map<String, RuleText> kept() throws Exception {
    Map<String, RuleText> kept = new TreeMap<>();
    for (Map.Entry<String, RuleText> entry : state.immutableEntries()) {
      if (isKey(entry.getKey())) {
        kept.put(entry.getKey(), entry.getValue());
      }
    }
    return kept;
  }
}
