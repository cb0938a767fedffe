package io.waymark.console.feed;

import io.waymark.console.live.LiveMap;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics that the job writes, in its own thread, and survives outages of Kafka and of
 * the store.
 *
 * <p>Each round asks for the state of the topics, reads the records that came and has them kept.
 * Where Kafka does not answer, the state keeps the reason and the next round tries again. Where the
 * store does not take what was read, the state keeps the reason too, and nothing more is read until
 * it has taken it. A bug of ours ends the thread; the state says so.
 */
public final class Feed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration READ_AT_MOST = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Follower.Maker maker;
  private final Recorder recorder;
  private final Losses losses;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Feed::daemon);
  private volatile FeedState state;
  private @Nullable Follower follower;
  private int read;
  private Recorder.@Nullable Reading pending;

  /** Keeps a wrong password from being tried every second, which may lock the user. */
  private Instant again = Instant.MIN;

  /** Makes the feed of a store and a map, which it alone writes. */
  public static Feed of(FollowedTopics followed, RowStore store, LiveMap map, Clock clock) {
    Losses losses = new Losses();
    return new Feed(
        () -> KafkaFollower.open(followed, store::offsets, losses),
        new StoreRecorder(followed.prefix(), store, map, losses),
        losses,
        clock);
  }

  Feed(Follower.Maker maker, Recorder recorder, Losses losses, Clock clock) {
    this.maker = maker;
    this.recorder = recorder;
    this.losses = losses;
    this.clock = clock;
    this.state = FeedState.atStart(clock.instant());
  }

  public void start() {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(this::roundOrEnd, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  public FeedState state() {
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
    if (!hasMended() || !hasKept()) {
      return;
    }
    try {
      Follower current = follower();
      answered(current);
      Instant end = clock.instant().plus(READ_AT_MOST);
      int count;
      do {
        Recorder.Reading reading = current.read(POLL);
        count = reading.records().size();
        read += count;
        pending = reading;
      } while (hasKept() && count > 0 && clock.instant().isBefore(end));
    } catch (NoAnswerException e) {
      refused(e);
    }
  }

  /** Sets a damaged store aside, after which all is read again. */
  private boolean hasMended() {
    try {
      Optional<String> done = recorder.mend();
      if (done.isPresent()) {
        pending = null;
        closeFollower();
        state = state.mended(done.get(), clock.instant());
      }
      return true;
    } catch (StoreException e) {
      troubled(e);
      return false;
    }
  }

  /** Has the store keep what was read; returns whether it has. */
  private boolean hasKept() {
    Recorder.Reading waiting = pending;
    if (waiting != null && !waiting.records().isEmpty()) {
      try {
        recorder.keep(waiting);
      } catch (StoreException e) {
        troubled(e);
        return false;
      }
      if (state.trouble() != null) {
        LOG.info("the store takes rows again");
        state = state.stored(null, clock.instant());
      }
    }
    pending = null;
    return true;
  }

  private void troubled(StoreException trouble) {
    String why = String.valueOf(trouble.getMessage());
    if (!why.equals(state.trouble())) {
      LOG.warn("{}", why);
    }
    state = state.stored(why, clock.instant());
  }

  private Follower follower() throws NoAnswerException {
    if (follower == null) {
      follower = maker.make();
    }
    return follower;
  }

  private void answered(Follower current) throws NoAnswerException, InterruptedException {
    FeedState next = state.answered(current.ask(), read, losses.all(), clock.instant());
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
