package io.waymark.cli;

import java.util.Map;
import java.util.stream.Collectors;

/** Rules of which only the pattern matters, for tests. */
public final class LiveRule {
  private LiveRule() {}

  /**
   * Returns the texts of rules by their ids.
   *
   * @param patterns by the same ids, in YAML's braces
   */
  public static Map<String, String> texts(Map<String, String> patterns) {
    return patterns.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, rule -> text(rule.getKey(), rule.getValue())));
  }

  public static String text(String id, String pattern) {
    return """
        rule: %s
        title: t
        signal: frustration
        owner: o
        status: live
        pattern: %s
        trigger: {to: desk}
        """
        .formatted(id, pattern);
  }
}
