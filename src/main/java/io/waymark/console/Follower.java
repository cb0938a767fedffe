package io.waymark.console;

import java.time.Duration;
import java.util.Map;

/** What the feed asks of Kafka, from one thread. */
interface Follower extends AutoCloseable {
  /** Makes one; it need not have reached Kafka yet. */
  interface Maker {
    Follower make() throws NoAnswerException;
  }

  /** How Kafka says that each topic is. Begins to follow those that it did not follow before. */
  Map<String, TopicState> ask() throws NoAnswerException, InterruptedException;

  /** Reads what came, or waits for it; returns how many records it were. */
  int read(Duration patience) throws NoAnswerException, InterruptedException;

  @Override
  void close();
}
