package io.waymark.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads one YAML document. */
public final class Yaml {
  /**
   * The longest text that is read: far more than a person writes by hand, and a bound on the cost
   * of a pushed text.
   */
  public static final int MOST_CHARACTERS = 64 * 1024;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new CoreSchema())
          .setUseMarks(true)
          .setMaxAliasesForCollections(8)
          .build();

  private Yaml() {}

  /** Returns the mapping at the top of the text; empty after a problem. */
  public static Optional<YamlMap> read(String text, Problems problems) {
    if (text.length() > MOST_CHARACTERS) {
      problems.add(1, 1, "the text is longer than " + MOST_CHARACTERS + " characters; split it");
      return Optional.empty();
    }
    return compose(text, problems)
        .map(node -> new YamlValue(node, problems))
        .flatMap(YamlValue::map);
  }

  private static Optional<Node> compose(String text, Problems problems) {
    try {
      if (!NestingCheck.isSound(SETTINGS, text, problems)) {
        return Optional.empty();
      }
      Optional<Node> node = new Compose(SETTINGS).composeString(text);
      if (node.isEmpty()) {
        problems.add(1, 1, "the text is empty");
      }
      return node;
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
      int line = mark == null ? 1 : mark.getLine() + 1;
      int column = mark == null ? 1 : mark.getColumn() + 1;
      problems.add(line, column, "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(1, 1, "not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }
}
