package io.waymark.expression;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates how large the program of a regular expression is, from its text alone: a repetition is
 * compiled as often as it may match, so that few characters can ask for any memory. The syntax is
 * RE2's. What it does not know counts as a character; it never counts too little by more than a
 * small factor.
 */
final class RegexSize {
  private static final long MOST = 1_000_000_000;

  /** The size of what was read, and of its last part, which a repetition concerns. */
  private record Group(long before, long last) {
    Group then(long size) {
      return new Group(plus(before, last), size);
    }

    Group repeated(long times) {
      return new Group(before, Math.min(MOST, Math.max(1, times) * Math.max(1, last) + 1));
    }

    long size() {
      return plus(before, last);
    }

    private static long plus(long a, long b) {
      return Math.min(MOST, a + b);
    }
  }

  private final String regex;
  private final Deque<Group> outer = new ArrayDeque<>();
  private Group group = new Group(0, 0);
  private int at;

  private RegexSize(String regex) {
    this.regex = regex;
  }

  /** Returns about how many instructions the program has. */
  static long of(String regex) {
    RegexSize size = new RegexSize(regex);
    while (size.at < regex.length()) {
      size.next();
    }
    while (!size.outer.isEmpty()) {
      size.closeGroup();
    }
    return size.group.size();
  }

  private void next() {
    char character = regex.charAt(at++);
    switch (character) {
      case '(' -> {
        outer.push(group);
        group = new Group(0, 0);
      }
      case ')' -> closeGroup();
      case '[' -> group = group.then(readClass());
      case '\\' -> readEscape();
      case '*', '+', '?' -> group = group.repeated(1);
      case '{' -> readRepetition();
      default -> group = group.then(1);
    }
  }

  private void closeGroup() {
    if (!outer.isEmpty()) {
      group = outer.pop().then(group.size() + 2);
    }
  }

  /** Reads {@code {n}}, <code>{n,}</code> or <code>{n,m}</code>; anything else is a character. */
  private void readRepetition() {
    int end = regex.indexOf('}', at);
    String[] bounds = end < 0 ? new String[0] : regex.substring(at, end).split(",", -1);
    if (bounds.length < 1 || bounds.length > 2 || !isNumber(bounds[0])) {
      group = group.then(1);
      return;
    }
    boolean isOpen = bounds.length == 2 && bounds[1].isEmpty();
    if (bounds.length == 2 && !isOpen && !isNumber(bounds[1])) {
      group = group.then(1);
      return;
    }
    long most = Long.parseLong(bounds[isOpen ? 0 : bounds.length - 1]);
    group = group.repeated(isOpen ? most + 1 : most);
    at = end + 1;
  }

  /** Returns whether a text has one to nine digits; a repetition has at most 1,000. */
  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 9
        && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  private void readEscape() {
    char escaped = at < regex.length() ? regex.charAt(at++) : '\\';
    if (escaped == 'Q') {
      int end = regex.indexOf("\\E", at);
      int stop = end < 0 ? regex.length() : end;
      for (; at < stop; at++) {
        group = group.then(1);
      }
      at = end < 0 ? stop : end + 2;
      return;
    }
    skipBraces(escaped);
    group = group.then(1);
  }

  private void skipBraces(char escaped) {
    if ("xpP".indexOf(escaped) >= 0 && at < regex.length() && regex.charAt(at) == '{') {
      int end = regex.indexOf('}', at);
      at = end < 0 ? regex.length() : end + 1;
    }
  }

  /** Reads a class of characters; each Unicode class in it is a table to be merged. */
  private long readClass() {
    long size = 1;
    if (at < regex.length() && regex.charAt(at) == '^') {
      at++;
    }
    int first = at;
    while (at < regex.length()) {
      char character = regex.charAt(at++);
      if (character == ']' && at - 1 > first) {
        return size;
      }
      if (character == '[' && regex.startsWith(":", at)) {
        int end = regex.indexOf(":]", at + 1);
        at = end < 0 ? at : end + 2;
      } else if (character == '\\' && at < regex.length()) {
        char escaped = regex.charAt(at++);
        size += escaped == 'p' || escaped == 'P' ? 1 : 0;
        skipBraces(escaped);
      }
    }
    return size;
  }
}
