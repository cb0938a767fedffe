package io.waymark.expression;

import java.util.regex.Pattern;

/**
 * Reports that an expression has everything that it needs and still fails, as {@code int("many")}
 * does.
 */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * The place that CEL puts before a message: a number of a node, which says nothing to anybody.
   */
  private static final Pattern PLACE = Pattern.compile("^evaluation error(?: at [^:]*:[0-9]+)?: ");

  EvaluationException(String message) {
    super(PLACE.matcher(message).replaceFirst(""), null, false, false);
  }
}
