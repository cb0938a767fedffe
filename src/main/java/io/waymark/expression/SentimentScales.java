package io.waymark.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import io.waymark.model.Arithmetic;
import io.waymark.model.Decimals;
import java.util.List;

/**
 * Functions that turn the answer of a customer into a sentiment from -1 to 1. An answer that is not
 * on its scale has no sentiment: the evaluation fails, as guessing one would move a mean unseen.
 */
final class SentimentScales {
  static final String FROM_RATING = "fromRating";
  static final String FROM_NPS = "fromNps";

  private static final long WORST_NPS = 0;
  private static final long BEST_NPS = 10;
  private static final long LEAST_PASSIVE = 7;
  private static final long LEAST_PROMOTER = 9;

  private SentimentScales() {}

  static List<CelFunctionDecl> declarations(CelType number) {
    return List.of(
        CelFunctionDecl.newFunctionDeclaration(
            FROM_RATING,
            CelOverloadDecl.newGlobalOverload("from_rating", number, number, number, number)),
        CelFunctionDecl.newFunctionDeclaration(
            FROM_NPS, CelOverloadDecl.newGlobalOverload("from_nps", number, number)));
  }

  static CelFunctionBinding fromRating(String overload) {
    return CelFunctionBinding.from(
        overload,
        List.of(Object.class, Object.class, Object.class),
        operands -> fromRating(operands[0], operands[1], operands[2]));
  }

  /**
   * Returns the place of a rating between the ends of its scale, the worst of which is -1 and the
   * best 1. The worst may be the larger one, as with school grades from 6 to 1.
   */
  private static Number fromRating(Object rating, Object worst, Object best) {
    Number answer = number(rating);
    Number low = number(worst);
    Number range = Arithmetic.subtract(number(best), low);
    Number above = Arithmetic.subtract(answer, low);
    int direction = Decimals.compare(range, 0L);
    if (direction == 0) {
      throw new CelNumericOverflowException("a rating needs a scale with two different ends");
    }
    if (direction * Decimals.compare(above, 0L) < 0
        || direction * Decimals.compare(above, range) > 0) {
      throw new CelNumericOverflowException(
          text(rating) + " is no rating from " + text(worst) + " to " + text(best));
    }
    return Arithmetic.subtract(Arithmetic.divide(Arithmetic.multiply(2L, above), range), 1L);
  }

  /**
   * Returns 1 for a promoter (9 or 10), 0 for a passive (7 or 8) and -1 for a detractor (0 to 6),
   * so that the mean of many is the Net Promoter Score, divided by 100.
   */
  static Object fromNps(Object score) {
    Number answer = number(score);
    if (!Decimals.isInteger(answer)
        || Decimals.compare(answer, WORST_NPS) < 0
        || Decimals.compare(answer, BEST_NPS) > 0) {
      throw new CelNumericOverflowException(
          text(score) + " is no integer from " + WORST_NPS + " to " + BEST_NPS);
    }
    if (Decimals.compare(answer, LEAST_PROMOTER) >= 0) {
      return 1L;
    }
    return Decimals.compare(answer, LEAST_PASSIVE) >= 0 ? 0L : -1L;
  }

  /** Returns the number that a value counts as; an empty text counts as missing. */
  private static Number number(Object value) {
    if (value.equals("")) {
      throw CelAttributeNotFoundException.of("an empty text");
    }
    Number number = Operands.number(value);
    if (number == null) {
      throw new CelNumericOverflowException(text(value) + " is no number");
    }
    return number;
  }

  private static String text(Object value) {
    String text = value instanceof String ? "'" + value + "'" : Decimals.text(value);
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
