package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleCommandTest {
  private static final Set<String> PACKAGES =
      Set.of(
          "model",
          "binary",
          "wire",
          "yaml",
          "expression",
          "lifecycle",
          "rule",
          "match",
          "govern",
          "journey",
          "customer",
          "replay",
          "settings",
          "kafka",
          "console",
          "cli");

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @Test
  void opensNoMappingThatSettingsName() {
    int code = execute("--set", "sources=web:nowhere.yaml", "--set", "kafka.wait=soon");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            waymark: the settings cannot be used:
            --set kafka.wait=soon:1:1: 'soon' is no duration; write 500ms, 30s, 5m, 2h or 7d
             | --set kafka.wait=soon
             | ^
            """);
  }

  @Test
  void saysThatItsPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int code =
          execute(
              "--port", Integer.toString(taken.getLocalPort()), "--set", "console.store=" + folder);

      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("waymark: cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void refusesALifecycleThatItCannotOpen() {
    assertThat(execute("--set", "lifecycle=nowhere.yaml")).isEqualTo(2);
    assertThat(err.toString()).contains("nowhere.yaml");
  }

  @Test
  void refusesUsersThatItCannotRead() {
    int code =
        execute(
            "--port", "0",
            "--set", "console.store=" + folder,
            "--set", "console.users=" + folder.resolve("nowhere.txt"));

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).startsWith("waymark: the file of console.users cannot be read");
  }

  @Test
  void saysWhichPortsThereAre() {
    assertThat(execute("--port", "65536")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--port must be from 0 to 65535");
  }

  /** The artefact of the console holds these packages and no others of ours. */
  @Test
  void needsNothingOfTheJob() {
    Set<String> needed = new TreeSet<>();
    new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.waymark")
        .get(ConsoleCommand.class)
        .getTransitiveDependenciesFromSelf()
        .forEach(each -> needed.add(each.getTargetClass().getPackageName()));

    assertThat(needed)
        .filteredOn(name -> name.startsWith("io.waymark."))
        .map(name -> name.split("\\.")[2])
        .isNotEmpty()
        .isSubsetOf(PACKAGES);
    assertThat(needed)
        .contains("io.waymark.console")
        .noneMatch(name -> name.startsWith("org.apache.flink"));
  }

  private int execute(String... args) {
    return ConsoleCommand.commandLine().setErr(new PrintWriter(err)).execute(args);
  }
}
