package io.waymark.lab.bench;

import io.javalin.Javalin;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A receiver of webhooks that accepts each at once. */
final class AcceptingEndpoint implements AutoCloseable {
  private static final int THREADS = 200;
  private static final int NO_CONTENT = 204;

  private final AtomicLong accepted = new AtomicLong();
  private final Javalin javalin;

  private AcceptingEndpoint() {
    javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.concurrency.useVirtualThreads = false;
              config.jetty.threadPool = new QueuedThreadPool(THREADS);
              config.routes.post(
                  "/",
                  context -> {
                    accepted.incrementAndGet();
                    context.status(NO_CONTENT);
                  });
            });
  }

  /** Starts on a free port of the loopback address. */
  static AcceptingEndpoint start() {
    AcceptingEndpoint endpoint = new AcceptingEndpoint();
    endpoint.javalin.start("127.0.0.1", 0);
    return endpoint;
  }

  int port() {
    return javalin.port();
  }

  long accepted() {
    return accepted.get();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
