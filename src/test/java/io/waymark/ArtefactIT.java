package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks what was packaged: the jar for a Flink cluster, the console's jar, and the folder that the
 * launcher runs from.
 */
class ArtefactIT {
  private static final Artefact JOB = new Artefact(Path.of("target", "waymark-job.jar"));
  private static final Artefact CONSOLE = new Artefact(Path.of("target", "waymark-console.jar"));
  private static final Path LIB = Path.of("target", "lib");

  /** The jars in {@code target/lib} that a Flink cluster has in its own folder {@code lib}. */
  private static final String OF_A_CLUSTER =
      "(flink-(?!connector-kafka)|slf4j-|log4j-|commons-cli-|kryo-|objenesis-|rocksdb).*\\.jar";

  private static final String LIBRARIES_OF_JOB =
      "io/cloudevents|picocli|dev/cel|cel/parser|com/fasterxml/jackson"
          + "|com/google/(auto/value|common|errorprone|j2objc|protobuf|re2j|thirdparty)"
          + "|org/apache/(kafka|commons/(lang3|numbers|rng|statistics)|flink/(connector/kafka|streaming/(connectors|util)))"
          + "|org/(antlr/v4|jspecify|snakeyaml|threeten/extra|xerial/snappy|yaml/snakeyaml)"
          + "|com/github/luben/zstd|net/jpountz";

  private static final String LIBRARIES_OF_CONSOLE =
      "io/(cloudevents|github/bucket4j|javalin|leangen/geantyref)|picocli|dev/cel|cel/parser"
          + "|com/fasterxml/jackson/(annotation|core|databind)|com/standardwebhooks"
          + "|com/google/(auto/value|common|errorprone|j2objc|protobuf|re2j|thirdparty)"
          + "|com/(nimbusds|password4j|zaxxer/hikari)|net/minidev"
          + "|org/apache/(commons/(lang3|numbers|rng|statistics)|hc|kafka|logging)"
          + "|org/(antlr/v4|eclipse/jetty|jdbi|jspecify|objectweb/asm|postgresql|slf4j|snakeyaml)"
          + "|org/(sqlite|threeten/extra|xerial/snappy|yaml/snakeyaml)"
          + "|jakarta/servlet|kotlin|com/github/luben/zstd|net/jpountz";

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

  @TempDir Path folder;

  @Test
  void jobJarHoldsThePackagesOfTheJob() throws IOException {
    assertThat(JOB.packages())
        .containsExactly(
            "binary",
            "cli",
            "customer",
            "expression",
            "govern",
            "govern.rate",
            "intake",
            "job",
            "job.breaker",
            "job.journey",
            "job.map",
            "job.metric",
            "job.outcome",
            "job.playback",
            "job.sink",
            "job.source",
            "job.stream",
            "journey",
            "journey.estimate",
            "kafka",
            "lifecycle",
            "match",
            "match.cep",
            "match.compact",
            "match.selection",
            "model",
            "rule",
            "settings",
            "wire",
            "yaml");
    assertThat(JOB.entries("io/waymark/cli/[^$]+\\.class"))
        .containsExactlyInAnyOrder(
            "io/waymark/cli/CommandException.class",
            "io/waymark/cli/JobCommand.class",
            "io/waymark/cli/SettingsOptions.class");
    assertThat(JOB.entries("[^/]+/|[^/]+\\.xml"))
        .contains("lifecycles/", "mappings/", "segments/")
        .doesNotContain("rules/", "log4j2.xml");
  }

  @Test
  void consoleJarHoldsThePackagesOfTheConsole() throws IOException {
    assertThat(CONSOLE.packages())
        .containsExactly(
            "binary",
            "cli",
            "console",
            "console.access",
            "console.api",
            "console.authoring",
            "console.feed",
            "console.live",
            "console.store",
            "customer",
            "deliver",
            "deliver.address",
            "deliver.destination",
            "deliver.lane",
            "deliver.watch",
            "deliver.webhook",
            "expression",
            "govern",
            "govern.rate",
            "journey",
            "journey.estimate",
            "kafka",
            "lifecycle",
            "match",
            "match.compact",
            "match.selection",
            "model",
            "replay",
            "rule",
            "settings",
            "wire",
            "yaml");
    assertThat(CONSOLE.entries("io/waymark/cli/[^$]+\\.class"))
        .containsExactlyInAnyOrder(
            "io/waymark/cli/CommandException.class",
            "io/waymark/cli/ConsoleCommand.class",
            "io/waymark/cli/ConsoleUserCommand.class",
            "io/waymark/cli/DeliverCheckCommand.class",
            "io/waymark/cli/DeliverCommand.class",
            "io/waymark/cli/DeliverDisableCommand.class",
            "io/waymark/cli/DeliverEnableCommand.class",
            "io/waymark/cli/DeliverReplayCommand.class",
            "io/waymark/cli/DeliverSwitch.class",
            "io/waymark/cli/DestinationsFile.class",
            "io/waymark/cli/Execution.class",
            "io/waymark/cli/SettingsOptions.class");
    assertThat(CONSOLE.entries("log4j2\\.xml")).hasSize(1);
    assertThat(CONSOLE.entries("(console|lifecycles|schemas|segments)/.+"))
        .contains(
            "console/openapi.yaml",
            "lifecycles/commerce.yaml",
            "schemas/rule.schema.json",
            "segments/default.yaml");
    assertThat(CONSOLE.entries("(mappings|rules)/.*")).isEmpty();
    assertThat(CONSOLE.entries("META-INF/services/io\\.waymark.*")).isEmpty();
  }

