package io.waymark.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.model.Problem;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import io.waymark.yaml.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints each trigger when it arrives in Kafka, and what became of rules that were pushed. Triggers
 * for what happened before the start, while the job catches up, are only counted.
 */
final class TriggerPrinter implements Runnable, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final long SHOW_PAST_NANOS = Duration.ofSeconds(3).toNanos();
  private static final Duration POLL = Duration.ofMillis(200);

  private final Settings settings;
  private final long startMillis;
  private final KafkaConsumer<String, String> consumer;
  private long past;
  private long pastShown;
  private long pastShownNanos = System.nanoTime();

  /**
   * Reads from where the last one ended.
   *
   * @param startMillis what is due before is the past
   */
  TriggerPrinter(Settings settings, long startMillis) {
    this.settings = settings;
    this.startMillis = startMillis;
    Map<String, Object> client = new HashMap<>(settings.kafka().client());
    client.put("bootstrap.servers", settings.kafka().bootstrap());
    client.put("group.id", settings.group() + "-printer");
    client.put("auto.offset.reset", "earliest");
    client.put("isolation.level", "read_committed");
    this.consumer = new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(
        List.of(
            Topics.TRIGGERS.name(settings.prefix()), Topics.RULE_STATUS.name(settings.prefix())));
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
          print(record);
        }
        showPast(false);
      }
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After {@link #run} has ended. */
  @Override
  public void close() {
    consumer.close();
  }

  private void print(ConsumerRecord<String, String> record) {
    try {
      JsonNode json = JSON.readTree(record.value());
      if (record.topic().equals(Topics.TRIGGERS.name(settings.prefix()))) {
        printTrigger(json);
      } else {
        printStatus(json);
      }
    } catch (JsonProcessingException e) {
      System.out.println("not JSON on " + record.topic() + " at " + record.offset());
    }
  }

  private void printTrigger(JsonNode event) {
    JsonNode data = event.get("data");
    Instant due = Instant.parse(data.at("/latency/touchpointAt").asText());
    if (due.toEpochMilli() < startMillis) {
      past++;
      return;
    }
    showPast(true);
    Duration late = Duration.between(due, Instant.parse(data.at("/latency/emittedAt").asText()));
    System.out.printf(
        "%s  %-11s %-30s %-14s %s  (%s late)%n",
        TIME.format(due),
        data.get("signal").asText(),
        data.get("rule").asText(),
        data.get("customer").asText(),
        data.get("why").asText(),
        Durations.toText(late));
  }

  private void printStatus(JsonNode status) {
    boolean last = status.get("subtask").asInt() == status.get("subtasks").asInt() - 1;
    String state = status.get("state").asText();
    if (state.equals("refused")) {
      System.out.println(
          "rule " + status.get("rule").asText() + " is refused, what was live stays:");
      for (JsonNode problem : status.get("problems")) {
        System.out.print(problem(problem).toString().indent(2));
      }
    } else if (last) {
      System.out.println("rule " + status.get("rule").asText() + " is " + state);
    }
  }

  private static Problem problem(JsonNode json) {
    return new Problem(
        json.get("file").asText(),
        json.get("line").asInt(),
        json.get("column").asInt(),
        json.get("message").asText(),
        json.get("excerpt").asText());
  }

  /** Every few seconds, and before the first trigger that is not of the past. */
  private void showPast(boolean now) {
    if (past > pastShown && (now || System.nanoTime() - pastShownNanos > SHOW_PAST_NANOS)) {
      System.out.printf("catching up with the past: %,d triggers%n", past);
      pastShown = past;
      pastShownNanos = System.nanoTime();
    }
  }
}
