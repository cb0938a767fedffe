package io.waymark.deliver;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.waymark.wire.MalformedDocumentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/**
 * A receiver of webhooks that verifies each signature with the public library and keeps what it has
 * accepted. It can be stopped and started again under the same port.
 */
final class Desk implements AutoCloseable {
  /** A webhook that was accepted. */
  record Accepted(String id, String customer, long atMillis) {}

  private final Webhook verifier;
  private final ToIntFunction<String> statuses;
  private final List<Accepted> accepted = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private HttpServer server;
  private ExecutorService threads;
  private int port;

  /**
   * Starts to receive on a free port.
   *
   * @param statuses the status of the answer to an id, of which 204 accepts, and 0 hangs up
   */
  Desk(String secret, ToIntFunction<String> statuses) throws Exception {
    this.verifier = new Webhook(secret);
    this.statuses = statuses;
    start();
  }

  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    port = server.getAddress().getPort();
    threads = Executors.newFixedThreadPool(16);
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  int port() {
    return port;
  }

  /** Returns what was accepted, repetitions included, in the order of arrival. */
  synchronized List<Accepted> accepted() {
    return List.copyOf(accepted);
  }

  /** Returns the first arrival of each trigger, in the order of arrival. */
  List<Accepted> first() {
    Map<String, Accepted> first = new LinkedHashMap<>();
    accepted().forEach(each -> first.putIfAbsent(each.id(), each));
    return List.copyOf(first.values());
  }

  /** Returns what was wrong with webhooks. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = accept(exchange, body);
    if (status == 0) {
      // Hangs up without an answer.
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private synchronized int accept(HttpExchange exchange, byte[] body) {
    String id = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
    int status = statuses.applyAsInt(id);
    try {
      verifier.verify(new String(body, StandardCharsets.UTF_8), headers(exchange));
      TriggerText text = TriggerText.read(body);
      if (!text.trigger().id().equals(id)
          || !id.equals(exchange.getRequestHeaders().getFirst("ce-id"))) {
        faults.add("another id in a header: " + id);
      }
      if (status == 204) {
        accepted.add(new Accepted(id, text.trigger().customer(), System.currentTimeMillis()));
      }
    } catch (WebhookVerificationException | MalformedDocumentException e) {
      faults.add(e.toString());
    }
    return status;
  }

  private static Map<String, List<String>> headers(HttpExchange exchange) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
    return headers;
  }

  @Override
  public void close() {
    stop();
  }
}
