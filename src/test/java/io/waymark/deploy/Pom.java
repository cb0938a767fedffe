package io.waymark.deploy;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions and properties of the build, read from {@code pom.xml}. */
final class Pom {
  private static final String TEXT = Deployed.read(Path.of("pom.xml"));

  private Pom() {}

  static String version() {
    return find("<artifactId>waymark</artifactId>\\s*<version>([^<]+)</version>");
  }

  static String property(String name) {
    return find("<" + Pattern.quote(name) + ">([^<]+)<");
  }

  private static String find(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(TEXT);
    if (!matcher.find()) {
      throw new IllegalStateException("pom.xml has no " + pattern);
    }
    return matcher.group(1);
  }
}
