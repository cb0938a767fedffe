package io.waymark.lab.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.wire.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final HttpClient client = HttpClient.newHttpClient();
  private WebhookReceiver receiver;

  @BeforeEach
  void start() throws Exception {
    receiver = WebhookReceiver.start(18_190, SECRET, Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void showsWhatArrivedNewestFirstWithItsWholeLedger() throws Exception {
    assertThat(send(SECRET, trigger("t1", "ann", 4_000L), "t1")).isEqualTo(204);
    assertThat(send(SECRET, trigger("t2", "ben", null), "t2")).isEqualTo(204);

    String page = get("/").body();

    assertThat(page).contains("2 arrived, 0 of them again, 0 refused");
    assertThat(page.indexOf("ben")).isPositive().isLessThan(page.indexOf("ann"));
    assertThat(row(page, "ann"))
        .containsExactly(
            "12:00:00.000",
            "Payment keeps failing",
            "ann",
            "service-desk",
            "Payment Failed 2 times",
            "11:59:55.000",
            "+1s",
            "+500ms",
            "+20ms",
            "+3s 480ms",
            "t1");
    assertThat(row(page, "ben")).endsWith("", "+1s 500ms", "+20ms", "+3s 480ms", "t2");
  }

  @Test
  void tellsAnArrivalFromItsRepetition() throws Exception {
    send(SECRET, trigger("t1", "ann", 4_000L), "t1");
    send(SECRET, trigger("t1", "ann", 4_000L), "t1");

    String page = get("/").body();

    assertThat(page).contains("1 arrived, 1 of them again, 0 refused", "t1 ×2");
  }

  @Test
  void refusesWhatIsSignedByAnotherSecretOrIsNoTrigger() throws Exception {
    assertThat(send(OTHER, trigger("t1", "ann", 4_000L), "t1")).isEqualTo(401);
    assertThat(send(SECRET, "{}".getBytes(StandardCharsets.UTF_8), "t1")).isEqualTo(400);

    assertThat(get("/").body())
        .contains("0 arrived, 0 of them again, 2 refused; the last: it is no");
  }

  @Test
  void escapesWhatASenderChose() throws Exception {
    send(SECRET, trigger("t1", "<script>alert('x')</script>", 4_000L), "t1");

    assertThat(get("/").body())
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
        .doesNotContain("<script>alert");
  }

  @Test
  void keepsTheLatestOnlyAndCountsAll() throws Exception {
    Arrivals arrivals = new Arrivals();
    for (int i = 0; i < 3 * Arrivals.MOST; i++) {
      arrivals.add(Topics.TRIGGERS.document().read(trigger("t" + i, "x".repeat(5_000), 4_000L)), i);
    }

    Arrivals.Reading reading = arrivals.read();

    assertThat(reading.arrived()).isEqualTo(3 * Arrivals.MOST);
    assertThat(reading.newestFirst()).hasSize(Arrivals.MOST);
    assertThat(reading.newestFirst().get(0).id()).isEqualTo("t" + (3 * Arrivals.MOST - 1));
    assertThat(reading.newestFirst().get(0).customer()).hasSizeLessThan(400);
  }

  @Test
  void answersWithNothingWhereThePageHasAllAlready() throws Exception {
    String version = get("/arrivals").headers().firstValue("ETag").orElseThrow();

    int before = get("/arrivals", "If-None-Match", version).statusCode();
    send(SECRET, trigger("t1", "ann", 4_000L), "t1");
    int after = get("/arrivals", "If-None-Match", version).statusCode();

    assertThat(List.of(before, after)).containsExactly(304, 200);
  }

  @Test
  void runsItsOwnScriptOnlyAndWorksWithoutOne() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.body()).contains("<noscript><meta http-equiv=\"refresh\"");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'");
    assertThat(get("/page.js").body())
        .contains("fetch('/arrivals'")
        .doesNotContain("import", "http");
    assertThat(get("/page.css").statusCode()).isEqualTo(200);
  }

  @Test
  void answersToTheNamesOfThisMachineOnly() throws Exception {
    try (java.net.Socket socket =
        new java.net.Socket("127.0.0.1", URI.create(receiver.address()).getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 403")
          .doesNotContain("Triggers that arrived");
    }
  }

  /** Returns the cells of the row of a customer. */
  private static List<String> row(String page, String customer) {
    String row =
        page.lines().filter(line -> line.contains(">" + customer + "<")).findFirst().orElseThrow();
    return List.of(row.replaceAll("</?tr>|<td[^>]*>", "").split("</td>", -1)).stream()
        .limit(11)
        .toList();
  }

  private static byte[] trigger(String id, String customer, Long receivedBeforeNoon) {
    long noon = NOON.toEpochMilli();
    Trigger trigger =
        new Trigger(
            id,
            "payment-keeps-failing",
            "v1",
            "Payment keeps failing",
            Signal.FRUSTRATION,
            "customer-service",
            "service-desk",
            50,
            customer,
            false,
            "purchase",
            null,
            "Payment Failed 2 times",
            noon - 5_000,
            null,
            List.of(new Trigger.Evidence("failure", "e1", "Payment Failed", noon - 5_000)),
            Map.of(),
            new Trigger.Latency(
                noon - 5_000,
                receivedBeforeNoon == null ? null : (Long) (noon - receivedBeforeNoon),
                noon - 3_500));
    return Topics.TRIGGERS.document().write(trigger, noon - 3_480);
  }

  private int send(String secret, byte[] body, String id) throws Exception {
    long seconds = Instant.now().getEpochSecond();
    String text = new String(body, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver.address()))
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(seconds))
            .header("webhook-signature", new Webhook(secret).sign(id, seconds, text))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(receiver.address()).resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
