package io.waymark.export;

/** Texts in the attributes of XML 1.0. */
final class XmlText {
  /** Stands for a character that XML 1.0 cannot hold. */
  private static final int REPLACEMENT = 0xFFFD;

  private XmlText() {}

  /**
   * Returns a text as the value of an attribute. Blanks but the space are written as references, as
   * a parser would make spaces of them.
   */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> append(escaped, character));
    return escaped.toString();
  }

  /**
   * Returns a text as an XML name, reversibly: a character that no name has, and an underscore
   * before an {@code x}, becomes <code>_xHHHH_</code> with its number, of eight digits above FFFF
   * (ISO/IEC 9075-14, and XmlConvert of .NET). A colon does, too, as it separates the prefix of an
   * extension.
   */
  static String name(String text) {
    StringBuilder name = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int character = text.codePointAt(at);
      boolean looksEscaped = character == '_' && text.startsWith("_x", at);
      if (isNameCharacter(character, at == 0) && !looksEscaped) {
        name.appendCodePoint(character);
      } else {
        name.append((character > 0xFFFF ? "_x%08X_" : "_x%04X_").formatted(character));
      }
    }
    return name.isEmpty() ? "_" : name.toString();
  }

  private static void append(StringBuilder escaped, int character) {
    switch (character) {
      case '<' -> escaped.append("&lt;");
      case '&' -> escaped.append("&amp;");
      case '"' -> escaped.append("&quot;");
      case '\t', '\n', '\r' -> escaped.append("&#").append(character).append(';');
      default -> escaped.appendCodePoint(isCharacter(character) ? character : REPLACEMENT);
    }
  }

  /** Returns whether a text may hold it (XML 1.0, production 2). */
  private static boolean isCharacter(int character) {
    return (character >= ' ' && character <= 0xD7FF)
        || (character >= 0xE000 && character <= 0xFFFD)
        || character >= 0x10000;
  }

  /** Returns whether names of every edition of XML have it, which is so of few but ASCII. */
  private static boolean isNameCharacter(int character, boolean isFirst) {
    boolean isLetter =
        (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    boolean isFollowing =
        (character >= '0' && character <= '9') || character == '.' || character == '-';
    return isLetter || character == '_' || (!isFirst && isFollowing);
  }
}
