package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.console.store.Triggers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveEventsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension final Served served = new Served();

  @Test
  void namesTheNewestCutOfTheMapOnce() throws Exception {
    served.cut = Cuts.of(3, 1_000);
    try (Stream stream = new Stream("/api/events")) {
      stream.readUntil("event: journey\ndata: {\"asOf\":\"1970-01-01T00:00:01Z\"}\n\n");

      served.tick();
      served.cut = Cuts.of(4, 3_000);

      String next =
          stream.readUntil("event: journey\ndata: {\"asOf\":\"1970-01-01T00:00:03Z\"}\n\n");
      assertThat(next).doesNotContain("00:00:01Z");
    }
  }

  @Test
  void namesTheNewestTriggers() throws Exception {
    served.store.sent.add(new Triggers.Row("one", 1, 2L, "{}"));
    try (Stream stream = new Stream("/api/events")) {
      stream.readUntil("event: triggers\ndata: {\"ids\":[\"one\"]}\n\n");

      served.store.sent.add(0, new Triggers.Row("two", 1, 2L, "{}"));

      stream.readUntil("event: triggers\ndata: {\"ids\":[\"two\",\"one\"]}\n\n");
    }
  }

  @Test
  void tellsThatTheReportOfHealthIsAnother() throws Exception {
    try (Stream stream = new Stream("/api/events")) {
      String first = stream.readUntil("event: health") + stream.readUntil("\n\n");

      served.health = new HealthReport(true, true, "{\"status\": \"up\", \"behind\": 1}");

      String second = stream.readUntil("event: health") + stream.readUntil("\n\n");
      assertThat(second).contains("\"status\":\"up\"").isNotEqualTo(first);
    }
  }

  @Test
  void tellsTheHealthWhenItChanges() throws Exception {
    try (Stream stream = new Stream("/api/events")) {
      stream.readUntil("event: health");

      served.health = new HealthReport(false, true, "{\"status\": \"down\"}");

      assertThat(stream.readUntil("\"down\"")).contains("event: health");
    }
  }

  @Test
  void goesOnWithTheOtherEventsWhileOneFailsAndSaysSo() throws Exception {
    served.mistake = new IllegalStateException("a mistake");
    try (Stream stream = new Stream("/api/events")) {
      stream.readUntil("event: triggers");
      stream.readUntil("event: health");
      JsonNode during = Served.json(served.get("/api/health"));
      served.mistake = null;
      served.cut = Cuts.of(4, 3_000);
      stream.readUntil("event: journey");
      // Told as the report is another one now.
      stream.readUntil("event: health");
      JsonNode after = Served.json(served.get("/api/health"));

      assertThat(during.path("status").asText()).isEqualTo("down");
      assertThat(during.at("/checks/events/says").asText())
          .isEqualTo(
              "pages do not follow what is new, so load them again by hand:"
                  + " journey: java.lang.IllegalStateException: a mistake");
      assertThat(after.path("status").asText()).isEqualTo("up");
      assertThat(after.path("checks").has("events")).isFalse();
    }
  }

  /** A page that sleeps for an hour costs one message of each kind, and wakes up to the latest. */
  @Test
  void givesASlowReaderTheLatestOnly() throws Exception {
    int messages = 40;
    String filler = "x".repeat(2_000_000);
    served.store.sent.add(new Triggers.Row("first", 1, 2L, "{}"));
    try (Stream slow = new Stream("/api/events");
        Stream fast = new Stream("/api/events")) {
      slow.readUntil("event: health");
      fast.readUntil("event: health");
      for (int i = 1; i <= messages; i++) {
        served.store.sent.set(0, new Triggers.Row("number " + i + "," + filler, 1, 2L, "{}"));
        served.tick();
        fast.readUntil("number " + i + ",");
      }

      String late = slow.readUntil("number " + messages + ",");

      assertThat(late.split("number ", -1).length - 1).isLessThan(messages / 2);
    }
  }

  /** Reads a stream of events as it pleases. */
  private final class Stream implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;
    private final StringBuilder pending = new StringBuilder();

    Stream(String path) throws IOException {
      socket.setReceiveBufferSize(16 << 10);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()));
      socket.setSoTimeout((int) PATIENCE.toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      in = socket.getInputStream();
    }

    /** Returns what comes up to a text and with it; what comes behind it is for the next call. */
    String readUntil(String end) throws IOException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      byte[] buffer = new byte[64 << 10];
      int from = 0;
      int found;
      while ((found = pending.indexOf(end, from)) < 0) {
        int count = in.read(buffer);
        if (count < 0 || System.nanoTime() > deadline) {
          throw new IOException("'" + end + "' is not among " + pending.length() + " characters");
        }
        from = Math.max(0, pending.length() - end.length());
        pending.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      }
      String read = pending.substring(0, found + end.length());
      pending.delete(0, read.length());
      return read;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
