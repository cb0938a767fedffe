package io.waymark.console.authoring;

import io.waymark.rule.Rule;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line of a rule's text that gives its status; all else stays as its author wrote it. */
final class StatusLine {
  private static final Pattern STATUS = Pattern.compile("(?m)^(status:[ \\t]*)([\"']?)[a-z]+\\2");

  private StatusLine() {}

  /** Returns the text with another status; empty where its status is not on a line of its own. */
  static Optional<String> replaced(String text, Rule.Status status) {
    Matcher line = STATUS.matcher(text);
    return line.find()
        ? Optional.of(
            line.replaceFirst(
                Matcher.quoteReplacement(line.group(1) + status.name().toLowerCase(Locale.ROOT))))
        : Optional.empty();
  }
}
