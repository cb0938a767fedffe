package io.waymark.kafka;

import io.waymark.settings.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
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

  private record Key(Connection kafka, String topic, String group) {}

  private final Key key;
  private final Duration forgottenAfter;
  private final Function<Map<String, Object>, Admin> clients;

  /**
   * Creates the ends of a topic, which asks nothing yet.
   *
   * @param group whose committed offsets say where a reader without a position begins
   */
  public TopicEnds(Connection kafka, String topic, String group) {
    this(kafka, topic, group, FORGOTTEN_AFTER, Admin::create);
  }

  TopicEnds(
      Connection kafka,
      String topic,
      String group,
      Duration forgottenAfter,
      Function<Map<String, Object>, Admin> clients) {
    this.key = new Key(kafka, topic, group);
    this.forgottenAfter = forgottenAfter;
    this.clients = clients;
  }

  @Override
  public @Nullable Answer since(long nanos) {
    Answer newest = inquiry().answer();
    return newest == null || newest.askedNanos() - nanos < 0 ? null : newest;
  }

  @Override
  public boolean isNothingLeft(Next next, long endOffset) {
    return inquiry().isNothingLeft(next, endOffset);
  }

  private EndsInquiry inquiry() {
    return RUNNING.compute(key, (same, running) -> wanted(running));
  }

  private EndsInquiry wanted(@Nullable EndsInquiry running) {
    EndsInquiry inquiry = running;
    if (inquiry == null) {
      EndsInquiry started =
          new EndsInquiry(key.kafka(), key.topic(), key.group(), forgottenAfter, clients);
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
