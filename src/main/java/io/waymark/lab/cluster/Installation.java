package io.waymark.lab.cluster;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The installed Waymark: the folder of the launcher, with the jars below {@code target}.
 *
 * @param home the folder of {@code pom.xml}
 */
public record Installation(Path home) {
  /** Jars that are in the job jar and in Flink's distribution as well. */
  private static final Pattern IN_BOTH =
      Pattern.compile("(commons-lang3|snakeyaml-engine|snappy-java|lz4-java)-.*");

  /** Returns the installation that this class was loaded from. */
  public static Installation here() throws ClusterException {
    try {
      Path classes =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path target = classes.toAbsolutePath().getParent();
      if (target != null && target.getParent() != null) {
        Installation here = new Installation(target.getParent());
        here.check();
        return here;
      }
      throw new ClusterException(classes + " lies in no folder of Waymark");
    } catch (URISyntaxException e) {
      throw new ClusterException("the folder of Waymark cannot be found: " + e.getMessage());
    }
  }

  private void check() throws ClusterException {
    for (Path needed : List.of(jobJar(), lib(), flinkConf())) {
      if (!Files.exists(needed)) {
        throw new ClusterException(
            needed + " is missing; build it with `mvn package -DskipTests` in " + home);
      }
    }
  }

  /** Returns the jar that is submitted to a Flink cluster. */
  Path jobJar() {
    return home.resolve("target/waymark-job.jar");
  }

  Path flinkConf() {
    return home.resolve("flink-conf");
  }

  private Path lib() {
    return home.resolve("target/lib");
  }

  /** Returns Waymark and its dependencies, as the launcher has them. */
  String waymarkClasspath() throws IOException {
    List<Path> jars = new ArrayList<>();
    jars.add(home.resolve("target/classes"));
    jars.addAll(jars());
    return joined(jars);
  }

  /**
   * Returns the class path that a Flink image has in its {@code lib}, without the job jar and the
   * classes in it: a class that the job jar lacks is then missing here as it would be there.
   */
  String flinkClasspath() throws IOException {
    List<Path> jars = new ArrayList<>();
    try (JarFile job = new JarFile(jobJar().toFile())) {
      Set<String> inJob = classes(job);
      for (Path path : jars()) {
        try (JarFile jar = new JarFile(path.toFile())) {
          if (IN_BOTH.matcher(path.getFileName().toString()).matches()
              || inJob.stream().noneMatch(name -> jar.getEntry(name) != null)) {
            jars.add(path);
          }
        }
      }
    }
    return joined(jars);
  }

  private static Set<String> classes(JarFile jar) {
    Set<String> names = new HashSet<>();
    jar.stream()
        .map(entry -> entry.getName())
        .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF"))
        .forEach(names::add);
    return names;
  }

  private List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(lib())) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static String joined(List<Path> jars) {
    return String.join(
        System.getProperty("path.separator"), jars.stream().map(Path::toString).toList());
  }
}
