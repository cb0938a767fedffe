package io.waymark.intake;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The charset of a source of CSV, in which every byte has to be text. Charsets in which the bytes
 * of ASCII stand for themselves can be split into lines before they are decoded; a file in UTF-16
 * is made UTF-8 first, by {@link WideText}.
 */
record CsvCharset(Charset charset) {
  static final CsvCharset UTF_8 = new CsvCharset(StandardCharsets.UTF_8);

  private static final char MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';
  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Returns the charset of a name; empty when there is none or it cannot be split into lines. */
  static Optional<CsvCharset> named(String name) {
    try {
      Charset charset = Charset.forName(name);
      return keepsAscii(charset) || WideText.CHARSETS.contains(charset)
          ? Optional.of(new CsvCharset(charset))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns a text without its byte order mark.
   *
   * @throws NotTextException if some of the bytes are no text
   */
  String text(byte[] bytes) throws NotTextException {
    if (startsWithMark(bytes) && !charset.equals(StandardCharsets.UTF_8)) {
      throw new NotTextException(
          "it begins with the byte order mark of UTF-8, but the mapping's csv.charset is "
              + charset.name());
    }
    if (charset.equals(StandardCharsets.UTF_16) && !WideText.hasMark(bytes)) {
      throw new NotTextException(
          "UTF-16 without a byte order mark; write UTF-16LE or UTF-16BE as csv.charset");
    }
    String text = new String(bytes, charset);
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkAll(bytes);
    }
    return withoutMark(text);
  }

  /** Returns a text in which a replacement character stands for bytes that are no text. */
  String lenientText(byte[] bytes) {
    return withoutMark(new String(bytes, charset));
  }

  /** Tells bytes that are no text from a replacement character that was really written. */
  private void checkAll(byte[] bytes) throws NotTextException {
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length * 2), true);
    if (result.isError()) {
      throw new NotTextException(
          "not "
              + charset.name()
              + ": byte 0x"
              + HexFormat.of().withUpperCase().toHexDigits(bytes[in.position()])
              + " at position "
              + (in.position() + 1)
              + hint(bytes));
    }
  }

  private static String hint(byte[] bytes) {
    return WideText.hasMark(bytes)
        ? "; it begins with the byte order mark of UTF-16, which csv.charset in the mapping names"
        : "; csv.charset in the mapping names another charset, such as windows-1252";
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= UTF_8_MARK.length
        && bytes[0] == UTF_8_MARK[0]
        && bytes[1] == UTF_8_MARK[1]
        && bytes[2] == UTF_8_MARK[2];
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  private static boolean keepsAscii(Charset charset) {
    try {
      for (int each = 0; each < 0x80; each++) {
        ByteBuffer one = ByteBuffer.wrap(new byte[] {(byte) each});
        CharBuffer decoded = charset.newDecoder().decode(one);
        if (decoded.length() != 1 || decoded.get(0) != each) {
          return false;
        }
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Reports bytes that are no text of the charset. */
  static final class NotTextException extends Exception {
    private static final long serialVersionUID = 1;

    NotTextException(String message) {
      super(message, null, false, false);
    }
  }
}
