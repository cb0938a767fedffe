package io.waymark.console.store;

/**
 * Writes a text so that every product takes it. PostgreSQL refuses NUL, and no UTF-8 has half a
 * surrogate pair: both are written as {@code \} and four hexadecimal digits, and {@code \} as two
 * of them. Different texts stay different, and the begin of a text stays the begin.
 */
final class ColumnText {
  private static final int DIGITS = 4;

  private ColumnText() {}

  static String write(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isEscaped(text, i)) {
        return escape(text);
      }
    }
    return text;
  }

  private static boolean isEscaped(String text, int at) {
    char c = text.charAt(at);
    return c == 0 || c == '\\' || (Character.isSurrogate(c) && isHalf(text, at));
  }

  private static boolean isHalf(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
  }

  private static String escape(String text) {
    StringBuilder written = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isEscaped(text, i)) {
        written.append(c);
      } else if (c == '\\') {
        written.append("\\\\");
      } else {
        written.append("\\%04x".formatted((int) c));
      }
    }
    return written.toString();
  }

  static String read(String written) {
    if (written.indexOf('\\') < 0) {
      return written;
    }
    StringBuilder text = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else if (written.charAt(i + 1) == '\\') {
        text.append('\\');
        i++;
      } else {
        text.append((char) Integer.parseInt(written, i + 1, i + 1 + DIGITS, 16));
        i += DIGITS;
      }
    }
    return text.toString();
  }
}
