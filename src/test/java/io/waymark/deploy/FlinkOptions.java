package io.waymark.deploy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.annotation.docs.Documentation.SuffixOption;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Every option that Flink declares, found in the classes of its jars. */
final class FlinkOptions {
  private static final List<Class<?>> OF_EACH_JAR =
      List.of(CheckpointingOptions.class, RocksDBOptions.class);

  private final Map<String, ConfigOption<?>> byKey = new TreeMap<>();
  private final Map<Pattern, ConfigOption<?>> byPattern = new LinkedHashMap<>();

  private FlinkOptions() {}

  static FlinkOptions ofTheClassPath() {
    FlinkOptions options = new FlinkOptions();
    OF_EACH_JAR.forEach(one -> names(one).map(FlinkOptions::load).forEach(options::readFields));
    return options;
  }

  /** Finds an option by its present key only, not by a deprecated one. */
  Optional<ConfigOption<?>> find(String key) {
    return Optional.<ConfigOption<?>>ofNullable(byKey.get(key))
        .or(
            () ->
                byPattern.entrySet().stream()
                    .filter(each -> each.getKey().matcher(key).matches())
                    .<ConfigOption<?>>map(Map.Entry::getValue)
                    .findFirst());
  }

  private static Stream<String> names(Class<?> inJar) {
    try (JarFile jar =
        new JarFile(
            Path.of(inJar.getProtectionDomain().getCodeSource().getLocation().toURI()).toFile())) {
      List<String> names =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.matches("org/apache/flink/.*Options\\.class"))
              .map(name -> name.replace(".class", "").replace('/', '.'))
              .toList();
      return names.stream();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private void readFields(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && Modifier.isPublic(field.getModifiers())
          && field.getType() == ConfigOption.class) {
        read(field);
      }
    }
  }

  /**
   * Adds an option; a reporter declares its own by the end of the key, behind a prefix with its
   * name.
   */
  private void read(Field field) {
    ConfigOption<?> option = value(field);
    SuffixOption suffix = field.getAnnotation(SuffixOption.class);
    if (suffix == null) {
      byKey.put(option.key(), option);
    } else {
      String key = suffix.value() + "." + option.key();
      byPattern.put(Pattern.compile(pattern(key)), option);
    }
  }

  private static String pattern(String key) {
    return key.replace(".", "\\.").replaceAll("<[a-z]+>", "[a-zA-Z]+");
  }

  private static ConfigOption<?> value(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
