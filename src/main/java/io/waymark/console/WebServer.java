package io.waymark.console;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinException;
import io.waymark.kafka.RootCause;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Answers over HTTP, from memory: no request waits for Kafka.
 *
 * <p>{@code /health} answers 200 when every check is up, else 503; {@code /health/live} answers 503
 * only where a restart would help, which it does not while Kafka is away.
 */
final class WebServer implements AutoCloseable {
  private static final int MOST_THREADS = 16;

  private final Javalin javalin;

  private WebServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts the server.
   *
   * @param port 0 for a free one
   */
  static WebServer start(Supplier<Health> health, String host, int port)
      throws CannotListenException {
    Javalin javalin = Javalin.create(WebServer::configure);
    javalin.before(WebServer::protect);
    javalin.get("/", context -> context.redirect("/health"));
    javalin.get("/health", context -> answer(context, health.get()));
    javalin.get("/health/live", context -> answerAlive(context, health.get().isAlive()));
    javalin.error(
        HttpStatus.NOT_FOUND,
        context -> json(context, HealthJson.error("there is nothing here; try /health")));
    try {
      javalin.start(host, port);
    } catch (JavalinException e) {
      throw cannotListen(host, port, e);
    }
    return new WebServer(javalin);
  }

  int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(JavalinConfig config) {
    config.showJavalinBanner = false;
    config.startupWatcherEnabled = false;
    config.useVirtualThreads = false;
    config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS);
  }

  /** Tells browsers that answers are data, not to be sniffed, cached, framed or run. */
  private static void protect(Context context) {
    context
        .header("Cache-Control", "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Content-Security-Policy", "default-src 'none'");
  }

  private static void answer(Context context, Health health) {
    context.status(status(health.isUp()));
    json(context, HealthJson.write(health));
  }

  private static void answerAlive(Context context, boolean isAlive) {
    context.status(status(isAlive));
    json(context, HealthJson.alive(isAlive));
  }

  private static HttpStatus status(boolean isUp) {
    return isUp ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
  }

  private static void json(Context context, String text) {
    context.contentType("application/json").result(text);
  }

  private static CannotListenException cannotListen(String host, int port, JavalinException e) {
    return new CannotListenException(
        "cannot listen on %s:%d: %s; choose another with --port or --host"
            .formatted(host, port, RootCause.of(e).getMessage()),
        e);
  }
}
