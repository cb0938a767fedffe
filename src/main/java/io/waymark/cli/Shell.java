package io.waymark.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Writes words of a command that a person is told to type, so that a shell reads them back. */
final class Shell {
  /** The letters that mean themselves in every shell. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Shell() {}

  /** Returns a path as one word. */
  static String word(Path path) {
    return word(path.toString());
  }

  /** Returns a text as one word: in quotes where it holds what a shell would read otherwise. */
  static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
