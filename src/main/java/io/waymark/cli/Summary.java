package io.waymark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.job.metric.Tally;
import io.waymark.job.sink.FileSinks;
import io.waymark.job.source.IntakeSplit;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a finite run found. */
final class Summary {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path out;
  private final Map<String, Object> counts;
  private final double seconds;

  /**
   * Sums up a run that has just ended.
   *
   * @param endMillis the wall clock
   */
  Summary(Path out, Map<String, Object> counts, long endMillis) {
    this.out = out;
    this.counts = counts;
    long started = ((Number) counts.getOrDefault(IntakeSplit.STARTED, endMillis)).longValue();
    this.seconds = Math.max(1, endMillis - started) / 1e3;
  }

  /** Prints it; 0 when all inputs were read to their end. */
  int print() throws IOException {
    long read = count(Tally.Of.READ);
    System.out.printf(
        "%,d read = %,d applied + %,d duplicate + %,d late + %,d dead-lettered + %,d skipped%n",
        read,
        count(Tally.Of.APPLIED),
        count(Tally.Of.DUPLICATE),
        count(Tally.Of.LATE),
        count(Tally.Of.DEAD_LETTERED),
        count(Tally.Of.SKIPPED));
    Map<String, Long> reasons = reasons();
    reasons.forEach(
        (reason, letters) -> System.out.printf("  dead letters %-20s %,9d%n", reason, letters));
    System.out.printf("%,d transitions%n", count(Tally.Of.TRANSITIONS));
    printRules();
    System.out.printf(
        "%,.0f touchpoints/s over %.1f s from the first input to the end; results in %s%n",
        read / seconds, seconds, out);
    boolean whole = !reasons.containsKey(Reason.TRUNCATED_FILE.code());
    if (!whole) {
      System.out.println(
          "an input broke off; "
              + out.resolve(FileSinks.fileName(Topics.DEAD_LETTERS))
              + " says where");
    }
    return whole ? 0 : 1;
  }

  private static final class OfRule {
    private long matches;
    private long sent;
    private final Set<String> customers = new HashSet<>();
  }

  private void printRules() throws IOException {
    Map<String, OfRule> rules = new TreeMap<>();
    forEach(
        Topics.DECISIONS,
        decision -> {
          OfRule rule = rules.computeIfAbsent(decision.get("rule").asText(), id -> new OfRule());
          rule.matches++;
          rule.sent += decision.get("outcome").asText().equals("sent") ? 1 : 0;
          rule.customers.add(decision.get("customer").asText());
        });
    System.out.printf("%-40s %9s %9s %9s%n", "rule", "matches", "sent", "customers");
    rules.forEach(
        (id, rule) ->
            System.out.printf(
                "%-40s %,9d %,9d %,9d%n", id, rule.matches, rule.sent, rule.customers.size()));
  }

  private Map<String, Long> reasons() throws IOException {
    Map<String, Long> reasons = new TreeMap<>();
    forEach(
        Topics.DEAD_LETTERS, letter -> reasons.merge(letter.get("reason").asText(), 1L, Long::sum));
    return reasons;
  }

  private void forEach(OutputTopic<?> topic, java.util.function.Consumer<JsonNode> use)
      throws IOException {
    try (Stream<String> lines = Files.lines(out.resolve(FileSinks.fileName(topic)))) {
      for (String line : (Iterable<String>) lines::iterator) {
        use.accept(JSON.readTree(line));
      }
    }
  }

  private long count(Tally.Of of) {
    return ((Number) counts.getOrDefault(of.code(), 0L)).longValue();
  }
}
