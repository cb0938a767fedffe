package io.waymark.console.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** Writes health in the form of {@code schemas/health.schema.json}. */
public final class HealthJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HealthJson() {}

  public static String write(Health health) {
    ObjectNode root = JSON.createObjectNode().put("status", word(health.isUp()));
    ObjectNode checks = root.putObject("checks");
    for (Health.Check check : health.checks()) {
      checks.putObject(check.name()).put("status", word(check.isUp())).put("says", check.says());
    }
    ObjectNode topics = root.putObject("topics");
    for (Health.TopicHealth topic : health.topics()) {
      topics
          .putObject(topic.name())
          .put("partitions", topic.partitions())
          .put("behind", topic.behind())
          .put("lastRecordAt", topic.lastRecord() == null ? null : topic.lastRecord().toString());
    }
    return pretty(root);
  }

  public static String alive(boolean isAlive) {
    return pretty(JSON.createObjectNode().put("status", word(isAlive)));
  }

  public static String error(String says) {
    return pretty(JSON.createObjectNode().put("error", says));
  }

  private static String word(boolean isUp) {
    return isUp ? "up" : "down";
  }

  private static String pretty(ObjectNode node) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree of texts and numbers can be written", e);
    }
  }
}
