package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The job's settings as every command that uses them takes them. */
final class SettingsOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "settings of the job in YAML")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of the job, which wins; may be given several times")
  private Map<String, String> set = new LinkedHashMap<>();

  Settings read() throws CommandException {
    return read(config, set);
  }

  /** Settings that can be used; all that is wrong with them is said at once. */
  static Settings read(@Nullable Path config, Map<String, String> set) throws CommandException {
    try {
      return JobSettings.read(config, set);
    } catch (Settings.UnusableException e) {
      throw new CommandException("the settings cannot be used:", e.problems());
    }
  }
}
