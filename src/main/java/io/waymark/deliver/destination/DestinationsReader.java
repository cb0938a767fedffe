package io.waymark.deliver.destination;

import io.waymark.deliver.destination.Destination.KafkaTopic;
import io.waymark.deliver.destination.Destination.LineFile;
import io.waymark.model.Problem;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads destinations and finds all their problems at once. */
public final class DestinationsReader {
  static final int MOST_DESTINATIONS = 200;
  private static final int MOST_NAME = 100;
  private static final int MOST_TOPIC = 249;
  private static final List<String> KINDS = List.of("webhook", "topic", "file");

  private final Set<String> names = new HashSet<>();
  private final Set<Path> files = new HashSet<>();
  private final WebhookReader webhooks = new WebhookReader();

  private DestinationsReader() {}

  /** The result of reading: destinations, or the problems that prevent them. */
  public sealed interface Result {
    record Ok(Destinations destinations) implements Result {}

    record Refused(List<Problem> problems) implements Result {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads {@code text}, which its author knows as {@code file}. */
  public static Result read(String file, String text) {
    Problems problems = new Problems(file, text);
    DestinationsReader reader = new DestinationsReader();
    Optional<Destinations> destinations = Yaml.read(text, problems).map(reader::destinations);
    return problems.isEmpty() && destinations.isPresent()
        ? new Result.Ok(destinations.get())
        : new Result.Refused(problems.list().stream().map(reader.webhooks::mask).toList());
  }

  private Destinations destinations(YamlMap map) {
    try (map) {
      List<YamlValue> items =
          map.required("destinations").map(DestinationsReader::items).orElse(List.of());
      return new Destinations(
          items.stream().flatMap(item -> item.map().stream()).flatMap(this::destination).toList());
    }
  }

  private static List<YamlValue> items(YamlValue destinations) {
    List<YamlValue> items = destinations.list();
    if (destinations.isList() && (items.isEmpty() || items.size() > MOST_DESTINATIONS)) {
      destinations.problem(
          "there are 1 to " + MOST_DESTINATIONS + " destinations, and here are " + items.size());
    }
    return items;
  }

  private Stream<Destination> destination(YamlMap map) {
    try (map) {
      String to = map.required("to").map(this::name).orElse("");
      Stream<Destination> webhook =
          map
              .optional("webhook")
              .flatMap(YamlValue::map)
              .flatMap(each -> webhooks.read(to, each))
              .<Destination>map(each -> each)
              .stream();
      Stream<Destination> topic =
          map
              .optional("topic")
              .<Destination>map(value -> new KafkaTopic(to, topic(value)))
              .stream();
      Stream<Destination> file =
          map
              .optional("file")
              .flatMap(value -> file(to, value))
              .<Destination>map(each -> each)
              .stream();
      List<Destination> all = Stream.of(webhook, topic, file).flatMap(each -> each).toList();
      if (KINDS.stream().filter(map::has).count() != 1) {
        map.self().problem("a destination has one of 'webhook', 'topic' and 'file'");
      }
      return all.stream();
    }
  }

  private String name(YamlValue value) {
    String name = value.text();
    if (name.length() > MOST_NAME) {
      value.problem("a name has at most " + MOST_NAME + " characters");
    } else if (!name.isEmpty() && !names.add(name)) {
      value.problem("an earlier destination is called '" + name + "' already");
    }
    return name;
  }

  private static String topic(YamlValue value) {
    String topic = value.text();
    boolean isLegal =
        topic.matches("[A-Za-z0-9._-]+")
            && topic.length() <= MOST_TOPIC
            && !topic.matches("\\.{1,2}");
    if (!topic.isEmpty() && !isLegal) {
      value.problem(
          "the name of a topic has letters, digits, '.', '_' and '-', at most " + MOST_TOPIC);
    }
    return topic;
  }

  private Optional<LineFile> file(String to, YamlValue value) {
    String text = value.text();
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        if (!files.add(path.normalize())) {
          value.problem("an earlier destination writes to this file already; name another");
        }
        return Optional.of(new LineFile(to, path));
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    if (!text.isEmpty()) {
      value.problem("expected the whole path of a file, such as /var/log/triggers.jsonl");
    }
    return Optional.empty();
  }
}
