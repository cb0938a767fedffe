package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.waymark.console.store.Page;
import io.waymark.console.store.PageRequest;
import io.waymark.console.store.StoreException;
import io.waymark.console.store.Triggers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events. Once a second one thread makes the messages of what has changed, one for all
 * who look at the same, and offers them; without viewers it makes none.
 */
final class LiveEvents implements AutoCloseable {
  static final int MOST_VIEWERS = 1_000;

  /** A larger change is told, and asked for as a whole. */
  static final int MOST_JOURNEY = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int SHOWN_TRIGGERS = 20;

  /** Ticks after which a comment finds viewers that are gone. */
  private static final int ALIVE_EVERY = 15;

  private static final byte[] ALIVE = ": alive\n\n".getBytes(StandardCharsets.UTF_8);

  private final ApiParts parts;
  private final Journeys journeys;
  private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(LiveEvents::daemon);
  private final Map<Journeys.Key, JourneyDocument> sent = new HashMap<>();
  private final Map<String, byte[]> last = new ConcurrentHashMap<>();
  private int ticks;

  LiveEvents(ApiParts parts) {
    this.parts = parts;
    this.journeys = new Journeys(parts.map());
  }

  Journeys journeys() {
    return journeys;
  }

  void start() {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            this::tickOrLog, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Opens a stream, which lasts until its reader or the server ends. */
  void answer(Call call) throws AnswerException, IOException {
    Journeys.Key key = JourneyRoutes.key(call);
    if (viewers.size() >= MOST_VIEWERS) {
      throw new AnswerException(
          503,
          "Too many look at once",
          MOST_VIEWERS + " streams are open",
          null,
          "close pages that nobody looks at, or load this page now and then");
    }
    Context context = call.context();
    context.contentType("text/event-stream; charset=utf-8");
    context.header("X-Accel-Buffering", "no");
    Viewer viewer = new Viewer(context.res().getOutputStream(), key);
    context.future(
        () -> {
          context.req().getAsyncContext().setTimeout(0);
          open(viewer, context);
          return viewer.closed().whenComplete((nothing, failure) -> viewers.remove(viewer));
        });
  }

  private void open(Viewer viewer, Context context) {
    viewer.offer("open", "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
    last.forEach(viewer::offer);
    viewers.add(viewer);
    try {
      context.res().getOutputStream().setWriteListener(viewer);
    } catch (IOException e) {
      viewer.close();
    }
  }

  /** A failure of one tick, such as a store that is away, must not end the ticks. */
  private void tickOrLog() {
    try {
      tick();
    } catch (StoreException e) {
      LOG.warn("no live triggers: {}", e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.error("live events have ended", e);
      viewers.forEach(Viewer::close);
      throw e;
    }
  }

  /** Makes the messages of what has changed and offers them to those who look at it. */
  synchronized void tick() {
    if (viewers.isEmpty()) {
      sent.clear();
      return;
    }
    if (++ticks % ALIVE_EVERY == 0) {
      viewers.forEach(viewer -> viewer.offer("alive", ALIVE));
    }
    offerJourneys();
    offerIfChanged("health", (ObjectNode) Json.document(parts.health().get().json()));
    offerIfChanged("triggers", triggers());
  }

  private void offerJourneys() {
    Map<Journeys.Key, List<Viewer>> byKey =
        viewers.stream().collect(Collectors.groupingBy(Viewer::journey));
    sent.keySet().retainAll(byKey.keySet());
    byKey.forEach(
        (key, looking) -> {
          Optional<JourneyDocument> now = journeys.find(key);
          if (now.isPresent()) {
            JourneyDocument before = sent.put(key, now.get());
            if (before != null && before.number() != now.get().number()) {
              byte[] message = message("journey", change(before, now.get()));
              looking.forEach(viewer -> viewer.offer("journey", message));
            }
          }
        });
  }

  private static ObjectNode change(JourneyDocument before, JourneyDocument now) {
    ObjectNode changes = now.changesSince(before);
    return Json.bytes(changes).length <= MOST_JOURNEY
        ? changes
        : Json.object().put("asOf", Json.iso(now.asOfMillis())).put("changed", true);
  }

  private ObjectNode triggers() {
    Page<Triggers.Row> page =
        parts.store().triggers().page(Triggers.Filter.ALL, PageRequest.first(SHOWN_TRIGGERS));
    ObjectNode json = Json.object();
    Json.array(json, "triggers", page.rows(), TriggerRoutes::row);
    return json;
  }

  private void offerIfChanged(String name, JsonNode json) {
    byte[] message = message(name, json);
    if (!Arrays.equals(message, last.put(name, message))) {
      viewers.forEach(viewer -> viewer.offer(name, message));
    }
  }

  /** Returns the lines of an event; JSON has no line breaks of its own. */
  private static byte[] message(String name, JsonNode json) {
    return ("event: "
            + name
            + "\ndata: "
            + new String(Json.bytes(json), StandardCharsets.UTF_8)
            + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    viewers.forEach(Viewer::close);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "live-events");
    thread.setDaemon(true);
    return thread;
  }
}
