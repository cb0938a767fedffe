package io.waymark.expression;

import dev.cel.common.CelIssue;
import io.waymark.yaml.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A complaint of CEL's parser or checker in plain words, and its place.
 *
 * @param line from 1
 * @param column from 0
 */
record ExpressionProblem(int line, int column, String message) {
  private static final Pattern UNEXPECTED =
      Pattern.compile("(?:mismatched|extraneous) input '(.*)' expecting (.*)", Pattern.DOTALL);
  private static final Pattern MISSING = Pattern.compile("missing (.*) at '(.*)'", Pattern.DOTALL);
  private static final Pattern UNREADABLE =
      Pattern.compile("no viable alternative at input '(.*)'", Pattern.DOTALL);
  private static final Pattern UNKNOWN_TOKEN =
      Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
  private static final Pattern UNKNOWN = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*");
  private static final Pattern ESCAPE =
      Pattern.compile("token recognition error at: '(.*)\\\\([^\\\\])'", Pattern.DOTALL);
  private static final Pattern METHOD =
      Pattern.compile("(contains|startsWith|endsWith|matches)\\s+(\"[^\"]*\"|'[^']*')");
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*");

  /**
   * Returns the problems to report to the author. For an expression that cannot be parsed this is
   * only the first one, because the others follow from it.
   */
  static List<ExpressionProblem> of(List<CelIssue> issues, String text, Set<String> names) {
    boolean isChecked = issues.stream().anyMatch(issue -> isOfTypes(issue.getMessage()));
    return issues.stream()
        .limit(isChecked ? issues.size() : 1)
        .map(issue -> of(issue, text, names))
        .toList();
  }

  private static boolean isOfTypes(String message) {
    return UNKNOWN.matcher(message).matches() || OVERLOAD.matcher(message).matches();
  }

