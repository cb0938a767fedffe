package io.waymark.settings;

import io.waymark.model.Problem;
import io.waymark.settings.Settings.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Settings} from {@code waymark.yaml} and from {@code --set key=value}, which wins.
 * Finds all problems at once.
 */
public final class SettingsReader {
  /** The checks of the files that settings name. */
  public record Checks(FileCheck mapping, FileCheck lifecycle, FileCheck segments) {
    /** Checks nothing, for processes that open none of these files. */
    public static final Checks NONE =
        new Checks(name -> List.of(), name -> List.of(), name -> List.of());
  }

  private final GivenTexts given = new GivenTexts();
  private final Checks checks;

  private SettingsReader(Checks checks) {
    this.checks = checks;
  }

  /** Returns the settings that the table has by default. */
  public static Settings defaults() {
    return with(Map.of());
  }

  /**
   * Returns the settings that the table has by default, but for some.
   *
   * @throws IllegalArgumentException if one cannot be used
   */
  public static Settings with(Map<String, String> options) {
    try {
      return read(null, options);
    } catch (Settings.UnusableException e) {
      throw new IllegalArgumentException("settings have problems: " + e.problems(), e);
    }
  }

  /** Reads settings without a look at the files that they name. */
  public static Settings read(@Nullable Path file, Map<String, String> options)
      throws Settings.UnusableException {
    return read(file, options, Checks.NONE);
  }

  /**
   * Reads a file, where there is one, and options, and checks the files that they name.
   *
   * @throws Settings.UnusableException with every problem
   */
  public static Settings read(@Nullable Path file, Map<String, String> options, Checks checks)
      throws Settings.UnusableException {
    SettingsReader reader = new SettingsReader(checks);
    if (file != null) {
      reader.given.addFile(file);
    }
    options.forEach(reader.given::addOption);
    Settings settings = reader.settings();
    List<Problem> problems = reader.given.problems();
    if (!problems.isEmpty()) {
      throw new Settings.UnusableException(problems);
    }
    return settings;
  }

  /** Looks up the name of the job in a file; nothing else of the file need be right. */
  public static String jobName(Path file) {
    GivenTexts given = new GivenTexts();
    given.addFile(file);
    given.resolveSecrets();
    return given.text(SettingsTable.JOB_NAME);
  }

  private Settings settings() {
    given.forEach((key, text) -> checkKnown(key));
    given.resolveSecrets();
    String prefix = value(SettingsTable.PREFIX);
    return new Settings(
        new Connection(value(SettingsTable.BOOTSTRAP), client()),
        value(SettingsTable.GROUP),
        value(SettingsTable.KAFKA_WAIT),
        value(SettingsTable.CREATE_TOPICS),
        prefix,
        inputs(prefix),
        checked(SettingsTable.LIFECYCLE, checks.lifecycle()),
        checked(SettingsTable.SEGMENTS, checks.segments()),
        value(SettingsTable.JOB_NAME),
        value(SettingsTable.DISORDER),
        value(SettingsTable.FUTURE),
        value(SettingsTable.SILENCE),
        value(SettingsTable.SILENCE_LAG),
        value(SettingsTable.DRIFT),
        value(SettingsTable.HOT_CUSTOMERS),
        value(SettingsTable.EVALUATION_STEPS),
        value(SettingsTable.JOURNEY_MAP),
        value(SettingsTable.APPLIED),
        value(SettingsTable.DELIVERY),
        ConsoleTable.read(this::value),
        DeliverTable.read(this::value));
  }

  private void checkKnown(String key) {
    if (!SettingsTable.isKnown(key)) {
      given.addProblem(key, "unknown setting '" + key + "'; there are " + SettingsTable.keys());
    }
  }

  /** Returns the value of a setting; its default after a problem. */
  private <T> T value(Setting<T> setting) {
    return value(setting, setting.key(), given.text(setting));
  }

  /**
   * Returns the value of a setting; its default after a problem.
   *
   * @param key under which the text was given
   */
  private <T> T value(Setting<T> setting, String key, String text) {
    try {
      return setting.parse(text);
    } catch (MalformedException e) {
      e.messages().forEach(message -> given.addProblem(key, message));
      return setting.parseDefault();
    }
  }

  private Map<String, String> client() {
    Map<String, String> client = new LinkedHashMap<>();
    given.forEach(
        (key, text) -> {
          if (key.startsWith(SettingsTable.CLIENT)) {
            client.put(
                key.substring(SettingsTable.CLIENT.length()),
                value(SettingsTable.CLIENT_PROPERTIES, key, text));
          }
        });
    boolean hasProviders = client.containsKey(AbstractConfig.CONFIG_PROVIDERS_CONFIG);
    client.forEach(
        (name, text) ->
            Secrets.problems(name, text, hasProviders)
                .forEach(message -> given.addProblem(SettingsTable.CLIENT + name, message)));
    return Secrets.withProviders(client);
  }

  /** Returns the inputs; the default topic has the prefix of the other topics. */
  private List<Input> inputs(String prefix) {
    if (!given.has(SettingsTable.SOURCES.key())) {
      return List.of(new Input(prefix + SettingsTable.SOURCE, SettingsTable.SOURCE_MAPPING));
    }
    Parser.wellFormedInputs(given.text(SettingsTable.SOURCES))
        .forEach(input -> check(SettingsTable.SOURCES, input.mapping(), checks.mapping()));
    return value(SettingsTable.SOURCES);
  }

  /** Returns the name of a file, which is checked. */
  private String checked(Setting<String> setting, FileCheck check) {
    String name = value(setting);
    check(setting, name, check);
    return name;
  }

  private void check(Setting<?> setting, String name, FileCheck check) {
    try {
      given.addProblems(check.problems(name));
    } catch (IOException e) {
      given.addProblem(setting.key(), String.valueOf(e.getMessage()));
    }
  }
}
