package io.waymark.settings;

import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Secrets, which settings name but do not hold: <code>${file:PATH}</code> is the content of a file
 * without the line breaks at its end, <code>${env:NAME}</code> the value of an environment
 * variable.
 *
 * <p>Properties of Kafka clients keep them as they are written. Each client resolves them when and
 * where it is made (KIP-297), by the two providers here, so that no secret gets into the job graph
 * and a job that restarts finds one that was changed.
 */
public final class Secrets {
  private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG;
  private static final String FILE = "file";
  private static final String ENVIRONMENT = "env";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

  /** A password or secret in a line of JAAS that is no reference. */
  private static final Pattern PLAIN_IN_JAAS =
      Pattern.compile("(?i)\\w*(password|secret)\\w*\\s*+=\\s*+(?![\"']?\\$\\{[^}]*}[\"'\\s;])");

  private Secrets() {}

  /** Hands a Kafka client what <code>${file:PATH}</code> stands for. */
  public static final class OfFiles extends Provider {
    @Override
    String secret(String path) {
      return ofFile(path);
    }
  }

  /** Hands a Kafka client what <code>${env:NAME}</code> stands for. */
  public static final class OfEnvironment extends Provider {
    @Override
    String secret(String name) {
      return ofVariable(name);
    }
  }

  /**
   * Returns the problems with the secrets in a property of Kafka clients: a secret that cannot be
   * resolved in this process, and one in plain text.
   *
   * @param hasProviders whether other providers were set by hand, whose references are theirs
   */
  static List<String> problems(String property, String value, boolean hasProviders) {
    List<String> problems = new ArrayList<>();
    if (isPlain(property, value)) {
      problems.add(
          "a secret must not stand here in plain text; write ${file:PATH} or ${env:NAME} instead");
    }
    if (!hasProviders) {
      REFERENCE
          .matcher(value)
          .results()
          .forEach(reference -> check(reference.group(1), value, problems));
    }
    return problems;
  }

  /**
   * Returns the text with each reference replaced by its secret.
   *
   * @throws ConfigException if one cannot be found; the message says which
   */
  public static String resolve(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(reference -> Matcher.quoteReplacement(secret(reference.group(1))));
  }

  /** Adds the providers by which clients resolve the references in their properties. */
  static Map<String, String> withProviders(Map<String, String> client) {
    boolean named = client.values().stream().anyMatch(value -> REFERENCE.matcher(value).find());
    if (!named || client.containsKey(PROVIDERS)) {
      return client;
    }
    Map<String, String> all = new LinkedHashMap<>(client);
    all.put(PROVIDERS, FILE + "," + ENVIRONMENT);
    all.put(PROVIDERS + "." + FILE + ".class", OfFiles.class.getName());
    all.put(PROVIDERS + "." + ENVIRONMENT + ".class", OfEnvironment.class.getName());
    return all;
  }

  private static boolean isPlain(String property, String value) {
    if (property.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
      return PLAIN_IN_JAAS.matcher(value).find();
    }
    ConfigDef.ConfigKey key = AdminClientConfig.configDef().configKeys().get(property);
    return key != null && key.type == ConfigDef.Type.PASSWORD && !isAlone(value);
  }

  private static boolean isAlone(String value) {
    return REFERENCE.matcher(value).matches();
  }

  /**
   * Notes the problems of one reference. A secret inside a line of JAAS must not need escaping
   * there.
   */
  private static void check(String reference, String value, List<String> problems) {
    try {
      String secret = secret(reference);
      if (secret.isEmpty()) {
        problems.add("what ${" + reference + "} stands for is empty");
      } else if (!isAlone(value) && !secret.matches("[^\"\\\\\r\n]*")) {
        problems.add(
            "what ${"
                + reference
                + "} stands for has a quote, a backslash or a line break, which cannot stand inside"
                + " another text; let it stand for the whole value");
      }
    } catch (ConfigException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static String secret(String reference) {
    int colon = reference.indexOf(':');
    String name = reference.substring(colon + 1);
    return switch (reference.substring(0, Math.max(0, colon))) {
      case FILE -> ofFile(name);
      case ENVIRONMENT -> ofVariable(name);
      default ->
          throw new ConfigException(
              "'${" + reference + "}' is neither ${file:PATH} nor ${env:NAME}");
    };
  }

  private static String ofFile(String path) {
    try {
      return Files.readString(Path.of(path)).replaceAll("[\r\n]+$", "");
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(
          "the file of ${file:"
              + path
              + "} cannot be read on this machine: "
              + FileFailure.reason(e));
    }
  }

  private static String ofVariable(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new ConfigException(
          "the variable of ${env:" + name + "} is not in the environment of this process");
    }
    return value;
  }

  private abstract static class Provider implements ConfigProvider {
    /**
     * Returns the secret of a name. Names a missing one, where Kafka's own providers would take the
     * reference for the secret.
     */
    abstract String secret(String name);

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public ConfigData get(String path) {
      return new ConfigData(Map.of());
    }

    /** Returns the secrets of references. Kafka takes the text before a second colon for a path. */
    @Override
    public ConfigData get(String path, Set<String> keys) {
      Map<String, String> secrets = new HashMap<>();
      for (String key : keys) {
        secrets.put(key, secret(path == null || path.isEmpty() ? key : path + ":" + key));
      }
      return new ConfigData(secrets);
    }

    @Override
    public void close() {}
  }
}
