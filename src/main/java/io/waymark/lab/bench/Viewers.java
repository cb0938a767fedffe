package io.waymark.lab.bench;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Viewers who look on at the live map, as the page does: each has a stream of events, and asks for
 * the map every two seconds, until it is closed.
 */
final class Viewers implements AutoCloseable {
  private static final String STREAM = "/api/events?segment=all&window=week";
  private static final String MAP = "/api/journey?compare=before";
  private static final long EVERY_MILLIS = 2_000;

  private final List<CompletableFuture<?>> streams = new ArrayList<>();
  private final AtomicLong bytes = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ConsoleProcess console;

  private Viewers(ConsoleProcess console) {
    this.console = console;
  }

  static Viewers open(ConsoleProcess console, int many) {
    Viewers viewers = new Viewers(console);
    for (int i = 0; i < many; i++) {
      viewers.streams.add(viewers.ask(STREAM));
      Future<?> unused =
          viewers.clock.scheduleAtFixedRate(
              viewers::askForMap, i * EVERY_MILLIS / many, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
    return viewers;
  }

  private void askForMap() {
    CompletableFuture<?> unused = ask(MAP);
  }

  private CompletableFuture<?> ask(String path) {
    return console
        .client()
        .sendAsync(
            console.request(path).header("Accept-Encoding", "gzip").build(),
            HttpResponse.BodyHandlers.fromSubscriber(new Counter()));
  }

  /** Returns the bytes that all have received. */
  long bytes() {
    return bytes.get();
  }

  /** Returns how many streams are open. */
  long open() {
    return streams.stream().filter(stream -> !stream.isDone()).count();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    streams.forEach(stream -> stream.cancel(true));
  }

  private final class Counter implements Flow.Subscriber<List<ByteBuffer>> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      buffers.forEach(buffer -> bytes.addAndGet(buffer.remaining()));
    }

    /** Ends with its stream, which {@link #open} counts. */
    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}
