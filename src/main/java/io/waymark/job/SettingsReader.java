package io.waymark.job;

import io.waymark.intake.MappingSource;
import io.waymark.job.Settings.Delivery;
import io.waymark.job.Settings.Input;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.Durations;
import io.waymark.model.Problem;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Settings} from {@code waymark.yaml} and from {@code --set key=value}, which wins.
 * Finds all problems at once.
 */
public final class SettingsReader {
  static final String CLIENT = "kafka.client.";

  /** Every setting there is. */
  public static final List<Setting> TABLE =
      List.of(
          new Setting(
              "kafka.bootstrap", "host:port, ...", "localhost:9092", "Kafka brokers to start from"),
          new Setting(
              "kafka.group", "text", "waymark", "consumer group, and prefix of transaction ids"),
          new Setting(
              "kafka.wait",
              "duration",
              "60s",
              "how long a start waits for the broker and the topics"),
          new Setting(
              "kafka.create-topics",
              "true or false",
              "false",
              "whether a start creates topics that are missing"),
          new Setting(
              "kafka.client.*",
              "text",
              "",
              "a property for every Kafka client, such as kafka.client.security.protocol"),
          new Setting("topics.prefix", "text", "waymark.", "prefix of Waymark's own topics"),
          new Setting(
              "sources",
              "topic:mapping, ...",
              "waymark.touchpoints:waymark",
              "topics of touchpoints, each with the name or file of its mapping"),
          new Setting(
              "lifecycle",
              "name or file",
              "commerce",
              "the stages: commerce, subscription, or a YAML file"),
          new Setting(
              "job.name", "text", "waymark", "what Flink calls the job, in lists and in metrics"),
          new Setting(
              "job.disorder",
              "duration",
              "1s",
              "how long touchpoints wait for stragglers; later ones are dead letters"),
          new Setting(
              "job.future",
              "duration",
              "5m",
              "how far ahead of the wall clock a touchpoint may be stamped"),
          new Setting(
              "job.silence",
              "duration",
              "1s",
              "after which the time of a silent topic follows the wall clock"),
          new Setting(
              "job.drift",
              "duration",
              "1h",
              "how far the times of topics may be apart while they catch up"),
          new Setting(
              "job.hot-customers",
              "number",
              "4000",
              "how many customers each subtask keeps on heap; half of them may be ahead of state"
                  + " between checkpoints"),
          new Setting(
              "job.delivery",
              "choice",
              "at-least-once",
              "at-least-once: triggers are out as soon as decided; exactly-once: with the"
                  + " checkpoints"));

  private static final Lifecycle NO_LIFECYCLE = new Lifecycle("", List.of(), "");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private record Given(String value, @Nullable YamlValue place, @Nullable String option) {}

  private final Map<String, Given> given = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private @Nullable Problems inFile;

  private SettingsReader() {}

  /** What the table says. */
  public static Settings defaults() {
    try {
      return read(null, Map.of());
    } catch (Settings.UnusableException e) {
      throw new IllegalStateException("the defaults have problems: " + e.problems(), e);
    }
  }

  /**
   * Reads a file, where there is one, and options.
   *
   * @throws Settings.UnusableException with every problem
   */
  public static Settings read(@Nullable Path file, Map<String, String> options)
      throws Settings.UnusableException {
    SettingsReader reader = new SettingsReader();
    if (file != null) {
      reader.readFile(file);
    }
    options.forEach(
        (key, value) ->
            reader.given.put(key, new Given(value, null, "--set " + Masked.option(key, value))));
    Settings settings = reader.settings();
    List<Problem> problems = reader.problems();
    if (!problems.isEmpty()) {
      throw new Settings.UnusableException(problems);
    }
    return settings;
  }

  /** What a file says of one setting, or the default; nothing else of the file is looked at. */
  public static String lookUp(Path file, String key) {
    SettingsReader reader = new SettingsReader();
    reader.readFile(file);
    reader.given.replaceAll(reader::resolved);
    return reader.text(key);
  }