  /**
   * A library can bring classes of others inside its own jar, where no list of artifacts has them.
   */
  @Test
  void jobJarHoldsNoClassesButOursAndThoseOfTheListedLibraries() throws IOException {
    assertThat(JOB.entries(".*\\.class"))
        .hasSizeGreaterThan(5_000)
        .allMatch(name -> isOfUsOr(LIBRARIES_OF_JOB, name));
  }

  @Test
  void consoleJarHoldsNoClassesButOursAndThoseOfTheListedLibraries() throws IOException {
    assertThat(CONSOLE.entries(".*\\.class"))
        .hasSizeGreaterThan(5_000)
        .allMatch(name -> isOfUsOr(LIBRARIES_OF_CONSOLE, name));
  }

  @Test
  void jobJarLeavesOutWhatAClusterBrings() throws IOException {
    assertThat(
            JOB.entries(
                "org/apache/flink/(api|cep|client|configuration|core|metrics|runtime|state)/.*"))
        .isEmpty();
    assertThat(JOB.entries("org/apache/flink/(connector/(base|file)|streaming/(api|runtime))/.*"))
        .isEmpty();
  }

  @Test
  void jobJarHoldsEveryClassThatOursReferTo() throws IOException {
    assertThat(JOB.missing(Artefact.jars(LIB, OF_A_CLUSTER))).isEmpty();
  }

  @Test
  void consoleJarHoldsEveryClassThatOursReferTo() throws IOException {
    assertThat(CONSOLE.missing(List.of())).isEmpty();
  }

  @Test
  void jarsAreUnsignedAndNameTheirMains() throws IOException {
    for (Artefact artefact : List.of(JOB, CONSOLE)) {
      assertThat(artefact.entries("META-INF/[^/]+\\.(SF|DSA|RSA|EC)")).isEmpty();
    }
    assertThat(JOB.manifest(Name.MAIN_CLASS)).isEqualTo("io.waymark.cli.JobCommand");
    assertThat(CONSOLE.manifest(Name.MAIN_CLASS)).isEqualTo("io.waymark.cli.ConsoleCommand");
  }

  @Test
  void jobJarRunsBesideTheJarsOfACluster() throws Exception {
    String classPath = Artefact.classPath(JOB.jar(), Artefact.jars(LIB, OF_A_CLUSTER));

    assertThat(outputOf(Artefact.java("-cp", classPath, "io.waymark.cli.JobCommand", "--settings")))
        .contains("kafka.bootstrap");
  }

  @Test
  void consoleJarSaysHowItIsUsed() throws Exception {
    assertThat(outputOf(Artefact.java("-jar", CONSOLE.jar().toString(), "--help")))
        .startsWith("Usage: console ")
        .contains("--port=N");
  }

  @Test
  void consoleJarAnswersWhereNoBrokerIs() throws Exception {
    Process console =
        Artefact.java(
            "-jar",
            CONSOLE.jar().toString(),
            "--port",
            "0",
            "--set",
            "kafka.bootstrap=127.0.0.1:1",
            "--set",
            "console.store=" + folder);
    try (BufferedReader output = console.inputReader(StandardCharsets.UTF_8)) {
      URI health =
          output
              .lines()
              .flatMap(line -> ADDRESS.matcher(line).results().map(MatchResult::group))
              .map(address -> URI.create(address + "health"))
              .findFirst()
              .orElseThrow();

      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).startsWith("{");
    } finally {
      console.destroy();
      console.waitFor();
    }
  }

  /** The launcher takes all of lib; a version left over from before would hide the right one. */
  @Test
  void libHoldsOnlyWhatIsOnOurClassPath() throws IOException {
    assertThat(Artefact.jars(LIB, ".*").stream().map(jar -> jar.getFileName().toString()))
        .as("jars in target/lib; `mvn clean` removes left-overs")
        .isSubsetOf(fileNamesOnClassPath())
        .anyMatch(name -> name.startsWith("flink-runtime-2"))
        .anyMatch(name -> name.startsWith("flink-metrics-prometheus"))
        .anyMatch(name -> name.startsWith("kafka_2.13"))
        .anyMatch(name -> name.startsWith("zstd-jni"));
  }

  @Test
  void launcherNamesTheJarThatWasBuilt() {
    assertThat(fileNamesOnClassPath())
        .filteredOn(name -> name.startsWith("waymark-"))
        .singleElement()
        .satisfies(jar -> assertThat(Path.of("waymark")).content().contains("/target/" + jar));
    assertThat(Path.of("waymark")).isExecutable();
  }

  private static boolean isOfUsOr(String libraries, String name) {
    return name.matches(
        "(META-INF/versions/\\d+/)?((io/waymark|" + libraries + ")/.*|module-info.class)");
  }

  private static String outputOf(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static List<String> fileNamesOnClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).getFileName().toString())
        .toList();
  }
}
