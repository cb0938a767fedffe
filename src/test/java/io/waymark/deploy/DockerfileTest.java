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
    assertThat(Dockerfile.all("FROM"))
        .containsExactly("flink:" + Pom.property("flink.version") + "-java17");
    assertThat(Pom.property("maven.compiler.release")).isEqualTo("17");
  }

  @Test
  void runsAsFlink() {
    assertThat(Dockerfile.user()).isEqualTo(FLINK);
    assertThat(Dockerfile.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b))
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

    assertThat(sources()).containsExactlyInAnyOrderElementsOf(held);
    assertThat(Path.of("flink-conf", "config.yaml")).exists();
    assertThat(Deployed.read(Path.of("pom.xml"))).contains("/waymark-job.jar</outputFile>");
  }

  @Test
  void foldersOfTheConfigurationAreMadeForTheUser() {
    assertThat(Dockerfile.all("RUN"))
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

  private static Stream<String> sources() {
    return Dockerfile.all("COPY").stream()
        .map(line -> line.split(" "))
        .map(words -> words[words.length - 2].replaceAll("/$", ""));
  }
}
