package io.waymark.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The program docker-compose, as far as it needs no container engine. */
final class DockerCompose {
  private DockerCompose() {}

  /**
   * The file as docker-compose understands it: checked, references resolved.
   *
   * @throws IllegalArgumentException with what it says against the file
   */
  static JsonNode config(Path file) throws IOException, InterruptedException {
    Process process = start("docker-compose", "--file", file.toString(), "config");
    JsonNode config = new ObjectMapper(new YAMLFactory()).readTree(process.getInputStream());
    String problems = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalArgumentException(problems);
    }
    return config;
  }

  private static Process start(String... command) {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new AssertionError(
          "docker-compose is not on the PATH, so docker/compose.yaml cannot be checked; install it"
              + " with: apt-get install docker-compose",
          e);
    }
  }
}
