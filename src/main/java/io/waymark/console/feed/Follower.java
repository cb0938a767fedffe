package io.waymark.console.feed;

import java.time.Duration;
import java.util.Map;

/** The feed's access to Kafka, for one thread. */
interface Follower extends AutoCloseable {
  /** Makes a follower, which need not have reached Kafka yet. */
  interface Maker {
    Follower make() throws NoAnswerException;
  }

  /** Asks Kafka for the state of each topic, and begins to follow new topics. */
  Map<String, TopicState> ask() throws NoAnswerException, InterruptedException;

  /** Reads records: those that come within some time, or enough of them to be kept at once. */
  Recorder.Reading read(Duration patience) throws NoAnswerException, InterruptedException;

  @Override
  void close();
}
