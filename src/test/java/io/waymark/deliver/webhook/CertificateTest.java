package io.waymark.deliver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Cause;
import io.waymark.deliver.lane.Clocks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers whose certificates are as they should not be; none of them gets to see a webhook. */
class CertificateTest {
  private static final String HERE = "ip:127.0.0.1";

  @TempDir private static Path folder;
  private static Certificates certificates;
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor();

  private final AtomicInteger requests = new AtomicInteger();

  @BeforeAll
  static void makeAuthority() throws Exception {
    certificates = new Certificates(folder);
  }

  @AfterAll
  static void stop() {
    TIMER.shutdownNow();
  }

  @Test
  void deliversToAReceiverThatItsAuthorityHasCertified() throws Exception {
    Answer answer = send(certificates.receiver("good", HERE, "-1d"));

    assertThat(answer.kind()).as(answer.reason()).isEqualTo(Answer.Kind.DELIVERED);
    assertThat(requests).hasValue(1);
  }

  @Test
  void sendsNothingToAReceiverWhoseCertificateHasExpired() throws Exception {
    assertRefused(
        send(certificates.receiver("expired", HERE, "-10d")),
        "the certificate of 127.0.0.1 has expired");
  }

  @Test
  void sendsNothingToAReceiverWhoseCertificateIsNotValidYet() throws Exception {
    assertRefused(
        send(certificates.receiver("early", HERE, "+10d")),
        "the certificate of 127.0.0.1 is not valid yet");
  }

  @Test
  void sendsNothingToAReceiverWhoseCertificateIsForAnotherHost() throws Exception {
    assertRefused(
        send(certificates.receiver("other", "dns:desk.example", "-1d")),
        "the certificate of 127.0.0.1 is for another host");
  }

  @Test
  void sendsNothingToAReceiverThatHasSignedItsOwnCertificate() throws Exception {
    assertRefused(
        send(certificates.selfSigned()),
        "the certificate of 127.0.0.1 is signed by nobody that this Java trusts");
  }

  @Test
  void trustsNoAuthorityButThoseOfThisJava() throws Exception {
    SSLContext receiver = certificates.receiver("unknown", HERE, "-1d");
    try (CountingServer server = server(receiver);
        WebhookClient client =
            new WebhookClient(
                SystemDefaultDnsResolver.INSTANCE,
                1,
                TIMER,
                Clocks.of(Clock.systemUTC()),
                WebhookClient.TOTAL)) {
      assertRefused(
          send(client, server),
          "the certificate of 127.0.0.1 is signed by nobody that this Java trusts");
    }
  }

  private void assertRefused(Answer answer, String reason) {
    assertThat(answer.kind()).isEqualTo(Answer.Kind.FAILED);
    assertThat(answer.cause()).isEqualTo(Cause.TLS);
    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(requests).hasValue(0);
  }

  private Answer send(SSLContext receiver) throws Exception {
    try (CountingServer server = server(receiver);
        WebhookClient client =
            new WebhookClient(
                SystemDefaultDnsResolver.INSTANCE,
                1,
                TIMER,
                Clocks.of(Clock.systemUTC()),
                WebhookClient.TOTAL,
                new DefaultClientTlsStrategy(certificates.client()))) {
      return send(client, server);
    }
  }

  private static Answer send(WebhookClient client, CountingServer server) {
    return client.send(
        new WebhookRequest("t1", "{}".getBytes(StandardCharsets.UTF_8), "text/plain", Map.of()),
        URI.create("https://127.0.0.1:" + server.port() + "/"),
        new Signatures(List.of()),
        Long.MAX_VALUE);
  }

  private CountingServer server(SSLContext context) throws IOException {
    return new CountingServer(
        InetAddress.getLoopbackAddress(), connection -> answer(context, connection));
  }

  private void answer(SSLContext context, Socket connection) throws IOException {
    try (SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(connection, null, 0, true)) {
      tls.setUseClientMode(false);
      if (tls.getInputStream().read(new byte[10_000]) > 0) {
        requests.incrementAndGet();
        tls.getOutputStream()
            .write(
                "HTTP/1.1 204 Done\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
