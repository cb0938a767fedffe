package io.waymark.lab.bench;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Viewers who look on at the live map, each with a stream of events, until it is closed. */
final class Viewers implements AutoCloseable {
  private static final String STREAM = "/api/events?segment=all&window=week";

  private final List<CompletableFuture<?>> streams = new ArrayList<>();
  private final AtomicLong bytes = new AtomicLong();

  private Viewers() {}

  static Viewers open(ConsoleProcess console, int many) {
    Viewers viewers = new Viewers();
    for (int i = 0; i < many; i++) {
      viewers.streams.add(
          console
              .client()
              .sendAsync(
                  console.request(STREAM).build(),
                  HttpResponse.BodyHandlers.fromSubscriber(viewers.new Counter())));
    }
    return viewers;
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
