package io.waymark.console;

import java.time.Clock;

/** The feed and the server before it, from the start until it is closed. */
public final class Console implements AutoCloseable {
  private final Feed feed;
  private final WebServer server;

  private Console(Feed feed, WebServer server) {
    this.feed = feed;
    this.server = server;
  }

  /**
   * Returns when the server answers, whether or not Kafka does.
   *
   * @param port 0 for a free one
   * @throws CannotListenException if host and port cannot be listened on
   */
  public static Console start(Kafka kafka, String host, int port, Clock clock)
      throws CannotListenException {
    Feed feed = new Feed(() -> KafkaFollower.open(kafka), clock);
    WebServer server =
        WebServer.start(() -> Health.of(kafka, feed.state(), clock.instant()), host, port);
    feed.start();
    return new Console(feed, server);
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Takes no more requests, ends those under way and lets go of Kafka. */
  @Override
  public void close() {
    server.close();
    feed.close();
  }
}
