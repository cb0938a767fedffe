package io.waymark.deliver.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Kind;
import io.waymark.deliver.lane.Clocks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against receivers of all kinds, each on a socket of its own. */
class WebhookClientTest {
  private static final String NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String BODY = "{\"id\":\"t1\",\"data\":{\"name\":\"Größe 👋\"}}";
  private static final Duration SHORT = Duration.ofMillis(700);

  private record Received(Map<String, String> headers, String body) {}

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void signsWithEachSecretSoThatEitherVerifies() throws Exception {
    Answer answer = send(answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), NEW, OLD);

    Received request = received.poll(10, TimeUnit.SECONDS);
    assertThat(answer.kind()).as(answer.reason()).isEqualTo(Kind.DELIVERED);
    assertThat(answer.bytes()).isEqualTo(2);
    assertThat(request.body()).isEqualTo(BODY);
    assertThat(request.headers())
        .containsEntry("webhook-id", "t1")
        .containsEntry("ce-type", "io.waymark.trigger.stall")
        .containsEntry("content-type", "application/cloudevents+json; charset=UTF-8");
    assertThat(request.headers().get("webhook-signature").split(" ")).hasSize(2);
    for (String secret : List.of(NEW, OLD)) {
      assertThatCode(() -> new Webhook(secret).verify(request.body(), signed(request)))
          .doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> new Webhook(NEW).verify(request.body() + " ", signed(request)))
        .isInstanceOf(Exception.class);
  }

  @Test
  void refusesASecretThatIsNoneWithoutShowingIt() {
    assertThatThrownBy(() -> new Signatures(List.of("whsec_no secret!")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageNotContaining("no secret!");
  }

  @ParameterizedTest
  @CsvSource({
    "200, DELIVERED, HTTP 200 X",
    "204, DELIVERED, HTTP 204 X",
    "301, FAILED, HTTP 301 X; redirects are not followed",
    "400, FAILED, HTTP 400 X",
    "404, FAILED, HTTP 404 X",
    "410, GONE, HTTP 410 X",
    "429, BUSY, HTTP 429 X",
    "500, FAILED, HTTP 500 X",
    "503, BUSY, HTTP 503 X"
  })
  void tellsAnswersApart(int status, Kind kind, String reason) throws Exception {
    Answer answer = send(answering("HTTP/1.1 " + status + " X\r\nConnection: close\r\n\r\n"));

    assertThat(answer.kind()).isEqualTo(kind);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.reason()).isEqualTo(reason);
  }

  @Test
  void followsNoRedirect() throws Exception {
    try (CountingServer inside = new CountingServer(loopback(), socket -> {})) {
      Answer answer =
          send(
              answering(
                  "HTTP/1.1 307 Elsewhere\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:"
                      + inside.port()
                      + "/\r\n\r\n"));

      assertThat(answer.kind()).isEqualTo(Kind.FAILED);
      assertThat(inside.connections()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "120, 120000",
    "' 7 ', 7000",
    "'Sun, 01 Mar 2026 12:01:00 GMT', 60000",
    "'Sun, 01 Mar 2026 11:00:00 GMT', 0",
    "soon, 0",
    "-5, 0",
    "99999999999999999999, 0"
  })
  void readsRetryAfterInBothForms(String text, long millis) {
    long noon = java.time.Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    assertThat(AnswerHead.pauseMillis(text, noon)).isEqualTo(millis);
  }

  @Test
  void endsInTimeAgainstAReceiverThatSaysNothing() throws Exception {
    assertEndsInTime(socket -> socket.getInputStream().readAllBytes());
  }

  @Test
  void endsInTimeAgainstAReceiverThatDripsItsHeaders() throws Exception {
    assertEndsInTime(
        socket -> {
          receive(socket);
          OutputStream out = socket.getOutputStream();
          out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
          drip(out);
        });
  }

  @Test
  void endsInTimeAgainstAReceiverThatDripsItsAnswerAndTakesItsStatus() throws Exception {
    long start = System.nanoTime();
    Answer answer =
        send(
            socket -> {
              receive(socket);
              OutputStream out = socket.getOutputStream();
              out.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
              drip(out);
            });

    assertThat(answer.kind()).isEqualTo(Kind.DELIVERED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.multipliedBy(6));
  }

  @Test
  void readsNoMoreThan64KilobytesOfAnAnswer() throws Exception {
    Answer answer =
        send(
            socket -> {
              receive(socket);
              OutputStream out = socket.getOutputStream();
              out.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
              byte[] much = new byte[1 << 16];
              while (true) {
                out.write(much);
              }
            });

    assertThat(answer.kind()).isEqualTo(Kind.DELIVERED);
    assertThat(answer.bytes()).isEqualTo(65_536);
    assertThat(answer.tookMillis()).isLessThan(SHORT.toMillis());
  }

  @ParameterizedTest
  @CsvSource({
    "'no HTTP at all\r\n\r\n'",
    "'HTTP/1.1 \u0000\r\n\r\n'",
    "'HTTP/9.9 999 ?\r\n\r\n'",
    "''"
  })
  void takesGarbageForAFailure(String garbage) throws Exception {
    Answer answer =
        send(
            socket -> {
              receive(socket);
              socket.getOutputStream().write(garbage.getBytes(StandardCharsets.UTF_8));
            });

    assertThat(answer.kind()).isEqualTo(Kind.FAILED);
    assertThat(answer.reason()).isNotBlank().matches("[ -~]+");
  }

  /** A head that breaks off may be the first bytes of anything. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "H",
        "HTTP/1.1 2",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"
      })
  void takesAHeadThatBreaksOffForAFailure(String head) throws Exception {
    Answer answer = send(answering(head));

    assertThat(answer.kind()).isEqualTo(Kind.FAILED);
    assertThat(answer.cause()).isEqualTo(Answer.Cause.BROKEN_ANSWER);
    assertThat(answer.reason()).contains("the connection ended before the head of an answer did");
  }

  @Test
  void takesTheStatusOfAWholeHeadThoughItsBodyBreaksOff() throws Exception {
    Answer answer = send(answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok"));

    assertThat(answer.kind()).isEqualTo(Kind.DELIVERED);
  }

  @Test
  void takesHeadersWithoutEndForAFailure() throws Exception {
    Answer answer =
        send(
            socket -> {
              receive(socket);
              OutputStream out = socket.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
              for (int i = 0; i < 1_000_000; i++) {
                out.write(("X-" + i + ": y\r\n").getBytes(StandardCharsets.US_ASCII));
              }
            });

    assertThat(answer.kind()).isEqualTo(Kind.FAILED);
  }

  @Test
  void takesARefusedConnectionForAFailure() throws Exception {
    int port;
    try (CountingServer gone = new CountingServer(loopback(), socket -> {})) {
      port = gone.port();
    }
    try (WebhookClient client = client()) {
      Answer answer =
          client.send(request(), url(port), new Signatures(List.of(NEW)), Long.MAX_VALUE);

      assertThat(answer.kind()).isEqualTo(Kind.FAILED);
      assertThat(answer.reason()).contains("refused");
    }
  }

  @Test
  void sendsNothingAtTheExpiryAndBreaksOffThere() throws Exception {
    long now = System.currentTimeMillis();
    try (CountingServer silent =
            new CountingServer(loopback(), socket -> socket.getInputStream().readAllBytes());
        WebhookClient client = client()) {
      Signatures signatures = new Signatures(List.of(NEW));

      Answer late = client.send(request(), url(silent.port()), signatures, now);
      Answer cut =
          client.send(request(), url(silent.port()), signatures, System.currentTimeMillis() + 200);

      assertThat(late.kind()).isEqualTo(Kind.NOT_SENT);
      assertThat(cut.kind()).isEqualTo(Kind.FAILED);
      assertThat(cut.tookMillis()).isBetween(150L, SHORT.toMillis() - 50);
      assertThat(silent.connections()).isEqualTo(1);
    }
  }

  @Test
  void usesAConnectionAgain() throws Exception {
    try (CountingServer server =
            new CountingServer(
                loopback(),
                socket -> {
                  while (receive(socket)) {
                    socket
                        .getOutputStream()
                        .write(
                            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                                .getBytes(StandardCharsets.US_ASCII));
                  }
                });
        WebhookClient client = client()) {
      List<Kind> kinds = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        kinds.add(
            client
                .send(request(), url(server.port()), new Signatures(List.of(NEW)), Long.MAX_VALUE)
                .kind());
      }

      assertThat(kinds).containsOnly(Kind.DELIVERED);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private void assertEndsInTime(CountingServer.Script script) throws Exception {
    long start = System.nanoTime();

    Answer answer = send(script);

    assertThat(answer.kind()).isEqualTo(Kind.FAILED);
    assertThat(answer.reason()).startsWith("no answer");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.multipliedBy(6));
  }

  private static void drip(OutputStream out) throws IOException, InterruptedException {
    for (int i = 0; i < 10_000; i++) {
      out.write('x');
      out.flush();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private CountingServer.Script answering(String answer) {
    return socket -> {
      receive(socket);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    };
  }

  /** Reads one request; returns false at the end of the connection. */
  private boolean receive(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      head.append((char) next);
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    head.toString()
        .lines()
        .filter(line -> line.contains(": "))
        .forEach(line -> headers.put(line.split(": ", 2)[0], line.split(": ", 2)[1]));
    byte[] body = in.readNBytes(Integer.parseInt(headers.get("content-length")));
    received.add(new Received(headers, new String(body, StandardCharsets.UTF_8)));
    return true;
  }

  private Answer send(CountingServer.Script script, String... secrets) throws IOException {
    List<String> all = secrets.length == 0 ? List.of(NEW) : List.of(secrets);
    try (CountingServer server = new CountingServer(loopback(), script);
        WebhookClient client = client()) {
      return client.send(request(), url(server.port()), new Signatures(all), Long.MAX_VALUE);
    }
  }

  private WebhookClient client() {
    return new WebhookClient(
        SystemDefaultDnsResolver.INSTANCE, 10, timer, Clocks.of(Clock.systemUTC()), SHORT);
  }

  private static WebhookRequest request() {
    return new WebhookRequest(
        "t1",
        BODY.getBytes(StandardCharsets.UTF_8),
        "application/cloudevents+json; charset=UTF-8",
        Map.of("ce-type", "io.waymark.trigger.stall"));
  }

  private static Map<String, List<String>> signed(Received request) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      headers.put(name, List.of(request.headers().get(name)));
    }
    return headers;
  }

  private static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port + "/hook");
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }
}
