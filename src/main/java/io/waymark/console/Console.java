package io.waymark.console;

import java.time.Clock;

/** The feed and the web server that answers from it, from the start until it is closed. */
public final class Console implements AutoCloseable {
  private final Feed feed;
  private final WebServer server;

  private Console(Feed feed, WebServer server) {
    this.feed = feed;
    this.server = server;
  }

  /**
   * Starts both and returns when the server answers, whether or not Kafka does.
   *
   * @param port 0 for a free one
   * @throws CannotListenException if host and port cannot be listened on
   */
  public static Console start(FollowedTopics followed, String host, int port, Clock clock)
      throws CannotListenException {
    Feed feed = new Feed(() -> KafkaFollower.open(followed), clock);
    WebServer server =
        WebServer.start(() -> Health.of(followed, feed.state(), clock.instant()), host, port);
    feed.start();
    return new Console(feed, server);
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Takes no more requests, finishes those in flight and closes the clients of Kafka. */
  @Override
  public void close() {
    server.close();
    feed.close();
  }
}
