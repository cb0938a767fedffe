package io.waymark.deploy;

import java.util.List;
import java.util.stream.Stream;

/** The instructions of the image, in order. */
final class Dockerfile {
  private Dockerfile() {}

  /** The arguments of each instruction of a kind. */
  static List<String> all(String instruction) {
    return lines()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1))
        .toList();
  }

  /** The number of the user that a container runs as. */
  static int user() {
    List<String> users = all("USER");
    return Integer.parseInt(users.get(users.size() - 1).split(":")[0]);
  }

  static Stream<String> lines() {
    return Deployed.read(Deployed.DOCKER.resolve("Dockerfile")).lines();
  }
}
