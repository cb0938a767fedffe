package io.waymark.kafka;

import io.waymark.settings.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker where a topic ends.
 *
 * <p>The broker is asked in the background while somebody wants to know, once for all who ask in
 * this process. Half a minute after the last question the thread ends by itself, so that nothing is
 * left behind when a job leaves the process.
 */
public final class TopicEnds implements Ends {
  private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(30);

  /** Holds each inquiry as long as its thread runs. */
  private static final Map<Key, EndsInquiry> RUNNING = new ConcurrentHashMap<>();

  private record Key(Connection kafka, String topic) {}

  private final Key key;
  private final Duration forgottenAfter;

  public TopicEnds(Connection kafka, String topic) {
    this(kafka, topic, FORGOTTEN_AFTER);
  }

  TopicEnds(Connection kafka, String topic, Duration forgottenAfter) {
    this.key = new Key(kafka, topic);
    this.forgottenAfter = forgottenAfter;
  }

  @Override
  public @Nullable Answer since(long nanos) {
    EndsInquiry inquiry = RUNNING.compute(key, (same, running) -> wanted(running));
    Answer newest = inquiry.answer();
    return newest == null || newest.askedNanos() - nanos < 0 ? null : newest;
  }

  private EndsInquiry wanted(@Nullable EndsInquiry running) {
    EndsInquiry inquiry = running;
    if (inquiry == null) {
      EndsInquiry started = new EndsInquiry(key.kafka(), key.topic(), forgottenAfter);
      inquiry = started;
      Thread thread = new Thread(() -> run(started), "ends of " + key.topic());
      thread.setDaemon(true);
      thread.start();
    }
    inquiry.want();
    return inquiry;
  }

  /** Runs an inquiry to its end, however it ends: the next question starts another one. */
  private void run(EndsInquiry inquiry) {
    try {
      inquiry.askWhile(this::isKept);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      RUNNING.remove(key, inquiry);
    }
  }

  /** Drops the inquiry unless it is wanted, in one step with a question that comes now. */
  private boolean isKept() {
    return RUNNING.computeIfPresent(key, (same, inquiry) -> inquiry.isWanted() ? inquiry : null)
        != null;
  }

  /** Returns how many topics are asked about in this process. */
  static int running() {
    return RUNNING.size();
  }
}
