package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Problem;
import io.waymark.replay.TestFailures;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.yaml.FileFailure;
import io.waymark.yaml.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
      throw new CommandException("folder " + folder + " cannot be read: " + FileFailure.reason(e));
    }
  }

  private static String text(Path file) throws CommandException {
    try {
      return TextFile.read(file);
    } catch (IOException e) {
      throw new CommandException(file + " cannot be read: " + FileFailure.reason(e));
    }
  }

  /**
   * Reads every rule of a folder, or its problems.
   *
   * @param folderOrFile a folder, or the file of one rule
   */
  static Map<Path, RuleReader.Result> read(Path folderOrFile, Lifecycle lifecycle)
      throws CommandException {
    RuleReader reader = new RuleReader(lifecycle.stageNames());
    Map<Path, RuleReader.Result> results = new LinkedHashMap<>();
    Map<String, Path> ids = new HashMap<>();
    boolean isFile = Files.isRegularFile(folderOrFile);
    Map<Path, String> texts =
        isFile ? Map.of(folderOrFile, text(folderOrFile)) : texts(folderOrFile);
    for (Map.Entry<Path, String> file : texts.entrySet()) {
      RuleReader.Result result = reader.read(file.getKey().toString(), file.getValue());
      results.put(file.getKey(), unlessTwice(result, file.getKey(), ids));
    }
    if (results.isEmpty()) {
      throw new CommandException("folder " + folderOrFile + " holds no rules (*.yaml)");
    }
    return results;
  }

  /** Refuses a rule whose id an earlier file has: only one of the two could run. */
  private static RuleReader.Result unlessTwice(
      RuleReader.Result result, Path file, Map<String, Path> ids) {
    if (!(result instanceof RuleReader.Result.Ok ok)) {
      return result;
    }
    Rule rule = ok.rule();
    Path other = ids.putIfAbsent(rule.id(), file);
    if (other == null) {
      return result;
    }
    List<String> lines = rule.text().lines().toList();
    int row = 0;
    while (row < lines.size() - 1 && !lines.get(row).contains(rule.id())) {
      row++;
    }
    String message =
        "rule '%s' is in %s, too; give one of them another id, or delete its file"
            .formatted(rule.id(), other.getFileName());
    return new RuleReader.Result.Refused(
        rule.id(), List.of(new Problem(file.toString(), row + 1, 1, message, lines.get(row))));
  }

  /** Refuses the rules of which a test fails. */
  static Map<Path, RuleReader.Result> tested(
      Map<Path, RuleReader.Result> read, Lifecycle lifecycle) {
    Map<Path, RuleReader.Result> results = new LinkedHashMap<>();
    read.forEach((file, result) -> results.put(file, tested(file, result, lifecycle)));
    return results;
  }

  private static RuleReader.Result tested(
      Path file, RuleReader.Result result, Lifecycle lifecycle) {
    if (!(result instanceof RuleReader.Result.Ok ok)) {
      return result;
    }
    List<Problem> failures = TestFailures.of(lifecycle, ok.rule(), file.toString());
    return failures.isEmpty() ? result : new RuleReader.Result.Refused(ok.rule().id(), failures);
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
