package io.waymark.console;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinException;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Answers over HTTP, from memory: nobody waits for Kafka here.
 *
 * <p>{@code /health} is 200 when all is well and 503 when it is not; {@code /health/live} is 503
 * only where a restart would help: Kafka that is away is not mended by one.
 */
final class WebServer implements AutoCloseable {
  private static final int MOST_THREADS = 16;

  private final Javalin javalin;

  private WebServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
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

  /** Answers are data: no browser has to guess, keep, frame or run any of it. */
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

  /**
   * The innermost says why: the port is taken, the address not of this machine, the right missing.
   */
  private static CannotListenException cannotListen(String host, int port, JavalinException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new CannotListenException(
        "cannot listen on %s:%d: %s; choose another with --port or --host"
            .formatted(host, port, cause.getMessage()),
        e);
  }
}
