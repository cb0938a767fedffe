package io.waymark.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The program docker-compose, as far as it needs no container engine. */
final class DockerCompose {
  private DockerCompose() {}

  /** Returns the complaints of docker-compose about a file; empty for a valid one. */
  static String problems(Path file) throws IOException, InterruptedException {
    Process process = start("docker-compose", "--file", file.toString(), "config", "--quiet");
    String problems = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : problems;
  }

  private static Process start(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError(
          "docker-compose is not on the PATH, so docker/compose.yaml cannot be checked; install it"
              + " with: apt-get install docker-compose",
          e);
    }
  }
}
