package io.waymark.job.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Position;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that leaves Waymark; {@code schemas/} describes it. Triggers are CloudEvents 1.0 in
 * structured mode.
 */
public final class Documents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EventFormat CLOUD_EVENTS =
      Objects.requireNonNull(
          EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE));

  private Documents() {}

  /**
   * A CloudEvent.
   *
   * @param emittedMillis the wall clock
   */
  public static byte[] trigger(Trigger trigger, long emittedMillis) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(trigger.id())
            .withSource(URI.create("/waymark/rules/" + trigger.rule()))
            .withType("io.waymark.trigger." + trigger.signal().code())
            .withSubject(trigger.customer())
            .withTime(
                OffsetDateTime.ofInstant(
                    Instant.ofEpochMilli(trigger.timeMillis()), ZoneOffset.UTC))
            .withData("application/json", bytes(data(trigger, emittedMillis)));
    Long expires = trigger.expiresMillis();
    if (expires != null) {
      event.withExtension(
          "expirytime", OffsetDateTime.ofInstant(Instant.ofEpochMilli(expires), ZoneOffset.UTC));
    }
    CloudEvent built = event.build();
    return CLOUD_EVENTS.serialize(built);
  }

  public static byte[] transition(Transition transition) {
    ObjectNode json = JSON.createObjectNode();
    json.put("customer", transition.customer());
    putIfKnown(json, "from", transition.from());
    json.put("to", transition.to());
    json.put("cause", transition.cause());
    json.put("causeType", transition.causeType());
    json.put("time", iso(transition.timeMillis()));
    return bytes(json);
  }

  public static byte[] decision(Decision decision) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", decision.id());
    json.put("rule", decision.rule());
    json.put("version", decision.version());
    json.put("signal", decision.signal().code());
    json.put("customer", decision.customer());
    putIfKnown(json, "stage", decision.stage());
    putIfKnown(json, "correlation", decision.correlation());
    json.put("time", iso(decision.timeMillis()));
    json.put("outcome", decision.isSent() ? "sent" : "withheld");
    putIfKnown(json, "gate", decision.withheldBy() == null ? null : decision.withheldBy().code());
    json.put("why", decision.why());
    return bytes(json);
  }

  public static byte[] deadLetter(DeadLetter letter) {
    ObjectNode json = JSON.createObjectNode();
    json.put("reason", letter.reason().code());
    json.put("message", letter.message());
    putPosition(json, letter.position());
    json.put("receivedAt", iso(letter.receivedMillis()));
    String text = text(letter.original());
    if (text != null) {
      json.put("original", text);
    } else {
      json.put("originalBase64", Base64.getEncoder().encodeToString(letter.original()));
    }
    if (letter.isCut()) {
      json.put("truncated", true);
      json.put("originalSize", letter.originalSize());
    }
    return bytes(json);
  }

  public static byte[] ruleStatus(RuleStatus status) {
    ObjectNode json = JSON.createObjectNode();
    json.put("rule", status.rule());
    putIfKnown(json, "version", status.version());
    json.put("state", status.state().code());
    ArrayNode problems = json.putArray("problems");
    for (Problem problem : status.problems()) {
      problems
          .addObject()
          .put("file", problem.file())
          .put("line", problem.line())
          .put("column", problem.column())
          .put("message", problem.message())
          .put("excerpt", problem.excerpt());
    }
    json.put("subtask", status.subtask());
    json.put("subtasks", status.subtasks());
    json.put("time", iso(status.timeMillis()));
    return bytes(json);
  }

  private static JsonNode data(Trigger trigger, long emittedMillis) {
    ObjectNode json = JSON.createObjectNode();
    json.put("rule", trigger.rule());
    json.put("version", trigger.version());
    json.put("title", trigger.title());
    json.put("signal", trigger.signal().code());
    json.put("owner", trigger.owner());
    json.put("to", trigger.to());
    json.put("priority", trigger.priority());
    json.put("customer", trigger.customer());
    putIfKnown(json, "stage", trigger.stage());
    putIfKnown(json, "correlation", trigger.correlation());
    json.put("why", trigger.why());
    ArrayNode touchpoints = json.putArray("touchpoints");
    for (Trigger.Evidence evidence : trigger.touchpoints()) {
      touchpoints
          .addObject()
          .put("step", evidence.step())
          .put("id", evidence.id())
          .put("type", evidence.type())
          .put("time", iso(evidence.timeMillis()));
    }
    json.set("data", JSON.valueToTree(trigger.data()));
    ObjectNode latency = json.putObject("latency");
    latency.put("touchpointAt", iso(trigger.latency().dueMillis()));
    Long received = trigger.latency().receivedMillis();
    putIfKnown(latency, "receivedAt", received == null ? null : iso(received));
    latency.put("matchedAt", iso(trigger.latency().matchedMillis()));
    latency.put("emittedAt", iso(emittedMillis));
    return json;
  }

  private static void putPosition(ObjectNode json, Position position) {
    json.put("source", position.source());
    if (position.isFile()) {
      json.put("line", position.offset());
    } else {
      json.put("partition", position.partition());
      json.put("offset", position.offset());
    }
  }

  private static void putIfKnown(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  /** Null for what is not UTF-8, and for control characters, which JSON makes six times as long. */
  private static @Nullable String text(byte[] bytes) {
    for (byte each : bytes) {
      if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String iso(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
