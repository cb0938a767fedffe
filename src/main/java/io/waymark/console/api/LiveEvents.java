package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.waymark.console.store.Deliveries;
import io.waymark.console.store.Page;
import io.waymark.console.store.PageRequest;
import io.waymark.console.store.StoreException;
import io.waymark.console.store.Triggers;
import io.waymark.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events, which say that there is something new, and not what: pages ask for what they
 * show. Once a second one thread makes the messages, one for all viewers, and offers those that
 * have changed; without viewers it makes none.
 */
final class LiveEvents implements AutoCloseable {
  static final int MOST_VIEWERS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int SHOWN_TRIGGERS = 20;

  /** Ticks after which a comment finds viewers that are gone. */
  private static final int ALIVE_EVERY = 15;

  private static final byte[] ALIVE = ": alive\n\n".getBytes(StandardCharsets.UTF_8);

  private final ApiParts parts;
  private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(LiveEvents::daemon);
  private final Map<String, byte[]> last = new ConcurrentHashMap<>();

  /** The kinds of events that fail now, and why. */
  private final Map<String, String> troubles = new ConcurrentSkipListMap<>();

  private int ticks;

  LiveEvents(ApiParts parts) {
    this.parts = parts;
  }

  void start() {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            this::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Opens a stream, which lasts until its reader or the server ends. */
  void answer(Call call) throws AnswerException, IOException {
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
    Viewer viewer = new Viewer(context.res().getOutputStream());
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

  /** Makes the messages and offers those that have changed. */
  synchronized void tick() {
    if (viewers.isEmpty()) {
      troubles.clear();
      return;
    }
    if (++ticks % ALIVE_EVERY == 0) {
      viewers.forEach(viewer -> viewer.offer("alive", ALIVE));
    }
    offer("journey", this::cut);
    offer("triggers", () -> Optional.of(triggers()));
    offer("deliveries", () -> Optional.of(deliveries()));
    // Health comes last, as it tells of the troubles of the others.
    offer("health", () -> Optional.of(health()));
  }

  /**
   * Offers the news of a kind. A failure, such as a store that is away, must not keep the other
   * kinds from anybody, nor the next news of this one.
   */
  private void offer(String name, Supplier<Optional<ObjectNode>> news) {
    try {
      news.get().ifPresent(json -> offerIfChanged(name, json));
      if (troubles.remove(name) != null) {
        LOG.info("live events of {} are sent again", name);
      }
    } catch (StoreException e) {
      if (isNew(name, String.valueOf(e.getMessage()))) {
        LOG.warn("no live events of {}: {}", name, e.getMessage());
      }
    } catch (RuntimeException | Error e) {
      if (isNew(name, e.toString())) {
        LOG.error("no live events of {}", name, e);
      }
    }
  }

  private boolean isNew(String name, String why) {
    return !why.equals(troubles.put(name, why));
  }

  /** Returns which events cannot be sent now, and why; empty where all can. */
  Optional<String> trouble() {
    return troubles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            troubles.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(
                    Collectors.joining(
                        "; ",
                        "pages do not follow what is new, so load them again by hand: ",
                        "")));
  }

  private Optional<ObjectNode> cut() {
    return parts.map().get().map(cut -> Json.object().put("asOf", Json.iso(cut.asOfMillis())));
  }

  private ObjectNode health() {
    HealthReport health = parts.health().get();
    return Json.object()
        .put("status", health.isUp() ? "up" : "down")
        .put("edition", Digest.hex(health.json() + troubles));
  }

  private ObjectNode triggers() {
    Page<Triggers.Row> page =
        parts.store().triggers().page(Triggers.Filter.ALL, PageRequest.first(SHOWN_TRIGGERS));
    ObjectNode json = Json.object();
    ArrayNode ids = json.putArray("ids");
    page.rows().forEach(row -> ids.add(row.id()));
    return json;
  }

  /** Names the newest step of a trigger, and digests the statuses of destinations. */
  private ObjectNode deliveries() {
    Deliveries deliveries = parts.store().deliveries();
    ObjectNode json = Json.object();
    deliveries
        .page(Deliveries.Filter.ALL, PageRequest.first(1))
        .rows()
        .forEach(row -> json.put("newest", row.id()));
    return json.put("statuses", Digest.hex(deliveries.statuses().toString()));
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
