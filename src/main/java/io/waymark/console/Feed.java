package io.waymark.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics that the job writes, in its own thread, and survives outages of Kafka.
 *
 * <p>Each round asks for the state of the topics and reads the records that came. Where Kafka does
 * not answer, the state keeps the reason and the next round tries again. A bug of ours ends the
 * thread; the state says so.
 */
final class Feed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration READ_AT_MOST = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Follower.Maker maker;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Feed::daemon);
  private volatile FeedState state;
  private @Nullable Follower follower;
  private int read;

  /** Keeps a wrong password from being tried every second, which may lock the user. */
  private Instant again = Instant.MIN;

  Feed(Follower.Maker maker, Clock clock) {
    this.maker = maker;
    this.clock = clock;
    this.state = FeedState.atStart(clock.instant());
  }

  void start() {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(this::roundOrEnd, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  FeedState state() {
    return state;
  }

  /** Publishes a failure before it is thrown, which makes the executor end all rounds. */
  private void roundOrEnd() {
    try {
      round();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("the feed has ended", e);
      state = state.failed(e.toString(), clock.instant());
      throw e;
    }
  }

  /** Asks, then reads until no more records come or it is time to ask again. */
  void round() throws InterruptedException {
    if (clock.instant().isBefore(again)) {
      state = state.seen(clock.instant());
      return;
    }
    try {
      Follower current = follower();
      answered(current);
      Instant end = clock.instant().plus(READ_AT_MOST);
      int count;
      do {
        count = current.read(POLL);
        read += count;
      } while (count > 0 && clock.instant().isBefore(end));
    } catch (NoAnswerException e) {
      refused(e);
    }
  }

  private Follower follower() throws NoAnswerException {
    if (follower == null) {
      follower = maker.make();
    }
    return follower;
  }

  private void answered(Follower current) throws NoAnswerException, InterruptedException {
    FeedState next = state.answered(current.ask(), read, clock.instant());
    read = 0;
    if (state.answered() == null || state.refusal() != null) {
      LOG.info("Kafka answers");
    }
    state = next;
  }

  private void refused(NoAnswerException refusal) {
    String why = String.valueOf(refusal.getMessage());
    if (!why.equals(state.refusal())) {
      LOG.warn("{}", why);
    }
    state = state.refused(why, clock.instant());
    if (refusal.isFinal()) {
      again = clock.instant().plus(PAUSE_AFTER_REFUSAL);
      closeFollower();
    }
  }

  private void closeFollower() {
    if (follower != null) {
      follower.close();
      follower = null;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (thread.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        closeFollower();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "feed");
    thread.setDaemon(true);
    return thread;
  }
}
