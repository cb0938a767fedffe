package io.waymark.cli;

import io.waymark.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for settings, the same for every command that takes them. */
final class SettingsOptions {
  /**
   * Reads settings from a file and from options, which win. How much is checked of the files that
   * settings name differs from command to command.
   */
  @FunctionalInterface
  interface Reader {
    Settings read(@Nullable Path file, Map<String, String> options)
        throws Settings.UnusableException;
  }

  @Option(names = "--config", paramLabel = "FILE", description = "settings of the job in YAML")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of the job, which wins; may be given several times")
  private Map<String, String> set = new LinkedHashMap<>();

  Settings read(Reader reader) throws CommandException {
    return read(reader, config, set);
  }

  /**
   * Reads settings for a command.
   *
   * @throws CommandException with every problem of settings that cannot be used
   */
  static Settings read(Reader reader, @Nullable Path config, Map<String, String> set)
      throws CommandException {
    try {
      return reader.read(config, set);
    } catch (Settings.UnusableException e) {
      throw CommandException.refused("the settings cannot be used:", e.problems());
    }
  }
}