  private void readFile(Path file) {
    try {
      String text = Files.readString(file);
      inFile = new Problems(file.toString(), text);
      Yaml.read(text, inFile).ifPresent(map -> flatten("", map.self()));
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), 1, 1, "cannot be read: " + e, ""));
    }
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
                given.put(prefix + key, new Given(String.join(", ", each.scalars()), each, null));
              }
            });
  }

  private List<Problem> problems() {
    List<Problem> all = new ArrayList<>();
    if (inFile != null) {
      inFile.list().stream().map(Masked::problem).forEach(all::add);
    }
    all.addAll(problems);
    return all;
  }

  private Settings settings() {
    given.forEach(this::checkKnown);
    given.replaceAll(this::resolved);
    String prefix = text("topics.prefix");
    return new Settings(
        text("kafka.bootstrap"),
        text("kafka.group"),
        client(),
        duration("kafka.wait"),
        choice("kafka.create-topics", List.of("false", "true")) == 1,
        prefix,
        inputs(prefix),
        lifecycle(),
        jobName(),
        duration("job.disorder"),
        duration("job.future"),
        duration("job.silence"),
        duration("job.drift"),
        number("job.hot-customers", 1, 1_000_000),
        choice("job.delivery", List.of("at-least-once", "exactly-once")) == 0
            ? Delivery.AT_LEAST_ONCE
            : Delivery.EXACTLY_ONCE);
  }

  private void checkKnown(String key, Given value) {
    boolean known =
        TABLE.stream().anyMatch(setting -> setting.key().equals(key)) || key.startsWith(CLIENT);
    if (!known) {
      List<String> keys = TABLE.stream().map(Setting::key).toList();
      problem(key, "unknown setting '" + key + "'; there are " + String.join(", ", keys));
    }
  }

  /** As Kafka's clients resolve their own properties, those stay as they are written. */
  private Given resolved(String key, Given value) {
    if (key.startsWith(CLIENT)) {
      return value;
    }
    try {
      return new Given(Secrets.resolve(value.value()), value.place(), value.option());
    } catch (ConfigException e) {
      problem(key, String.valueOf(e.getMessage()));
      return value;
    }
  }

  private String text(String key) {
    return Optional.ofNullable(given.get(key)).map(Given::value).orElseGet(() -> byDefault(key));
  }

  /** It tells jobs apart. */
  private String jobName() {
    String name = text("job.name");
    if (name.isBlank()) {
      problem("job.name", "a job has a name");
    }
    return name;
  }

  private Duration duration(String key) {
    OptionalLong millis = Durations.parseMillis(text(key));
    if (millis.isEmpty()) {
      problem(key, "'" + text(key) + "' is no duration; write 500ms, 30s, 5m, 2h or 7d");
    }
    return Duration.ofMillis(millis.orElse(0));
  }

  private int number(String key, int least, int most) {
    try {
      int number = Integer.parseInt(text(key));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same problem.
    }
    problem(key, "'" + text(key) + "' is no whole number from " + least + " to " + most);
    return least;
  }

  private int choice(String key, List<String> choices) {
    int chosen = choices.indexOf(text(key));
    if (chosen < 0) {
      problem(key, "'" + text(key) + "' is none of " + String.join(", ", choices));
    }
    return Math.max(0, chosen);
  }

  private Map<String, String> client() {
    Map<String, String> client = new LinkedHashMap<>();
    given.forEach(
        (key, value) -> {
          if (key.startsWith(CLIENT)) {
            client.put(key.substring(CLIENT.length()), value.value());
          }
        });
    boolean hasProviders = client.containsKey(AbstractConfig.CONFIG_PROVIDERS_CONFIG);
    client.forEach(
        (name, value) ->
            Secrets.problems(name, value, hasProviders)
                .forEach(message -> problem(CLIENT + name, message)));
    return Secrets.withProviders(client);
  }

  private List<Input> inputs(String prefix) {
    String text = given.containsKey("sources") ? text("sources") : prefix + "touchpoints:waymark";
    List<Input> inputs = new ArrayList<>();
    for (String part : COMMA.split(text, -1)) {
      int colon = part.indexOf(':');
      if (colon < 1 || colon == part.length() - 1) {
        problem("sources", "'" + part + "' is not of the form topic:mapping");
      } else {
        inputs.add(new Input(part.substring(0, colon), part.substring(colon + 1)));
      }
    }
    inputs.forEach(input -> problems.addAll(MappingSource.problems(input.mapping())));
    return inputs;
  }

  /** One without stages after a problem. */
  private Lifecycle lifecycle() {
    String name = text("lifecycle");
    try {
      String text =
          LifecycleReader.bundled(name).isPresent()
              ? LifecycleReader.bundled(name).get()
              : Files.readString(Path.of(name));
      Problems found = new Problems(name, text);
      Optional<Lifecycle> lifecycle = LifecycleReader.read(text, found);
      problems.addAll(found.list());
      return lifecycle.orElse(NO_LIFECYCLE);
    } catch (IOException e) {
      problem(
          "lifecycle",
          "'"
              + name
              + "' is neither one of "
              + String.join(", ", LifecycleReader.BUNDLED)
              + " nor a file that can be read: "
              + e);
      return NO_LIFECYCLE;
    }
  }

  private void problem(String key, String message) {
    Given value = given.get(key);
    if (value != null && value.place() != null) {
      value.place().problem(message);
    } else {
      String option = value == null || value.option() == null ? key : value.option();
      problems.add(new Problem(option, 1, 1, message, option));
    }
  }

  private static String byDefault(String key) {
    return TABLE.stream()
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .orElseThrow()
        .byDefault();
  }
}
