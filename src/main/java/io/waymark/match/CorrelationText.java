package io.waymark.match;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.model.Decimals;
import io.waymark.model.Digest;
import io.waymark.model.Touchpoint;
import org.jspecify.annotations.Nullable;

/**
 * The text of a value that a rule correlates by, as open runs keep it and triggers show it: the
 * value itself, or, above {@link #MOST_CHARS}, its digest behind {@link #DIGEST}. Orders, products
 * and addresses of pages are shorter; a text of 30 KB in each of hundreds of open runs would be
 * most of a customer's state.
 */
public final class CorrelationText {
  /** The length up to which a value is kept as it is. */
  public static final int MOST_CHARS = 256;

  /** Begins the digest of a value. */
  public static final String DIGEST = "sha256:";

  private CorrelationText() {}

  /** Returns the text of a value. */
  public static String of(Object value) {
    String text = inFull(value);
    return text.length() <= MOST_CHARS ? text : DIGEST + Digest.hex(text);
  }

  /**
   * Returns the value of a touchpoint in full where its text is a digest, and the text otherwise.
   * Ids are made of it, so that the ids of triggers do not depend on the length that is kept.
   *
   * @param text of the touchpoint's value
   */
  public static String inFull(String text, @Nullable Expression correlate, Touchpoint touchpoint) {
    if (correlate == null || !text.startsWith(DIGEST)) {
      return text;
    }
    Object value = correlate.evaluate(Scope.ofEvent(touchpoint, Scope.NONE));
    return value == null ? text : inFull(value);
  }

  private static String inFull(Object value) {
    return Decimals.text(value);
  }
}
