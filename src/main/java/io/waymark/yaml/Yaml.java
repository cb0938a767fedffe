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

  /** Stands where bytes were no text of their charset. */
  private static final char REPLACEMENT = '\uFFFD';

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
    if (text.indexOf(REPLACEMENT) >= 0) {
      addCharset(text, problems);
      return Optional.empty();
    }
    return compose(text, problems)
        .map(node -> new YamlValue(node, problems))
        .flatMap(YamlValue::map);
  }

  private static void addCharset(String text, Problems problems) {
    int at = text.indexOf(REPLACEMENT);
    int lineStart = text.lastIndexOf('\n', at) + 1;
    int line = 1 + (int) text.substring(0, at).chars().filter(each -> each == '\n').count();
    problems.add(
        line,
        text.codePointCount(lineStart, at) + 1,
        "there are bytes that are no UTF-8; save the text as UTF-8");
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
      // Where quotes have no end, the context is where they begin.
      boolean isOpen = e.getProblem().startsWith("found unexpected");
      Optional<Mark> found = isOpen ? e.getContextMark() : e.getProblemMark();
      Mark mark = found.or(e::getContextMark).orElse(null);
      int line = mark == null ? 1 : mark.getLine() + 1;
      int column = mark == null ? 1 : mark.getColumn() + 1;
      problems.add(line, column, "not YAML: " + Jargon.inWords(e.getContext(), e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(1, 1, "not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }
}
