package io.waymark.console.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines at the top of a rule's text, for lists: of thousands of rules not each can be read
 * whole. Null where there is no such line.
 */
record RuleHead(
    @Nullable String title,
    @Nullable String signal,
    @Nullable String owner,
    @Nullable String status,
    @Nullable String canary) {
  private static final Pattern LINE =
      Pattern.compile("(?m)^(title|signal|owner|status|canary):[ \\t]*([^\\r\\n]*)$");

  static RuleHead of(String text) {
    String title = null;
    String signal = null;
    String owner = null;
    String status = null;
    String canary = null;
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      String value = plain(line.group(2));
      switch (line.group(1)) {
        case "title" -> title = value;
        case "signal" -> signal = value;
        case "owner" -> owner = value;
        case "canary" -> canary = value;
        default -> status = value;
      }
    }
    return new RuleHead(title, signal, owner, status, canary);
  }

  /** Takes quotes and a comment away. */
  private static String plain(String value) {
    Matcher quoted = Pattern.compile("^\"([^\"]*)\".*|^'([^']*)'.*").matcher(value);
    if (quoted.matches()) {
      return quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
    }
    return value.replaceFirst("\\s+#.*$", "").strip();
  }
}