  private static ExpressionProblem of(CelIssue issue, String text, Set<String> names) {
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = Math.max(0, issue.getSourceLocation().getColumn());
    String message = issue.getMessage();
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.matches()) {
      return unknown(unknown.group(1), line, column, lineOf(text, line), names);
    }
    Matcher overload = OVERLOAD.matcher(message);
    if (overload.matches()) {
      if (overload.group(2).contains("null")) {
        return new ExpressionProblem(line, column, ExpressionCheck.NEVER_NULL);
      }
      String operator = overload.group(1).replaceAll("_(?=\\W|$)|(?<=\\W)_|@|^_", "");
      String types =
          overload
              .group(2)
              .replace("google.protobuf.", "")
              .replace("dyn", "any")
              .replace("double", "number");
      return new ExpressionProblem(line, column, "'" + operator + "' does not go with " + types);
    }
    Matcher escape = ESCAPE.matcher(message);
    if (escape.matches()) {
      return escape(line, column + escape.group(1).length(), escape.group(2));
    }
    return new ExpressionProblem(line, column, syntax(message, lineOf(text, line), column));
  }

  private static ExpressionProblem escape(int line, int column, String escaped) {
    return new ExpressionProblem(
        line,
        column,
        "'\\%s' means nothing in a text; write '\\\\%s', or put r before the quotes: r\"\\%s...\""
            .formatted(escaped, escaped, escaped));
  }

  private static String syntax(String message, String text, int column) {
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      Matcher method = METHOD.matcher(text);
      int from =
          text.offsetByCodePoints(0, Math.min(column, text.codePointCount(0, text.length())));
      if (method.find(from) && method.start() == from) {
        return "'%s' goes behind a dot, and what is looked for into brackets; write .%s(%s)"
            .formatted(method.group(1), method.group(1), method.group(2));
      }
      return "expected " + expected(unexpected.group(2)) + ", but " + found(unexpected.group(1));
    }
    Matcher missing = MISSING.matcher(message);
    if (missing.matches()) {
      return "expected " + expected(missing.group(1)) + ", but " + found(missing.group(2));
    }
    Matcher unknown = UNKNOWN_TOKEN.matcher(message);
    if (unknown.matches()) {
      return unknownToken(unknown.group(1).strip());
    }
    if (message.startsWith("For input string: ")) {
      return Literals.TOO_LONG;
    }
    Matcher unreadable = UNREADABLE.matcher(message);
    return unreadable.matches()
        ? "this is no expression: '" + unreadable.group(1).replace("<EOF>", "") + "'"
        : message;
  }

  private static String unknownToken(String token) {
    return switch (token) {
      case "=" -> "'=' means nothing here; to compare, write '=='";
      case "=>" -> "'=>' means nothing here; write '>='";
      case "=<" -> "'=<' means nothing here; write '<='";
      case "<>" -> "'<>' means nothing here; write '!='";
      case "&" -> "'&' means nothing here; for 'and', write '&&'";
      case "|" -> "'|' means nothing here; for 'or', write '||'";
      default ->
          token.startsWith("'") || token.startsWith("\"")
              ? "the text that starts here has no end"
              : "'" + token + "' means nothing here";
    };
  }

  private static String expected(String tokens) {
    if (tokens.contains("IDENTIFIER")) {
      return "a value";
    }
    if (tokens.contains("'&&'")) {
      return "an operator such as '==' or '&&'";
    }
    String inner = tokens.replaceAll("^\\{|}$", "").replace("<EOF>", "the end");
    int last = inner.lastIndexOf(", ");
    return last < 0 ? inner : inner.substring(0, last) + " or " + inner.substring(last + 2);
  }

  private static String found(String token) {
    return switch (token) {
      case "<EOF>" -> "the expression ends";
      case "and", "AND" -> "here is '" + token + "'; write '&&'";
      case "or", "OR" -> "here is '" + token + "'; write '||'";
      case "not", "NOT" -> "here is '" + token + "'; write '!( ... )' around what must not hold";
      case "is", "IS" ->
          "here is '" + token + "'; write '==', or has(...) to ask whether it is there";
      default -> "here is '" + token + "'";
    };
  }

  private static ExpressionProblem unknown(
      String word, int line, int column, String text, Set<String> names) {
    boolean isCall = column < text.length() && text.charAt(column) == '(';
    if (isCall) {
      int start = text.lastIndexOf(word, column);
      return new ExpressionProblem(
          line,
          start < 0 ? column : start,
          word.equals("sum")
              ? "'sum' takes a list, a name for an item and an expression, as in"
                  + " sum(event.properties.products, p, p.price)"
              : "there is no function '" + word + "'");
    }
    Set<String> heads = below("", names);
    if (!heads.contains(word)) {
      String message = "unknown name '" + word + "'" + Spelling.hint(word, "known here:", heads);
      return new ExpressionProblem(line, column, message);
    }
    Matcher path = PATH.matcher(text);
    return new ExpressionProblem(
        line,
        column,
        path.find(column) ? unknownField(path.group(), names) : "unknown '" + word + "'");
  }

  /** Describes a path whose first word is known and a later one is not. */
  private static String unknownField(String path, Set<String> names) {
    String[] words = path.split("\\.");
    String prefix = words[0];
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      Set<String> fields = below(prefix + ".", names);
      if (!fields.contains(word) && names.contains(prefix + ".last." + word)) {
        return "'%s' is a step; did you mean '%s.last.%s'?".formatted(prefix, prefix, word);
      }
      if (!fields.contains(word)) {
        return "'" + prefix + "' has no '" + word + "'" + Spelling.hint(word, "it has", fields);
      }
      prefix += "." + word;
    }
    return "'"
        + prefix
        + "' is no value by itself; it has "
        + String.join(", ", below(prefix + ".", names));
  }

  /** Returns the words that can follow a prefix. */
  private static Set<String> below(String prefix, Set<String> names) {
    return names.stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .map(rest -> rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String lineOf(String text, int line) {
    List<String> lines = text.lines().toList();
    return line <= lines.size() ? lines.get(line - 1) : "";
  }
}
