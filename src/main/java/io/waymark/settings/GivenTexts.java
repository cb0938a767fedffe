package io.waymark.settings;

import io.waymark.model.Problem;
import io.waymark.yaml.FileFailure;
import io.waymark.yaml.Problems;
import io.waymark.yaml.TextFile;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The texts that settings were given, each with the place that a problem of it points to. */
final class GivenTexts {
  private record Given(String text, @Nullable YamlValue place, @Nullable String option) {}

  private final Map<String, Given> byKey = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private @Nullable Problems inFile;

  /** Adds what a file says; dots may be written as nesting. */
  void addFile(Path file) {
    try {
      String text = TextFile.read(file);
      inFile = new Problems(file.toString(), text);
      Yaml.read(text, inFile).ifPresent(map -> flatten("", map.self()));
    } catch (IOException e) {
      problems.add(
          new Problem(file.toString(), 1, 1, "cannot be read: " + FileFailure.reason(e), ""));
    }
  }

  /** Adds an option, which replaces what the file says. */
  void addOption(String key, String text) {
    byKey.put(key, new Given(text, null, "--set " + Masked.option(key, text)));
  }

  /**
   * Puts secrets in the place of their references, except for Kafka's clients, which resolve their
   * own.
   */
  void resolveSecrets() {
    byKey.replaceAll(this::resolved);
  }

  boolean has(String key) {
    return byKey.containsKey(key);
  }

  /** Returns the text of a setting, or its default. */
  String text(Setting<?> setting) {
    Given given = byKey.get(setting.key());
    return given == null ? setting.byDefault() : given.text();
  }

  void forEach(BiConsumer<String, String> keyAndText) {
    byKey.forEach((key, given) -> keyAndText.accept(key, given.text()));
  }

  /** Notes a problem at the place where a setting was given. */
  void addProblem(String key, String message) {
    Given given = byKey.get(key);
    if (given != null && given.place() != null) {
      given.place().problem(message);
    } else {
      String option = given == null || given.option() == null ? key : given.option();
      problems.add(new Problem(option, 1, 1, message, option));
    }
  }

  /** Notes problems of another file, which have their own places. */
  void addProblems(List<Problem> ofAnotherFile) {
    problems.addAll(ofAnotherFile);
  }

  /** Returns all problems, those of the file first, with possible secrets masked. */
  List<Problem> problems() {
    List<Problem> all = new ArrayList<>();
    if (inFile != null) {
      inFile.list().stream().map(Masked::problem).forEach(all::add);
    }
    all.addAll(problems);
    return all;
  }

  private void flatten(String prefix, YamlValue value) {
    value
        .map()
        .orElseThrow()
        .all()
        .forEach(
            (key, each) -> {
              if (each.isMap()) {
                flatten(prefix + key + ".", each);
              } else {
                byKey.put(prefix + key, new Given(String.join(", ", each.scalars()), each, null));
              }
            });
  }

  private Given resolved(String key, Given given) {
    if (key.startsWith(SettingsTable.CLIENT)) {
      return given;
    }
    try {
      return new Given(Secrets.resolve(given.text()), given.place(), given.option());
    } catch (ConfigException e) {
      addProblem(key, String.valueOf(e.getMessage()));
      return given;
    }
  }
}
