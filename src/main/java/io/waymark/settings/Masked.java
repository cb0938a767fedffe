package io.waymark.settings;

import io.waymark.model.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the lines that problems show: only values of settings that hold no secret stay readable.
 * Any other text may be a secret, under a key with a mistake in it or in a text that is not YAML.
 */
final class Masked {
  private static final String MASK = "***";
  private static final Pattern KEY =
      Pattern.compile("\\s*(?:-\\s+)?[\"']?(?:[\\w-]+\\.)*([\\w-]+)[\"']?\\s*:");

  private Masked() {}

  /** Returns a problem of a file of settings with its line masked. */
  static Problem problem(Problem problem) {
    return new Problem(
        problem.file(),
        problem.line(),
        problem.column(),
        problem.message(),
        line(problem.excerpt()));
  }

  /** Returns an option as it stands behind {@code --set}, masked. */
  static String option(String key, String value) {
    return key + "=" + (SettingsTable.isListed(key) ? value : MASK);
  }

  private static String line(String line) {
    Matcher key = KEY.matcher(line);
    if (!key.lookingAt()) {
      return line.isBlank() ? line : MASK;
    }
    return SettingsTable.isListedLast(key.group(1)) ? line : key.group() + " " + MASK;
  }
}
