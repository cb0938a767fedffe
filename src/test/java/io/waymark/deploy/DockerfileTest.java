package io.waymark.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DockerfileTest {
  /** The image's user `flink`. */
  private static final int FLINK = 9999;

  @Test
  void flinkIsThatOfTheBuild() {
    assertThat(Dockerfile.JOB.all("FROM"))
        .containsExactly("flink:" + Pom.property("flink.version") + "-java17");
    assertThat(Pom.property("maven.compiler.release")).isEqualTo("17");
  }

  @Test
  void runsAsFlink() {
    assertThat(Dockerfile.JOB.user()).isEqualTo(FLINK);
    assertThat(Dockerfile.JOB.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b))
        .hasValueSatisfying(last -> assertThat(last).startsWith("USER "));
  }

  @Test
  void takesOnlyWhatTheBuildContextHolds() {
    List<String> held =
        Deployed.read(Path.of(".dockerignore"))
            .lines()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();

    assertThat(Stream.concat(Dockerfile.JOB.sources(), Dockerfile.CONSOLE.sources()).distinct())
        .containsExactlyInAnyOrderElementsOf(held);
    assertThat(Path.of("flink-conf", "config.yaml")).exists();
    assertThat(Deployed.read(Path.of("pom.xml")))
        .contains("/waymark-job.jar</outputFile>", "/waymark-console.jar</outputFile>");
  }

  @Test
  void foldersOfTheConfigurationAreMadeForTheUser() {
    assertThat(Dockerfile.JOB.all("RUN"))
        .singleElement()
        .asString()
        .contains(
            "--owner=flink",
            "/var/lib/waymark ",
            "/var/lib/waymark/tmp",
            "/var/lib/waymark/zookeeper");
    assertThat(
            Deployed.flinkConf().toMap().values().stream().filter(value -> value.contains("/var/")))
        .allSatisfy(value -> assertThat(value).contains("/var/lib/waymark/"));
    assertThat(Deployed.read(Deployed.FLINK_CONF.resolve("zoo.cfg")))
        .contains("\ndataDir=/var/lib/waymark/zookeeper\n");
  }

  @Test
  void consoleHasItsJarAndItsSettingsAndIsNotRoot() {
    assertThat(Dockerfile.CONSOLE.all("FROM"))
        .singleElement()
        .asString()
        .matches(
            "eclipse-temurin:" + Pom.property("maven.compiler.release") + "\\.[0-9.]+_[0-9]+-jre");
    assertThat(Dockerfile.CONSOLE.sources())
        .containsExactly("target/waymark-console.jar", "flink-conf");
    assertThat(Dockerfile.CONSOLE.user()).isPositive();
  }
}
