package io.waymark.lab.bench;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Viewers who look on at the live map, as the page does: each has a stream of events, and asks for
 * the map two seconds after an event has said that there is a new one.
 */
final class Viewers implements AutoCloseable {
  private static final String STREAM = "/api/events";
  private static final String NEW_MAP = "event: journey";
  private static final String MAP = "/api/journey?compare=before";
  private static final long REFRESH_MILLIS = 2_000;

  private final List<CompletableFuture<?>> streams = new ArrayList<>();
  private final AtomicLong bytes = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ConsoleProcess console;

  private Viewers(ConsoleProcess console) {
    this.console = console;
  }

  /** Opens the streams over the time of a refresh, as people do not come together. */
  static Viewers open(ConsoleProcess console, int many) throws InterruptedException {
    Viewers viewers = new Viewers(console);
    for (int i = 0; i < many; i++) {
      TimeUnit.MILLISECONDS.sleep(REFRESH_MILLIS / many);
      viewers.streams.add(
          viewers.ask(STREAM, BodyHandlers.fromLineSubscriber(new Taking<>(viewers.new Page()))));
    }
    return viewers;
  }

  private CompletableFuture<?> ask(String path, BodyHandler<?> body) {
    return console
        .client()
        .sendAsync(console.request(path).header("Accept-Encoding", "gzip").build(), body);
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

  /** Hears the events of one viewer, line by line. */
  private final class Page implements Consumer<String> {
    private final AtomicBoolean isWaiting = new AtomicBoolean();

    @Override
    public void accept(String line) {
      bytes.addAndGet(line.getBytes(StandardCharsets.UTF_8).length + 1);
      if (line.equals(NEW_MAP) && isWaiting.compareAndSet(false, true) && !clock.isShutdown()) {
        Future<?> unused = clock.schedule(this::refresh, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
      }
    }

    private void refresh() {
      isWaiting.set(false);
      CompletableFuture<?> unused =
          ask(MAP, BodyHandlers.fromSubscriber(new Taking<>(Viewers.this::count)));
    }
  }

  private void count(List<ByteBuffer> buffers) {
    buffers.forEach(buffer -> bytes.addAndGet(buffer.remaining()));
  }

  /** Takes all that comes, until its stream ends, which {@link #open} counts. */
  private record Taking<T>(Consumer<T> taker) implements Flow.Subscriber<T> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T part) {
      taker.accept(part);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}
