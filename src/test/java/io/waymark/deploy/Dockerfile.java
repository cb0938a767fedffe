package io.waymark.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;

/**
 * The instructions of an image, in order.
 *
 * @param name of the file
 */
record Dockerfile(String name) {
  static final Dockerfile JOB = new Dockerfile("Dockerfile");
  static final Dockerfile CONSOLE = new Dockerfile("console.Dockerfile");

  /** Returns the arguments of each instruction of a kind. */
  List<String> all(String instruction) {
    return lines()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1))
        .toList();
  }

  /** Returns the number of the user that a container runs as. */
  int user() {
    List<String> users = all("USER");
    return Integer.parseInt(users.get(users.size() - 1).split(":")[0]);
  }

  /** Returns the words of the command that a container runs. */
  List<String> entryPoint() {
    try {
      return new ObjectMapper().readValue(all("ENTRYPOINT").get(0), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the files and folders that the image takes from the build context. */
  Stream<String> sources() {
    return all("COPY").stream()
        .map(line -> line.split(" "))
        .map(words -> words[words.length - 2].replaceAll("/$", ""));
  }

  Stream<String> lines() {
    return Deployed.read(Deployed.DOCKER.resolve(name)).lines();
  }
}
