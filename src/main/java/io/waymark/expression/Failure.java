package io.waymark.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.Optional;

/** The reasons for which an evaluation has no value although nothing is missing. */
public enum Failure {
  WRONG_TYPE("an operator or a function does not take a value of the type that it met"),
  UNREADABLE("a text is no number, time or duration"),
  OUT_OF_RANGE("a number is out of range, or divided by zero"),
  NO_SUCH_ITEM("a list has no item of that number"),
  OTHER("a function does not take the value that it met"),
  OVER_LIMIT(
      "it takes more steps than one evaluation may, or than others of the rule have left over at"
          + " this touchpoint");

  private final String text;

  Failure(String text) {
    this.text = text;
  }

  /** Returns the reason in words, without any value that was met. */
  public String text() {
    return text;
  }

  /** Returns the reason; empty where a name or property is missing. */
  static Optional<Failure> of(CelEvaluationException failed) {
    CelErrorCode code = failed.getErrorCode();
    return switch (code) {
      case ATTRIBUTE_NOT_FOUND -> Optional.empty();
      case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND -> Optional.of(WRONG_TYPE);
      case BAD_FORMAT -> Optional.of(UNREADABLE);
      case NUMERIC_OVERFLOW, DIVIDE_BY_ZERO -> Optional.of(OUT_OF_RANGE);
      case INDEX_OUT_OF_BOUNDS -> Optional.of(NO_SUCH_ITEM);
      case ITERATION_BUDGET_EXCEEDED -> Optional.of(OVER_LIMIT);
      case INTERNAL_ERROR, DUPLICATE_ATTRIBUTE, INVALID_ARGUMENT -> Optional.of(OTHER);
    };
  }
}
