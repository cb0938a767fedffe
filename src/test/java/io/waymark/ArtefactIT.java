package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What was packaged: the jar for a Flink cluster, and the folder that the launcher runs from. */
class ArtefactIT {
  private static final Path JOB_JAR = Path.of("target", "waymark-job.jar");
  private static final Path LIB = Path.of("target", "lib");

  @Test
  void jobJarHoldsWhatAClusterDoesNotBring() throws IOException {
    assertThat(inJobJar(".*"))
        .contains(
            "io/waymark/model/Touchpoint.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
            "com/fasterxml/jackson/databind/ObjectMapper.class",
            "dev/cel/runtime/CelRuntime.class",
            "io/cloudevents/CloudEvent.class",
            "picocli/CommandLine.class");
  }

  @Test
  void jobJarLeavesOutWhatAClusterBrings() throws IOException {
    assertThat(
            inJobJar(
                "org/apache/flink/(api|cep|client|configuration|core|metrics|runtime|state)/.*"))
        .isEmpty();
    assertThat(inJobJar("org/apache/flink/(connector/(base|file)|streaming/(api|runtime))/.*"))
        .isEmpty();
    assertThat(inJobJar("org/(rocksdb|slf4j|apache/logging)/.*|log4j2.*")).isEmpty();
  }

  /**
   * A library can bring classes of others inside its own jar, where no list of artifacts has them.
   */
  @Test
  void jobJarHoldsNoClassesButOursAndThoseOfTheListedLibraries() throws IOException {
    String listed =
        "io/waymark|io/cloudevents|picocli|dev/cel|cel/parser|com/fasterxml/jackson"
            + "|com/google/(auto/value|common|errorprone|j2objc|protobuf|re2j|thirdparty)"
            + "|org/apache/(kafka|commons/lang3|flink/(connector/kafka|streaming/(connectors|util)))"
            + "|org/(antlr/v4|jspecify|snakeyaml|threeten/extra|xerial/snappy|yaml/snakeyaml)"
            + "|com/github/luben/zstd|net/jpountz";

    assertThat(inJobJar(".*\\.class"))
        .hasSizeGreaterThan(5_000)
        .allMatch(
            name ->
                name.matches("(META-INF/versions/\\d+/)?((" + listed + ")/.*|module-info.class)"));
  }

  @Test
  void jobJarHoldsNoBroker() throws IOException {
    assertThat(inJobJar("(kafka/server|scala|org/apache/kafka/(raft|storage))/.*")).isEmpty();
  }

  @Test
  void jobJarIsUnsignedAndNamesItsMain() throws IOException {
    assertThat(inJobJar("META-INF/[^/]+\\.(SF|DSA|RSA|EC)")).isEmpty();

    try (JarFile jar = new JarFile(JOB_JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
          .isEqualTo("io.waymark.cli.JobCommand");
    }
  }

  /** The launcher takes all of lib; a version left over from before would hide the right one. */
  @Test
  void libHoldsOnlyWhatIsOnOurClassPath() throws IOException {
    assertThat(fileNamesIn(LIB))
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

  private static List<String> inJobJar(String regex) throws IOException {
    try (JarFile jar = new JarFile(JOB_JAR.toFile())) {
      return jar.stream().map(ZipEntry::getName).filter(name -> name.matches(regex)).toList();
    }
  }

  private static List<String> fileNamesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static List<String> fileNamesOnClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).getFileName().toString())
        .toList();
  }
}
