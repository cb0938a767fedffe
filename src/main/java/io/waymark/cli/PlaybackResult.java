package io.waymark.cli;

import io.waymark.job.metric.Tally;
import io.waymark.job.metric.TypeCounts;
import io.waymark.job.sink.FileSinks;
import io.waymark.model.DeadLetter;
import io.waymark.model.Outgoing;
import io.waymark.model.Pause;
import io.waymark.model.RuleOutcomes;
import io.waymark.replay.SeenTouchpoints;
import io.waymark.rule.Rule;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The numbers of a finite run that has ended, from the counters of the job and the files that it
 * wrote.
 */
final class PlaybackResult {
  /** The matches of one rule, those whose trigger went out, and the customers who had any. */
  record OfRule(long matches, long sent, int customers) {}

  private static final class Counting {
    private long matches;
    private long sent;
    private final Set<String> customers = new HashSet<>();

    OfRule done() {
      return new OfRule(matches, sent, customers.size());
    }
  }

  private final Path out;
  private final Map<Tally.Of, Long> counts = new EnumMap<>(Tally.Of.class);
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private final Map<String, OfRule> rules = new TreeMap<>();
  private final TriggerTotals triggers = new TriggerTotals();
  private final Map<String, Long> types;
  private final Map<String, Long> droppedRuns;
  private final List<String> unsent;
  private final List<RuleOutcomes> outcomes = new ArrayList<>();
  private final List<Pause> pauses = new ArrayList<>();

  /**
   * Reads the results of a run.
   *
   * @param out the folder with its files
   * @param counters of the job
   * @param played all rules of the run
   */
  PlaybackResult(Path out, Map<String, Object> counters, List<Rule> played) throws IOException {
    this.out = out;
    for (Tally.Of each : Tally.Of.values()) {
      counts.put(each, ((Number) counters.getOrDefault(each.code(), 0L)).longValue());
    }
    this.types = behind(TypeCounts.OF, counters);
    this.droppedRuns = behind(Tally.DROPPED_RUNS_OF, counters);
    this.unsent =
        types.containsKey(TypeCounts.OTHERS)
            ? List.of()
            : SeenTouchpoints.unsent(played, types.keySet());
    forEach(
        Topics.DEAD_LETTERS, letter -> deadLetters.merge(letter.reason().code(), 1L, Long::sum));
    forEach(Topics.RULE_OUTCOMES, outcomes::add);
    forEach(Topics.PAUSES, pauses::add);
    countRules(played);
  }

  long count(Tally.Of of) {
    return counts.getOrDefault(of, 0L);
  }

  /** Returns the number of dead letters by reason. */
  Map<String, Long> deadLetters() {
    return deadLetters;
  }

  /** Returns the numbers of all rules by their ids, also of those that never matched. */
  Map<String, OfRule> rules() {
    return rules;
  }

  /** Returns the triggers that went out, by rule and stage. */
  TriggerTotals triggers() {
    return triggers;
  }

  /** Returns the number of touchpoints that came, by type. */
  Map<String, Long> types() {
    return types;
  }

  /** Returns the number of open runs that were dropped, by rule. */
  Map<String, Long> droppedRuns() {
    return droppedRuns;
  }

  /** Returns a warning for each type that a rule asks for and that did not come. */
  List<String> unsent() {
    return unsent;
  }

  List<RuleOutcomes> outcomes() {
    return outcomes;
  }

  /** Returns the pauses that the breaker would have made. */
  List<Pause> pauses() {
    return pauses;
  }

  /** Returns whether all inputs were read to their end. */
  boolean isWhole() {
    return !deadLetters.containsKey(DeadLetter.Reason.TRUNCATED_FILE.code());
  }

  /** Returns whether any input was used. */
  boolean isUsed() {
    return count(Tally.Of.APPLIED) > 0;
  }

  private void countRules(List<Rule> played) throws IOException {
    Map<String, Counting> counting = new TreeMap<>();
    played.forEach(rule -> counting.put(rule.id(), new Counting()));
    forEach(
        Topics.DECISIONS,
        decision -> {
          Counting rule = counting.computeIfAbsent(decision.rule(), id -> new Counting());
          rule.matches += decision.endsHold() ? 0 : 1;
          rule.sent += decision.isSent() ? 1 : 0;
          if (decision.isSent()) {
            triggers.add(decision.rule(), decision.stage());
          }
          rule.customers.add(decision.customer());
        });
    counting.forEach((id, rule) -> rules.put(id, rule.done()));
  }

  private static Map<String, Long> behind(String prefix, Map<String, Object> counters) {
    Map<String, Long> found = new TreeMap<>();
    counters.forEach(
        (name, count) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), ((Number) count).longValue());
          }
        });
    return found;
  }

  private <T extends Outgoing> void forEach(OutputTopic<T> topic, Consumer<T> use)
      throws IOException {
    try (Stream<String> lines = Files.lines(out.resolve(FileSinks.fileName(topic)))) {
      for (String line : (Iterable<String>) lines::iterator) {
        use.accept(topic.document().read(line.getBytes(StandardCharsets.UTF_8)));
      }
    } catch (MalformedDocumentException e) {
      throw new IllegalStateException("the job wrote what cannot be read to " + topic.id(), e);
    }
  }
}
