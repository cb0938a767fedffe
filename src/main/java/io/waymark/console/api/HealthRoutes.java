package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.store.Audit;
import io.waymark.console.store.DeadLetters;
import io.waymark.console.store.StoreState;
import io.waymark.kafka.NotReadyException;
import io.waymark.model.DeadLetter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the job and the console are, dead letters, and who changed what. */
final class HealthRoutes {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int SAMPLES = 3;

  /** Longer than anything was recorded. */
  private static final Duration EVER = Duration.ofDays(36_500);

  private final ApiParts parts;
  private final Supplier<Optional<String>> liveTrouble;

  /**
   * Creates routes.
   *
   * @param liveTrouble why pages do not follow what is new; empty while they do
   */
  HealthRoutes(ApiParts parts, Supplier<Optional<String>> liveTrouble) {
    this.parts = parts;
    this.liveTrouble = liveTrouble;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/health", Role.VIEWER, this::health),
        Route.get("/api/audit", Role.OPERATOR, this::audit),
        Route.post("/api/dead-letters/replay", Role.OPERATOR, this::replay));
  }

  private void health(Call call) throws AnswerException {
    long since = call.since(parts.clock().millis(), DAY);
    ObjectNode json = (ObjectNode) Json.document(parts.health().get().json());
    liveTrouble.get().ifPresent(says -> addDown(json, "events", says));
    if (call.session().user().role().includes(Role.OPERATOR)) {
      parts.access().trouble().ifPresent(says -> addDown(json, "users", says));
    }
    json.set("store", store(parts.store().state()));
    ObjectNode letters = json.putObject("deadLetters").put("since", Json.iso(since));
    Json.array(
        letters,
        "reasons",
        parts.store().deadLetters().byReason(since, SAMPLES),
        HealthRoutes::reason);
    call.answer(json);
  }

  private static void addDown(ObjectNode json, String check, String says) {
    json.put("status", "down");
    json.withObject("/checks").putObject(check).put("status", "down").put("says", says);
  }

  private static ObjectNode store(StoreState state) {
    ObjectNode json =
        Json.object()
            .put("name", state.name())
            .put("usedBytes", state.usedBytes())
            .put("mostBytes", state.mostBytes());
    Json.putTime(json, "oldestDay", millis(state.oldestDay()));
    Json.putTime(json, "newestDay", millis(state.newestDay()));
    Json.putIfKnown(json, "shortened", state.shortened());
    return json;
  }

  private static @Nullable Long millis(@Nullable Long day) {
    return day == null ? null : (Long) (day * DAY.toMillis());
  }

  private static ObjectNode reason(DeadLetters.Reason reason) {
    ObjectNode json =
        Json.object()
            .put("reason", reason.reason())
            .put("count", reason.count())
            .put("last", Json.iso(reason.lastMillis()));
    ArrayNode samples = json.putArray("samples");
    reason.samples().forEach(sample -> samples.add(Json.document(sample)));
    return json;
  }

  private void audit(Call call) throws AnswerException {
    Audit.Filter filter =
        new Audit.Filter(
            call.query("who"), call.query("what"), call.since(parts.clock().millis(), EVER));
    call.answer(
        Json.page("entries", parts.store().audit().page(filter, call.page()), HealthRoutes::entry));
  }

  private static ObjectNode entry(Audit.Entry entry) {
    return Json.object()
        .put("time", Json.iso(entry.timeMillis()))
        .put("who", entry.who())
        .put("what", entry.what())
        .put("about", entry.about())
        .put("detail", entry.detail());
  }

  private void replay(Call call) throws Exception {
    String reason = call.text("reason");
    if (Arrays.stream(DeadLetter.Reason.values()).noneMatch(each -> each.code().equals(reason))) {
      throw AnswerException.malformed(
          "reason", "there is no reason '" + reason + "'", "take one of /api/health");
    }
    long hours = call.number("hours", 1, 24 * 30);
    DeadLetterReplay.Request request =
        new DeadLetterReplay.Request(
            reason,
            call.textIfKnown("source"),
            parts.clock().millis() - Duration.ofHours(hours).toMillis(),
            call.flag("repeat"),
            call.textIfKnown("after"));
    try {
      DeadLetterReplay.Outcome outcome = parts.deadLetters().replay(request);
      record(call, request, hours, Long.toString(outcome.sent()));
      call.answer(replayed(reason, outcome));
    } catch (NotReadyException e) {
      record(call, request, hours, "some, until Kafka took no more,");
      throw e;
    }
  }

  private void record(Call call, DeadLetterReplay.Request request, long hours, String sent) {
    parts
        .store()
        .audit()
        .record(
            new Audit.Entry(
                parts.clock().millis(),
                call.author(),
                "dead letters replayed",
                request.reason(),
                sent
                    + " of the last "
                    + hours
                    + " hours"
                    + (request.source() == null ? "" : " from " + request.source())
                    + (request.isRepeated() ? ", those sent before again" : "")));
  }

  private static ObjectNode replayed(String reason, DeadLetterReplay.Outcome outcome) {
    ObjectNode json =
        Json.object()
            .put("reason", reason)
            .put("sent", outcome.sent())
            .put("bare", outcome.bare())
            .put("before", outcome.before())
            .put("lost", outcome.lost())
            .put("ofFiles", outcome.ofFiles());
    Json.putIfKnown(json, "after", outcome.after());
    return json;
  }
}
