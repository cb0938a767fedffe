package io.waymark.lab.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.FreePort;
import io.waymark.lab.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Knocks at the web interface of Flink in this process, as anybody may who reaches its port. */
class WebGateIT {
  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(30));

  @TempDir private static Path folder;

  private static int port;
  private static JobClient job;

  @BeforeAll
  static void startJob() throws Exception {
    port = FreePort.near(28081);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, LocalFlink.endless(1, folder, port));
    env.fromSequence(0, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
    job = env.executeAsync("endless");
    PATIENCE.await("it runs", () -> status() == JobStatus.RUNNING);
  }

  @AfterAll
  static void endJob() throws Exception {
    job.cancel().get(30, TimeUnit.SECONDS);
  }

  @Test
  void showsTheJobToWhoeverSitsAtThisMachine() throws Exception {
    String answer = send("GET /jobs HTTP/1.1", "Host: localhost:" + port);

    assertThat(answer).startsWith("HTTP/1.1 200").contains(job.getJobID().toString());
    assertThat(answer.toLowerCase(Locale.ROOT))
        .doesNotContain("access-control-allow-origin: *")
        .doesNotContain("access-control-allow-origin: null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATCH /jobs/JOB?mode=cancel HTTP/1.1",
        "PATCH /v1/jobs/JOB?mode=cancel HTTP/1.1",
        "GET /jobs/JOB/yarn-cancel HTTP/1.1",
        "GET /v1/jobs/JOB/yarn-cancel HTTP/1.1",
        "GET /jobs/JOB/yarn%2Dcancel HTTP/1.1",
        "GET /jobs/JOB/yarn-stop HTTP/1.1",
        "POST /jobs/JOB/stop HTTP/1.1",
        "POST /jobs HTTP/1.1",
        "DELETE /cluster HTTP/1.1"
      })
  void endsNothingWhoeverAsks(String request) throws Exception {
    assertThat(send(request, "Host: 127.0.0.1:" + port)).startsWith("HTTP/1.1 403");
    assertThat(send(request, "Host: 127.0.0.1:" + port, "Origin: http://127.0.0.1:" + port))
        .startsWith("HTTP/1.1 403");
    assertThat(send(request, "Host: evil.example", "Origin: http://evil.example"))
        .startsWith("HTTP/1.1 403");

    assertThat(status()).isEqualTo(JobStatus.RUNNING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: localhost:PORT\r\nOrigin: http://evil.example",
        "Host: localhost:PORT\r\nOrigin: null",
        "Host: localhost:PORT\r\nSec-Fetch-Site: cross-site"
      })
  void showsNothingToForeignPages(String headers) throws Exception {
    String answer = send("GET /jobs HTTP/1.1", headers.replace("PORT", Integer.toString(port)));

    assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain(job.getJobID().toString());
    assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-allow-origin");
  }

  private static JobStatus status() throws InterruptedException {
    try {
      return job.getJobStatus().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static String send(String request, String... headers) throws IOException {
    String id = job.getJobID().toString();
    String text =
        request.replace("JOB", id)
            + "\r\n"
            + String.join("\r\n", headers)
            + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
