package io.waymark.console.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinException;
import io.waymark.console.access.Access;
import io.waymark.console.access.Inquiry;
import io.waymark.console.access.Session;
import io.waymark.kafka.RootCause;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Answers over HTTP, from memory and the store: no request that reads waits for Kafka.
 *
 * <p>{@code /health} answers 200 when every check is up, else 503; {@code /health/live} answers 503
 * only where a restart would help, which it does not while Kafka is away. Both need no login.
 */
public final class ApiServer implements AutoCloseable {
  private static final int MOST_THREADS = 32;

  private final Javalin javalin;
  private final LiveEvents events;

  private ApiServer(Javalin javalin, LiveEvents events) {
    this.javalin = javalin;
    this.events = events;
  }

  /**
   * Starts the server.
   *
   * @param port 0 for a free one
   * @throws CannotListenException if host and port cannot be listened on
   */
  public static ApiServer start(ApiParts parts, String host, int port)
      throws CannotListenException {
    LiveEvents events = new LiveEvents(parts);
    Javalin javalin = Javalin.create(config -> configure(config, parts, Routes.of(parts, events)));
    try {
      javalin.start(host, port);
    } catch (JavalinException e) {
      throw cannotListen(host, port, e);
    }
    events.start();
    return new ApiServer(javalin, events);
  }

  /** Returns the port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Sends news now, not within a second. */
  void tick() {
    events.tick();
  }

  @Override
  public void close() {
    events.close();
    javalin.stop();
  }

  private static void configure(JavalinConfig config, ApiParts parts, List<Route> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = false;
    config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS);
    config.http.maxRequestSize = Call.MOST_BODY;
    config.routes.before(Headers::add);
    Errors.register(config.routes);
    config.routes.get("/health", context -> answer(context, parts.health()));
    config.routes.get(
        "/health/live", context -> answerAlive(context, parts.health().get().isAlive()));
    for (Route route : routes) {
      config.routes.addEndpoint(
          new Endpoint(
              route.method(), route.path(), context -> answer(context, route, parts.access())));
    }
    Pages pages = new Pages();
    config.routes.get("/", pages::answer);
    config.routes.get("/<path>", pages::answer);
    config.routes.error(HttpStatus.NOT_FOUND, ApiServer::answerMissing);
    config.routes.error(
        413,
        context ->
            Errors.answer(
                context,
                413,
                "The request is too large",
                "a body may have " + Call.MOST_BODY + " bytes",
                "shorten it; a rule has at most 65,536 characters"));
  }

  private static void answer(Context context, Route route, Access access) throws Exception {
    Inquiry inquiry =
        new Inquiry(
            route.isWrite(),
            context.header("Host"),
            context.header("Origin"),
            context.header(Access.TOKEN),
            context.cookie(Access.SESSION));
    Session session = null;
    if (route.needed() == null) {
      access.admitAnyone(inquiry);
      session = access.session(inquiry).orElse(null);
    } else {
      session = access.admit(inquiry, route.needed());
    }
    route.answerer().answer(new Call(context, session));
  }

  private static void answer(Context context, Supplier<HealthReport> health) {
    HealthReport report = health.get();
    context.status(status(report.isUp()));
    context.contentType("application/json").result(report.json());
  }

  private static void answerAlive(Context context, boolean isAlive) {
    context.status(status(isAlive));
    context
        .contentType("application/json")
        .result(Json.bytes(Json.object().put("status", isAlive ? "up" : "down")));
  }

  /** Says so where no route has; a route that misses something has said what. */
  private static void answerMissing(Context context) {
    if (!"application/problem+json".equals(context.res().getContentType())) {
      Errors.answer(
          context, 404, "There is nothing here", "nothing has this address", "try /health");
    }
  }

  private static HttpStatus status(boolean isUp) {
    return isUp ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
  }

  private static CannotListenException cannotListen(String host, int port, JavalinException e) {
    return new CannotListenException(
        "cannot listen on %s:%d: %s; choose another with --port or --host"
            .formatted(host, port, RootCause.message(e)),
        e);
  }
}
