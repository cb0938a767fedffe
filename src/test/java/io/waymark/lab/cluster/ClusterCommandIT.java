package io.waymark.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.cli.ClusterCommand;
import io.waymark.cli.LiveRule;
import io.waymark.cli.Waymark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs a cluster with the commands that a person types. */
class ClusterCommandIT {
  private static final Pattern JOB = Pattern.compile("(?m)^job +([0-9a-f]{32}) RUNNING");

  @TempDir private Path folder;

  private record Said(int exit, String text) {
    String job() {
      Matcher matcher = JOB.matcher(text);
      assertThat(matcher.find()).as(text).isTrue();
      return matcher.group(1);
    }
  }

  @AfterEach
  void endProcesses() throws Exception {
    if (ClusterLayout.kept(folder) != null) {
      cluster("down");
    }
  }

  @Test
  void saysWhatToDoWhereThereIsNoCluster() {
    Said said = cluster("status");

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text()).contains("there is no cluster in", "cluster up --data " + folder);
  }

  @Test
  void looksForTheJobByTheNameThatItsFileSays() {
    Said up = cluster("up", "--set", "job.name=other");

    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.text()).contains("job.name belongs into flink-conf/waymark.yaml");
  }

  @Test
  void joinsNobodyElsesProcess() throws Exception {
    ClusterLayout layout = ClusterLayout.of(folder, 1);
    layout.keep();
    try (ServerSocket other =
        new ServerSocket(layout.brokerPort(), 1, InetAddress.getLoopbackAddress())) {
      Said up = cluster("up");

      assertThat(up.exit()).isEqualTo(1);
      assertThat(up.text())
          .contains("port " + other.getLocalPort() + ", where kafka listened, is taken");
    }
  }

  @Test
  void goesOnWithTheSameJobAfterAKillAndAfterAStop() throws Exception {
    Said up = cluster("up", "--task-managers", "1");
    assertThat(up.exit()).as(up.text()).isZero();
    String job = up.job();

    Path rules = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        rules.resolve("seen.yaml"), LiveRule.text("seen", "{steps: [{it: Product Viewed}]}"));
    ClusterLayout layout = ClusterLayout.kept(folder);
    assertThat(
            Waymark.execute(
                "rules",
                "push",
                rules.toString(),
                "--set",
                "kafka.bootstrap=" + layout.bootstrap()))
        .isZero();

    new Processes(folder).kill("taskmanager-1");
    Said killed = cluster("status");
    assertThat(killed.exit()).isEqualTo(1);
    assertThat(killed.text()).containsPattern("taskmanager-1 +does not run");

    assertThat(cluster("up", "--task-managers", "1").job()).isEqualTo(job);
    assertThat(cluster("status").exit()).isZero();

    assertThat(cluster("down").exit()).isZero();
    for (String name : List.of("kafka", "zookeeper", "jobmanager", "taskmanager-1")) {
      assertThat(new Processes(folder).running(name)).as(name).isEmpty();
    }

    assertThat(cluster("up", "--task-managers", "1").job()).isEqualTo(job);

    nobodyElseEndsIt(job);
    isForTheOwnerOnly();
    goesOnFromASavepoint(job);
  }

  /** Knocks as anybody may who reaches the port: without the certificate. */
  private void nobodyElseEndsIt(String job) throws Exception {
    int port = ClusterLayout.kept(folder).restPort();
    List<HttpRequest> requests =
        Stream.of("http", "https")
            .flatMap(
                scheme -> {
                  String base = scheme + "://127.0.0.1:" + port + "/jobs/" + job;
                  return Stream.of(
                      HttpRequest.newBuilder(URI.create(base + "?mode=cancel"))
                          .method("PATCH", HttpRequest.BodyPublishers.noBody())
                          .build(),
                      HttpRequest.newBuilder(URI.create(base + "/yarn-cancel")).build());
                })
            .toList();

    assertThat(requests).hasSize(4).noneMatch(this::isServed);
    assertThat(cluster("status").job()).isEqualTo(job);
  }

  /** Tries a request, trusting whatever certificate the server shows. */
  private boolean isServed(HttpRequest request) {
    try {
      SSLContext trusting = SSLContext.getInstance("TLS");
      trusting.init(null, new TrustManager[] {new Credulous()}, null);
      return HttpClient.newBuilder()
              .sslContext(trusting)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofString())
              .statusCode()
          < 300;
    } catch (IOException e) {
      return false;
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Trusts everybody. */
  private static final class Credulous extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** Looks at all that processes and commands have written, the pushed rules apart. */
  private void isForTheOwnerOnly() throws Exception {
    List<String> open = new ArrayList<>();
    List<String> looked = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(p -> !p.equals(folder)).toList()) {
        if (!each.startsWith(folder.resolve("rules")) && Files.exists(each)) {
          String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
          looked.add(folder.relativize(each).toString());
          if (!permissions.endsWith("------")) {
            open.add(permissions + " " + folder.relativize(each));
          }
        }
      }
    }
    assertThat(looked).contains("cluster.properties", "pids", "log", "kafka", "checkpoints", "tls");
    assertThat(open).isEmpty();
  }

  private void goesOnFromASavepoint(String job) throws Exception {
    assertThat(cluster("up", "--from-savepoint", "nowhere").text())
        .contains("--from-savepoint nowhere is no savepoint");
    Path another = Files.createDirectories(folder.resolve("another"));
    Files.createFile(another.resolve("_metadata"));
    assertThat(cluster("up", "--from-savepoint", another.toString()).text())
        .contains("job " + job + " runs");

    assertThat(cluster("flink", "stop", "--type", "native", job).exit()).isZero();
    assertThat(cluster("status").text()).containsPattern("job +none runs");

    Path savepoint;
    try (Stream<Path> savepoints = Files.list(folder.resolve("savepoints"))) {
      savepoint = savepoints.findFirst().orElseThrow();
    }
    Said forgetful = cluster("up");
    assertThat(forgetful.exit()).isEqualTo(1);
    assertThat(forgetful.text()).contains("--from-savepoint " + savepoint, "--without-state");

    Said up = cluster("up", "--from-savepoint", savepoint.toString());

    assertThat(up.exit()).as(up.text()).isZero();
    assertThat(up.text()).contains("taskmanager-1").doesNotContain("taskmanager-2");
    assertThat(restoredFrom(up.job())).isEqualTo(savepoint.toUri().getPath());
  }

  /** Returns the path of the savepoint that a job began from, with a slash at its end. */
  private String restoredFrom(String job) throws Exception {
    ClusterLayout layout = ClusterLayout.kept(folder);
    String path =
        new FlinkRest(layout.webUi(), layout.certificate())
            .get("/jobs/" + job + "/checkpoints")
            .path("latest")
            .path("restored")
            .path("external_path")
            .asText();
    return URI.create(path.endsWith("/") ? path : path + "/").getPath();
  }

  private Said cluster(String command, String... options) {
    StringWriter text = new StringWriter();
    CommandLine line =
        new CommandLine(new ClusterCommand())
            .setOut(new PrintWriter(text, true))
            .setErr(new PrintWriter(text, true))
            .setExecutionExceptionHandler(
                (failure, at, parsed) -> {
                  at.getErr().println(failure.getMessage());
                  return 1;
                });
    String[] all = new String[options.length + 3];
    all[0] = command;
    all[1] = "--data";
    all[2] = folder.toString();
    System.arraycopy(options, 0, all, 3, options.length);
    return new Said(line.execute(all), text.toString());
  }
}
