package io.waymark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.kafka.RulesTopic;
import io.waymark.model.Digest;
import io.waymark.model.RuleText;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the last record of each rule on a job's topic with the last status of the rule, which
 * must be about that very record: it names its version, its origin, or that it removed the rule.
 */
final class RuleAnswers {
  private final JobUnderTest job;
  private final int parallelism;
  private final Map<String, RuleText> last;

  RuleAnswers(JobUnderTest job, String bootstrap, int parallelism) {
    this.job = job;
    this.parallelism = parallelism;
    this.last = last(bootstrap, job.topic(Topics.RULES));
  }

  /** Returns the ids of all rules on the topic, as the job reads them. */
  Set<String> pushed() {
    return last.keySet();
  }

  /** Returns what is not answered, in words. */
  List<String> lacking() {
    Map<String, JsonNode> outcomes = new HashMap<>();
    job.readEach(
        Topics.RULE_STATUS,
        status -> {
          JsonNode json = status.json();
          // News of a rule in force is no answer to a push.
          if (!json.has("failures") && !json.has("runsPerCustomer")) {
            outcomes.put(key(json.get("rule").asText(), json.get("subtask").asInt()), json);
          }
        });
    List<String> lacking = new ArrayList<>();
    for (RuleText pushed : last.values()) {
      JsonNode first = outcomes.get(key(pushed.id(), 0));
      boolean isRefused = first != null && first.get("state").asText().equals("refused");
      // The first subtask alone says that a rule is refused.
      for (int subtask = 0; subtask < (isRefused ? 1 : parallelism); subtask++) {
        JsonNode outcome = outcomes.get(key(pushed.id(), subtask));
        if (!isAbout(pushed, outcome)) {
          lacking.add(pushed.origin() + " in subtask " + subtask + ": " + outcome);
        }
      }
    }
    return lacking;
  }

  private static boolean isAbout(RuleText pushed, @Nullable JsonNode outcome) {
    if (outcome == null) {
      return false;
    }
    String text = pushed.text();
    return switch (outcome.get("state").asText()) {
      case "removed" -> text == null;
      case "live" -> text != null && outcome.get("version").asText().equals(Digest.hex(text));
      case "refused" ->
          text != null && outcome.at("/problems/0/file").asText().equals(pushed.origin());
      default -> false;
    };
  }

  private static String key(String rule, int subtask) {
    return rule + " in " + subtask;
  }

  private static Map<String, RuleText> last(String bootstrap, String topic) {
    Map<String, RuleText> last = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  RuleText rule = RulesTopic.rule(record);
                  last.put(rule.id(), rule);
                });
      }
    }
    return last;
  }
}
