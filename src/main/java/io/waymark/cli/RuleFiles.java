package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.rule.RuleReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The rules in a folder: one a file, named {@code *.yaml}. */
final class RuleFiles {
  private RuleFiles() {}

  /** Returns the texts by file, in the order of the names. */
  static Map<Path, String> texts(Path folder) throws CommandException {
    if (Files.isRegularFile(folder)) {
      throw new CommandException(folder + " is a file; give the folder that it lies in");
    }
    if (!Files.isDirectory(folder)) {
      throw new CommandException(
          "there is no folder " + folder + "; give one that holds rules (*.yaml)");
    }
    try (Stream<Path> files = Files.list(folder)) {
      Map<Path, String> texts = new LinkedHashMap<>();
      for (Path file : files.filter(RuleFiles::isRule).sorted().toList()) {
        texts.put(file, text(file));
      }
      return texts;
    } catch (IOException e) {
      throw new CommandException("folder " + folder + " cannot be read: " + e);
    }
  }

  private static String text(Path file) throws CommandException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new CommandException(file + " is no UTF-8; save it in that coding");
    } catch (IOException e) {
      throw new CommandException(file + " cannot be read: " + e);
    }
  }

  /** Reads every rule of a folder, or its problems. */
  static Map<Path, RuleReader.Result> read(Path folder, Lifecycle lifecycle)
      throws CommandException {
    RuleReader reader = new RuleReader(lifecycle.stageNames());
    Map<Path, RuleReader.Result> results = new LinkedHashMap<>();
    for (Map.Entry<Path, String> file : texts(folder).entrySet()) {
      results.put(file.getKey(), reader.read(file.getKey().toString(), file.getValue()));
    }
    if (results.isEmpty()) {
      throw new CommandException("folder " + folder + " holds no rules (*.yaml)");
    }
    return results;
  }

  /** Reads a bundled lifecycle or one in a file. */
  static Lifecycle lifecycle(String nameOrFile) throws CommandException {
    return LifecycleReader.named(
        SettingsOptions.read(JobSettings::read, null, Map.of("lifecycle", nameOrFile)).lifecycle());
  }

  private static boolean isRule(Path file) {
    String name = file.getFileName().toString();
    boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml");
    return isYaml && !name.startsWith(".") && Files.isRegularFile(file);
  }
}
