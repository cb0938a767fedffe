package io.waymark.cli;

import io.waymark.govern.PolicyReader;
import io.waymark.rule.BundledRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The rules and the policy that a data folder begins with, and the schemas by which editors check
 * them. A file that is there is a person's, and stays.
 */
final class StarterFiles {
  static final String POLICY = "policy.yaml";
  static final String RULES = "rules";
  static final String SCHEMAS = "schemas";

  private static final List<String> KINDS = List.of("rule", "policy");

  /** The line by which editors find the schema; it leads to a place in Waymark's own sources. */
  private static final Pattern REFERENCE =
      Pattern.compile("(?m)^(# yaml-language-server: \\$schema=)\\S*/(\\S+\\.schema\\.json)$");

  private StarterFiles() {}

  /**
   * Writes what a data folder lacks.
   *
   * @param hasRules whether its rules are wanted; else others were named
   * @param hasPolicy whether its policy is wanted, which comes together with its rules
   */
  static void write(Path data, boolean hasRules, boolean hasPolicy) throws IOException {
    if (!hasRules) {
      return;
    }
    writeSchemas(data.resolve(SCHEMAS));
    Path rules = data.resolve(RULES);
    if (Files.isDirectory(rules)) {
      return;
    }
    Files.createDirectories(rules);
    for (String id : BundledRules.IDS) {
      Files.writeString(
          rules.resolve(id + ".yaml"), referring(BundledRules.text(id), "../" + SCHEMAS));
    }
    Path policy = data.resolve(POLICY);
    if (hasPolicy && !Files.exists(policy)) {
      Files.writeString(policy, referring(PolicyReader.named("default").text(), SCHEMAS));
    }
  }

  /** Writes the schemas of this version, at each start: those of an earlier one know less. */
  private static void writeSchemas(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String kind : KINDS) {
      String name = kind + ".schema.json";
      try (InputStream schema =
          Objects.requireNonNull(StarterFiles.class.getResourceAsStream("/schemas/" + name))) {
        Files.copy(schema, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Returns a text whose reference leads to a folder of schemas. */
  private static String referring(String text, String schemas) {
    return REFERENCE.matcher(text).replaceAll("$1" + schemas + "/$2");
  }
}
