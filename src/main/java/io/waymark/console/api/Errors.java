package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.waymark.console.access.DeniedException;
import io.waymark.console.authoring.ConflictException;
import io.waymark.console.authoring.Finding;
import io.waymark.console.authoring.RefusedTextException;
import io.waymark.console.store.InvalidCursorException;
import io.waymark.console.store.StoreException;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.match.NoMatcherException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns each failure into an answer that says what is wrong, where, and what to do (RFC 9457). */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  static void register(RoutesConfig routes) {
    routes.exception(AnswerException.class, (e, context) -> answer(context, e));
    routes.exception(
        DeniedException.class,
        (e, context) ->
            answer(context, e.reason().status(), "You may not do this", e.getMessage(), e.cure()));
    routes.exception(RefusedTextException.class, (e, context) -> refused(context, e));
    routes.exception(ConflictException.class, (e, context) -> conflict(context, e));
    routes.exception(
        OvertakenException.class,
        (e, context) ->
            answer(
                context,
                409,
                "Somebody else published at the same moment",
                e.getMessage(),
                "look at it as it is now, and publish again"));
    routes.exception(
        InvalidCursorException.class,
        (e, context) ->
            answer(context, 400, "The request cannot be read", e.getMessage(), "begin anew"));
    routes.exception(
        NotReadyException.class,
        (e, context) ->
            answer(
                context, 503, "Kafka does not take it", e.getMessage(), "mend it and try again"));
    routes.exception(
        NoMatcherException.class,
        (e, context) ->
            answer(
                context,
                501,
                "This console cannot play the rule",
                e.getMessage(),
                "try it with `waymark rules test`; publishing it works from here"));
    routes.exception(StoreException.class, (e, context) -> ofStore(context, e));
    routes.exception(
        HttpResponseException.class,
        (e, context) ->
            answer(context, e.getStatus(), "The request fails", e.getMessage(), "see /api"));
    routes.exception(RuntimeException.class, (e, context) -> ours(context, e));
  }

  private static void answer(Context context, AnswerException e) {
    ObjectNode json = problem(context, e.status(), e.title(), e.getMessage(), e.cure());
    Json.putIfKnown(json, "where", e.where());
    write(context, json);
  }

  private static void refused(Context context, RefusedTextException e) {
    ObjectNode json =
        problem(
            context, 422, "The text is refused", e.getMessage(), "mend the text and publish again");
    Json.array(json, "problems", e.findings(), Errors::finding);
    write(context, json);
  }

  static ObjectNode finding(Finding finding) {
    return Json.object()
        .put("line", finding.line())
        .put("column", finding.column())
        .put("message", finding.message())
        .put("hint", finding.hint());
  }

  private static void conflict(Context context, ConflictException e) {
    ObjectNode json =
        problem(
            context,
            409,
            "Somebody else has changed it",
            e.getMessage(),
            "compare the live version with yours, and publish on top of it");
    Json.putIfKnown(json, "live", e.live());
    write(context, json.put("author", e.author()).put("time", e.time().toString()));
  }

  private static void ofStore(Context context, StoreException e) {
    LOG.warn("the store: {}", e.getMessage());
    String cure =
        switch (e.kind()) {
          case FULL -> "make room, or lower console.keep or console.keep-bytes";
          case CORRUPT -> "wait: the feed reads Kafka again into a new file";
          case KEPT_CORRUPT -> "restore it as the detail says";
          case AWAY -> "start the database, or set console.store";
          case TAKEN -> "stop the other console, or give this one a store of its own";
          case FOREIGN -> "set console.store to another place, or run this version's console";
        };
    ObjectNode json =
        problem(context, 503, "The store cannot answer", e.getMessage(), cure)
            .put("store", e.kind().name().toLowerCase(Locale.ROOT));
    write(context, json);
  }

  /** A bug of ours: the log has its trace, the answer has none. */
  private static void ours(Context context, RuntimeException e) {
    LOG.error("{} {} failed", context.method(), context.endpoint().path, e);
    answer(
        context,
        500,
        "This should not have happened",
        e.getClass().getSimpleName(),
        "see the console's log, and report it");
  }

  static void answer(
      Context context, int status, String title, @Nullable String detail, String cure) {
    write(context, problem(context, status, title, detail, cure));
  }

  private static ObjectNode problem(
      Context context, int status, String title, @Nullable String detail, String cure) {
    context.status(status);
    return Json.object()
        .put("status", status)
        .put("title", title)
        .put("detail", detail == null ? title : detail)
        .put("cure", cure);
  }

  private static void write(Context context, ObjectNode json) {
    context.contentType("application/problem+json").result(Json.bytes(json));
  }
}
