package io.waymark.deliver.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections that come in and hands each to a script, in a thread of its own. */
final class CountingServer implements AutoCloseable {
  /** What a server does with a connection. */
  @FunctionalInterface
  interface Script {
    void play(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  /** Listens on an address of this machine; all of them for null. */
  CountingServer(InetAddress address, Script script) throws IOException {
    server = new ServerSocket(0, 50, address);
    start("accepting", () -> accept(script));
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        connections.incrementAndGet();
        open.add(connection);
        start("answering", () -> play(script, connection));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void play(Script script, Socket connection) {
    try (connection) {
      script.play(connection);
    } catch (IOException e) {
      // The client hung up, which is what some tests are about.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
