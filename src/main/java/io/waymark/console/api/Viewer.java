package io.waymark.console.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One open stream of events. A message waits while the reader is slow, and a later one of the same
 * name takes its place: a slow reader gets the latest only and costs one message of each name. No
 * thread waits for a reader.
 */
final class Viewer implements WriteListener {
  private final ServletOutputStream out;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final Map<String, byte[]> waiting = new LinkedHashMap<>();
  private boolean isWritable;
  private boolean isDirty;

  Viewer(ServletOutputStream out) {
    this.out = out;
  }

  /** Is completed when nobody reads any more. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  /**
   * Hands a message over.
   *
   * @param name one message of a name waits at most
   */
  synchronized void offer(String name, byte[] message) {
    waiting.put(name, message);
    if (isWritable) {
      writeOrClose();
    }
  }

  @Override
  public synchronized void onWritePossible() {
    isWritable = true;
    writeOrClose();
  }

  @Override
  public void onError(Throwable failure) {
    closed.complete(null);
  }

  void close() {
    closed.complete(null);
  }

  private void writeOrClose() {
    try {
      write();
    } catch (IOException e) {
      // The reader is gone.
      closed.complete(null);
    }
  }

  /** Writes while the reader takes it; else {@link #onWritePossible} is called again. */
  private void write() throws IOException {
    if (closed.isDone()) {
      return;
    }
    while (out.isReady()) {
      Iterator<byte[]> next = waiting.values().iterator();
      if (next.hasNext()) {
        byte[] message = next.next();
        next.remove();
        out.write(message);
        isDirty = true;
      } else if (isDirty) {
        isDirty = false;
        out.flush();
      } else {
        return;
      }
    }
    isWritable = false;
  }
}
