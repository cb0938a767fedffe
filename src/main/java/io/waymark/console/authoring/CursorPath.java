package io.waymark.console.authoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of the cursor in a YAML text that need not be whole: found by indentation above it, and
 * by brackets on its own line.
 *
 * @param path the keys from the top, with {@value #ITEM} for an item of a list
 * @param mayBeKey whether a key may be written here
 * @param mayBeValue whether a value may be written here
 * @param word the beginning of that key or value, as far as it is written
 */
record CursorPath(List<String> path, boolean mayBeKey, boolean mayBeValue, String word) {
  static final String ITEM = "[]";

  private static final Pattern DASH = Pattern.compile("\\G-(?: +|$)");
  private static final Pattern KEY =
      Pattern.compile(
          "\\G(?:\"([^\"]*)\"|'([^']*)'|([^\\s{}\\[\\],#:\"'][^:#{}\\[\\],]*)):(?=\\s|$)");

  CursorPath {
    path = List.copyOf(path);
  }

  /** A dash or a key of a line, and its indentation. */
  private record Token(int indent, String text) {
    boolean isItem() {
      return text.equals(ITEM);
    }
  }

  /** The tokens that begin a line, and the place where they end. */
  private record Start(List<Token> tokens, int end) {
    private Start {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * Returns the place of a cursor.
   *
   * @param line from 1
   * @param column from 1
   */
  static CursorPath of(String text, int line, int column) {
    List<String> lines = text.lines().toList();
    String whole = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
    String before = whole.substring(0, Math.min(whole.length(), Math.max(0, column - 1)));
    Start start = start(before);
    Deque<String> path = new ArrayDeque<>();
    start.tokens().forEach(token -> path.addLast(token.text()));
    String rest = before.substring(start.end());
    int content = indent(before);
    int indent = start.tokens().isEmpty() ? content : start.tokens().get(0).indent();
    boolean isItem = !start.tokens().isEmpty() && start.tokens().get(0).isItem();
    prependAbove(lines.subList(0, Math.min(lines.size(), line - 1)), indent, isItem, path);
    return inLine(new ArrayList<>(path), start, rest.stripLeading());
  }

  private static CursorPath inLine(List<String> path, Start start, String rest) {
    if (rest.startsWith("{") || rest.startsWith("[")) {
      return flow(path, rest);
    }
    boolean isAfterKey =
        !start.tokens().isEmpty() && !start.tokens().get(start.tokens().size() - 1).isItem();
    return new CursorPath(path, !isAfterKey, true, rest);
  }

  /** Follows brackets to the cursor. */
  private static CursorPath flow(List<String> outer, String text) {
    List<String> path = new ArrayList<>(outer);
    Deque<Integer> depths = new ArrayDeque<>();
    Deque<Boolean> maps = new ArrayDeque<>();
    int from = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (quote != 0) {
        quote = each == quote ? 0 : quote;
      } else if (each == '"' || each == '\'') {
        quote = each;
      } else if (each == '{' || each == '[') {
        depths.push(path.size());
        maps.push(each == '{');
        if (each == '[') {
          path.add(ITEM);
        }
        from = i + 1;
      } else if ((each == '}' || each == ']') && !depths.isEmpty()) {
        cut(path, depths.pop());
        maps.pop();
        from = i + 1;
      } else if (each == ',' && !depths.isEmpty()) {
        cut(path, depths.getFirst() + (maps.getFirst() ? 0 : 1));
        from = i + 1;
      } else if (each == ':' && isKeyEnd(text, i, depths, maps, path)) {
        path.add(text.substring(from, i).strip().replaceAll("^[\"']|[\"']$", ""));
        from = i + 1;
      }
    }
    String word = text.substring(from).stripLeading();
    boolean isInMap = !maps.isEmpty() && maps.getFirst() && path.size() == depths.getFirst();
    return new CursorPath(path, isInMap, !isInMap, word);
  }

  private static boolean isKeyEnd(
      String text, int at, Deque<Integer> depths, Deque<Boolean> maps, List<String> path) {
    boolean isInMap = !maps.isEmpty() && maps.getFirst() && path.size() == depths.getFirst();
    return isInMap && (at + 1 == text.length() || text.charAt(at + 1) == ' ');
  }

  private static void cut(List<String> path, int size) {
    path.subList(size, path.size()).clear();
  }

  /** Puts the keys and items above before a path, from the bottom to the top. */
  private static void prependAbove(
      List<String> above, int indent, boolean isItem, Deque<String> path) {
    int need = indent;
    boolean isDash = isItem;
    for (int i = above.size() - 1; i >= 0 && (need > 0 || isDash); i--) {
      List<Token> tokens = start(above.get(i)).tokens();
      for (int t = tokens.size() - 1; t >= 0; t--) {
        Token token = tokens.get(t);
        boolean isParent =
            token.indent() < need || (isDash && !token.isItem() && token.indent() == need);
        if (isParent) {
          path.addFirst(token.text());
          need = token.indent();
          isDash = token.isItem();
        }
      }
    }
  }

  private static Start start(String line) {
    List<Token> tokens = new ArrayList<>();
    int at = indent(line);
    Matcher dash = DASH.matcher(line);
    while (dash.find(at)) {
      tokens.add(new Token(at, ITEM));
      at = dash.end();
    }
    Matcher key = KEY.matcher(line);
    if (at < line.length() && key.find(at)) {
      String name = key.group(1) != null ? key.group(1) : key.group(2);
      tokens.add(new Token(at, (name != null ? name : key.group(3)).strip()));
      at = key.end();
    }
    return new Start(tokens, at);
  }

  private static int indent(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }
}
