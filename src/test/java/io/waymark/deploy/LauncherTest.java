package io.waymark.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code waymark verify} on a made-up machine: from a copy of the launcher in a folder with a
 * blank in its name, with a PATH that holds only the programs that a test puts there.
 */
class LauncherTest {
  private static final String UPDATE = "apt-get update --quiet";
  private static final String INSTALL =
      "apt-get install --quiet --yes --no-install-recommends docker-compose";

  @TempDir private Path machine;

  @BeforeEach
  void putTheShellAndTheLauncher() throws IOException {
    Files.createDirectories(machine.resolve("bin"));
    Files.createDirectories(machine.resolve("a clone"));
    Files.copy(Path.of("waymark"), machine.resolve("a clone/waymark"));
    for (String program : List.of("bash", "dirname", "readlink", "env")) {
      put(program, "exec " + find(program) + " \"$@\"");
    }
    put("id", "echo 0");
    put("javac", "echo javac 17.0.15");
    putRecorders("mvn", "chromium");
  }

  @Test
  void runsMavenInTheLaunchersFolderWithAllArguments() throws Exception {
    putRecorders("docker-compose", "apt-get");

    assertThat(verify("-DskipITs", "-Dtest=A,B"))
        .contains("running mvn verify -DskipITs -Dtest=A,B in ", "about 40 minutes on two cores")
        .doesNotContain("missing", "install");
    assertThat(calls()).containsExactly("a clone: mvn verify -DskipITs -Dtest=A,B");
  }

  @Test
  void installsWhatIsMissingAndSaysWhy() throws Exception {
    putRecorders("apt-get");

    assertThat(verify())
        .contains("missing: docker-compose, to check docker/compose.yaml")
        .contains("installing with apt-get: docker-compose\n");
    assertThat(calls()).containsExactly("bin: " + UPDATE, "bin: " + INSTALL, "a clone: mvn verify");
  }

  @Test
  void installsWithSudoWhereItIsNotRoot() throws Exception {
    put("id", "echo 1000");
    putRecorders("sudo", "apt-get");

    verify();

    assertThat(calls())
        .containsExactly(
            "bin: sudo " + UPDATE,
            "bin: sudo env DEBIAN_FRONTEND=noninteractive " + INSTALL,
            "a clone: mvn verify");
  }

  @Test
  void leavesInstallingToAPersonWhereItMayNot() throws Exception {
    put("id", "echo 1000");
    putRecorders("apt-get");

    assertThat(verify())
        .endsWith(
            "waymark: apt-get has to run as root, and there is no sudo;"
                + " install by hand what is missing, and start again\n");
    assertThat(calls()).isEmpty();
  }

  @Test
  void leavesInstallingToAPersonWhereThereIsNoAptGet() throws Exception {
    assertThat(verify())
        .contains("missing: docker-compose")
        .endsWith(
            "waymark: there is no apt-get on this machine;"
                + " install by hand what is missing, and start again\n");
    assertThat(calls()).isEmpty();
  }

  @Test
  void stopsWhereAnOldJdkHidesTheInstalledOne() throws Exception {
    put("javac", "echo javac 11.0.2");
    putRecorders("docker-compose", "apt-get");

    assertThat(verify())
        .contains("installing with apt-get: openjdk-17-jdk-headless\n")
        .endsWith("'javac' is still no javac of version 17 or newer; look at JAVA_HOME and PATH\n");
    assertThat(calls()).noneMatch(call -> call.contains("mvn"));
  }

  @Test
  void letsCommandsWriteForTheirOwnerOnly() throws Exception {
    putBuilt("umask");

    assertThat(call("run")).isEqualTo("0077\n");
  }

  @Test
  void startsHelpSoonerButNothingElse() throws Exception {
    putBuilt("echo \"$*\"");
    String sooner = " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp ";

    assertThat(call("--help")).contains(sooner).endsWith(" io.waymark.cli.Waymark --help\n");
    assertThat(call("rules", "check", "-h")).contains(sooner);
    assertThat(call("run", "--data", "help")).doesNotContain("-XX:");
  }

  /** Puts a launcher that need not build, and a java that runs a command of the shell. */
  private void putBuilt(String run) throws IOException {
    Path clone = machine.resolve("a clone");
    Files.createDirectories(clone.resolve("target/lib"));
    Files.createDirectories(clone.resolve("src/main"));
    Files.createFile(clone.resolve("pom.xml"));
    Files.createFile(clone.resolve("target/waymark-0.1.0.jar"));
    put("find", ":");
    put("java", "[ \"$1\" = -version ] && echo 'openjdk version \"17.0.15\"' || " + run);
  }

  /** Returns the output of the launcher, called from another folder than its own. */
  private String verify(String... arguments) throws IOException, InterruptedException {
    return call("verify", arguments);
  }

  private String call(String command, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(machine.resolve("a clone/waymark").toString(), command),
                    Stream.of(arguments))
                .toList());
    builder.environment().put("PATH", machine.resolve("bin").toString());
    builder.environment().remove("JAVA_HOME");
    builder.directory(machine.resolve("bin").toFile()).redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  /** Returns which recorders were called: the folder, the program and its arguments. */
  private List<String> calls() throws IOException {
    Path calls = machine.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private void putRecorders(String... names) throws IOException {
    for (String name : names) {
      put(name, "echo \"${PWD##*/}: ${0##*/} $*\" >> '" + machine.resolve("calls") + "'");
    }
  }

  private void put(String name, String script) throws IOException {
    Path program = machine.resolve("bin").resolve(name);
    Files.writeString(program, "#!" + find("bash") + "\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private static Path find(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
