package io.waymark.deliver.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinException;
import io.waymark.deliver.lane.Clocks;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Answers Prometheus and whoever asks how the delivery is: {@code /metrics}; {@code /health}, which
 * is 503 unless all is up; {@code /health/live}, which is 503 only where a restart would help. All
 * without a login, as nothing in it is about a customer.
 */
public final class WatchServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Javalin javalin;

  private WatchServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts to answer.
   *
   * @param port 0 for a free one
   * @param clocks those of the states
   * @throws UnusablePortException if host and port cannot be listened on
   */
  public static WatchServer start(DeliveryMetrics metrics, Clocks clocks, String host, int port)
      throws UnusablePortException {
    Javalin javalin = Javalin.create(config -> configure(config, metrics, clocks));
    try {
      javalin.start(host, port);
    } catch (JavalinException e) {
      throw new UnusablePortException(host, port, e);
    }
    return new WatchServer(javalin);
  }

  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(JavalinConfig config, DeliveryMetrics metrics, Clocks clocks) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = false;
    config.jetty.threadPool = new QueuedThreadPool(THREADS);
    config.routes.get(
        "/metrics",
        context -> context.contentType(Exposition.CONTENT_TYPE).result(metrics.write()));
    config.routes.get("/health", context -> answer(context, health(metrics, clocks)));
    config.routes.get(
        "/health/live",
        context -> answer(context, health(metrics, clocks).isAlive(), JSON.createObjectNode()));
  }

  private static DeliveryHealth health(DeliveryMetrics metrics, Clocks clocks) {
    return new DeliveryHealth(metrics.state(), clocks.steadyMillis());
  }

  private static void answer(Context context, DeliveryHealth health) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode checks = json.putObject("checks");
    for (DeliveryHealth.Check each : health.checks()) {
      checks.putObject(each.name()).put("status", status(each.isUp())).put("says", each.says());
    }
    answer(context, health.isUp(), json);
  }

  private static void answer(Context context, boolean isUp, ObjectNode json) {
    json.put("status", status(isUp));
    context.status(isUp ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    context.contentType("application/json").result(json.toString());
  }

  private static String status(boolean isUp) {
    return isUp ? "up" : "down";
  }
}
