package io.waymark.job;

import io.waymark.intake.MappingSource;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of the job together with the mappings, lifecycle and segments that they name. */
public final class JobSettings {
  private static final SettingsReader.Checks CHECKS =
      new SettingsReader.Checks(
          MappingSource::problems, LifecycleReader::problems, SegmentsReader::problems);

  private JobSettings() {}

  /**
   * Reads settings, and finds the problems of the files that they name beside their own.
   *
   * @throws Settings.UnusableException with every problem
   */
  public static Settings read(@Nullable Path file, Map<String, String> options)
      throws Settings.UnusableException {
    return SettingsReader.read(file, options, CHECKS);
  }
}
