package io.waymark.yaml;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the words of YAML's parser into those of a person who writes a text, with the cure. */
final class Jargon {
  private static final List<Translation> TRANSLATIONS =
      List.of(
          to("mapping values are not allowed here", "a text with ': ' in it needs quotes"),
          to(
              "found character '\\\\t.*",
              "a tab; indent by blanks, as YAML does not allow tabs there"),
          new Translation("found character '([^\\\\'])'.*", found -> begins(found.group(1))),
          new Translation(
              "found undefined alias (.*)",
              found -> "a text that begins with '*' needs quotes: \"*" + found.group(1) + "\""),
          new Translation(
              "found unknown escape character (.)\\(.*",
              found ->
                  "'\\"
                      + found.group(1)
                      + "' means nothing in double quotes; put the text in single quotes, or write"
                      + " '\\\\"
                      + found.group(1)
                      + "'"),
          to("found unexpected end of stream", "the quotes that begin here have no end"),
          to("found unexpected document separator", "the quotes that begin here have no end"),
          to("but found another document", "a second document; one file holds one"),
          to(
              "could not find expected ':'",
              "expected 'key: value'; a text over several lines needs quotes or '|'"),
          new Translation(
              "expected <block end>, but found '?(.*?)'?",
              found -> "this does not belong here; " + aligned(found.group(1))),
          new Translation(
              "expected ',' or '([\\]}])', but got (.*)",
              found ->
                  "expected ',' or '"
                      + found.group(1)
                      + "', but got "
                      + found.group(2)
                      + "; a comma is missing, a bracket above has no end, or a text with ',', '[' or '{' needs"
                      + " quotes"),
          to(
              "(block )?sequence entries are not allowed here",
              "a list begins on a line of its own, below its key"));

  /** A message of the parser, whole, and what it means. */
  private record Translation(Pattern message, Function<MatchResult, String> words) {
    Translation(String message, Function<MatchResult, String> words) {
      this(Pattern.compile(message, Pattern.DOTALL), words);
    }
  }

  private Jargon() {}

  private static Translation to(String message, String words) {
    return new Translation(message, found -> words);
  }

  private static String begins(String mark) {
    return "a text that begins with '" + mark + "' needs quotes";
  }

  private static String aligned(String token) {
    return token.contains("scalar")
        ? "a text that goes on after its quotes needs quotes around all of it"
        : "keys of one mapping, and the dashes of one list, begin in the same column";
  }

  /**
   * Returns what a message means; the message itself where that is not known.
   *
   * @param context what the parser was reading; null where it does not say
   */
  static String inWords(@Nullable String context, String message) {
    String reading = context == null ? "" : context;
    if (reading.endsWith("scanning an alias")) {
      return begins("*");
    } else if (reading.endsWith("scanning an anchor")) {
      return begins("&");
    }
    for (Translation each : TRANSLATIONS) {
      Matcher matcher = each.message().matcher(message);
      if (matcher.matches()) {
        return each.words().apply(matcher.toMatchResult());
      }
    }
    return message;
  }
}
