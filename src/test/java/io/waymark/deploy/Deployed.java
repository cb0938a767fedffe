package io.waymark.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.waymark.deliver.destination.Destination;
import io.waymark.deliver.destination.DestinationsReader;
import io.waymark.rule.BundledRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.yaml.snakeyaml.Yaml;

/** The files in {@code flink-conf} and {@code docker}. */
final class Deployed {
  static final Path FLINK_CONF = Path.of("flink-conf");
  static final Path DOCKER = Path.of("docker");
  static final Path KUBERNETES = DOCKER.resolve("kubernetes");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Deployed() {}

  /** Reads the configuration as Flink does. */
  static Configuration flinkConf() {
    return GlobalConfiguration.loadConfiguration(FLINK_CONF.toString());
  }

  static JsonNode flinkDeployment() {
    return yaml(KUBERNETES.resolve("flink-deployment.yaml")).get(0);
  }

  /** Returns every manifest. */
  static Stream<JsonNode> kubernetes() {
    try (Stream<Path> files = Files.list(KUBERNETES)) {
      return files.sorted().toList().stream().flatMap(file -> yaml(file).stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the services with all anchors and merges resolved. */
  static JsonNode compose() {
    Object map = new Yaml().load(read(DOCKER.resolve("compose.yaml")));
    return new ObjectMapper().valueToTree(map);
  }

  /** Returns the names of the destinations that come with it. */
  static List<String> destinations() {
    Path file = FLINK_CONF.resolve("destinations.yaml");
    DestinationsReader.Result result = DestinationsReader.read(file.toString(), read(file));
    if (result instanceof DestinationsReader.Result.Ok ok) {
      return ok.destinations().all().stream().map(Destination::to).toList();
    }
    throw new AssertionError(result);
  }

  static JsonNode rule(String id) {
    try {
      return YAML.readTree(BundledRules.text(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the documents of a file. */
  static List<JsonNode> yaml(Path file) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      List<JsonNode> all = new ArrayList<>();
      documents.forEachRemaining(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> texts(JsonNode map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }

  static List<String> list(JsonNode texts) {
    return StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText).toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
