package io.waymark.expression;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.Operator;
import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import io.waymark.model.Arithmetic;
import io.waymark.model.Decimals;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The operators of CEL over the numbers of {@link Decimals}. CEL's own compute integers in 64 bits,
 * fractions in binary, and never one with the other; these work for any two numbers, and for texts
 * of numbers. For all other values they are CEL's own. {@link SentimentScales} adds functions.
 *
 * <p>An operator has one overload, which finds out by itself what its operands are; {@link
 * NumberTypes} makes the calls of a checked expression refer to it.
 */
final class Operators {
  private static final ImmutableMap<String, CelFunctionBinding> BINDINGS = bindings();

  private Operators() {}

  /** Returns the bindings of all operators and functions that are replaced. */
  static Iterable<CelFunctionBinding> all() {
    return BINDINGS.values();
  }

  /** Returns the only overload of an operator or function; null where CEL's own are kept. */
  static @Nullable String overload(String function) {
    CelFunctionBinding own = BINDINGS.get(function);
    return own == null ? null : own.getOverloadId();
  }

  private static ImmutableMap<String, CelFunctionBinding> bindings() {
    return ImmutableMap.<String, CelFunctionBinding>builder()
        .put(binary(Operator.ADD, Operators::add))
        .put(binary(Operator.SUBTRACT, Operators::subtract))
        .put(binary(Operator.MULTIPLY, Operators::multiply))
        .put(binary(Operator.DIVIDE, Operators::divide))
        .put(binary(Operator.MODULO, Operators::remainder))
        .put(unary(Operator.NEGATE.getFunction(), Operators::negate))
        .put(binary(Operator.LESS, Operators::less))
        .put(binary(Operator.LESS_EQUALS, Operators::lessOrEqual))
        .put(binary(Operator.GREATER, Operators::greater))
        .put(binary(Operator.GREATER_EQUALS, Operators::greaterOrEqual))
        .put(binary(Operator.EQUALS, Equality::equal))
        .put(binary(Operator.NOT_EQUALS, (one, other) -> !Equality.equal(one, other)))
        .put(binary(Operator.IN, Equality::isIn))
        .put(binary(Operator.INDEX, Equality::index))
        .put(unary("int", Conversions::toInteger))
        .put(unary("uint", Conversions::toUnsigned))
        .put(unary("double", Conversions::toNumber))
        .put(unary("string", Conversions::toText))
        .put(unary("timestamp", Conversions::toTime))
        .put(unary(SentimentScales.FROM_NPS, SentimentScales::fromNps))
        .put(
            SentimentScales.FROM_RATING,
            SentimentScales.fromRating(id(SentimentScales.FROM_RATING)))
        .buildOrThrow();
  }

  private static Map.Entry<String, CelFunctionBinding> binary(
      Operator operator, CelFunctionOverload.Binary<Object, Object> own) {
    String function = operator.getFunction();
    return Map.entry(
        function, CelFunctionBinding.from(id(function), Object.class, Object.class, own));
  }

  private static Map.Entry<String, CelFunctionBinding> unary(
      String function, CelFunctionOverload.Unary<Object> own) {
    return Map.entry(function, CelFunctionBinding.from(id(function), Object.class, own));
  }

  private static String id(String function) {
    return "waymark " + function;
  }

  private interface Computation {
    Number of(Number one, Number other);
  }

  private static Object add(Object one, Object other) throws CelEvaluationException {
    return one instanceof String text && other instanceof String rest
        ? text + rest
        : compute(Operator.ADD, Arithmetic::add, one, other);
  }

  private static Object subtract(Object one, Object other) throws CelEvaluationException {
    return compute(Operator.SUBTRACT, Arithmetic::subtract, one, other);
  }

  private static Object multiply(Object one, Object other) throws CelEvaluationException {
    return compute(Operator.MULTIPLY, Arithmetic::multiply, one, other);
  }

  private static Object divide(Object one, Object other) throws CelEvaluationException {
    return compute(Operator.DIVIDE, Arithmetic::divide, one, other);
  }

  private static Object remainder(Object one, Object other) throws CelEvaluationException {
    return compute(Operator.MODULO, Arithmetic::remainder, one, other);
  }

  private static Object compute(
      Operator operator, Computation computation, Object one, Object other)
      throws CelEvaluationException {
    Number number = Operands.number(one);
    Number otherNumber = Operands.number(other);
    if (number == null || otherNumber == null) {
      return Operands.standard(operator.getFunction(), one, other);
    }
    try {
      return computation.of(number, otherNumber);
    } catch (ArithmeticException e) {
      throw new CelNumericOverflowException(e.getMessage());
    }
  }

  private static Object negate(Object value) throws CelEvaluationException {
    Number number = Operands.number(value);
    return number == null
        ? Operands.standard(Operator.NEGATE.getFunction(), value)
        : Arithmetic.negate(number);
  }

  private static Object less(Object one, Object other) throws CelEvaluationException {
    return compare(Operator.LESS, order -> order < 0, one, other);
  }

  private static Object lessOrEqual(Object one, Object other) throws CelEvaluationException {
    return compare(Operator.LESS_EQUALS, order -> order <= 0, one, other);
  }

  private static Object greater(Object one, Object other) throws CelEvaluationException {
    return compare(Operator.GREATER, order -> order > 0, one, other);
  }

  private static Object greaterOrEqual(Object one, Object other) throws CelEvaluationException {
    return compare(Operator.GREATER_EQUALS, order -> order >= 0, one, other);
  }

  /** Compares numbers by their order; two texts are numbers only if both read as one. */
  private static Object compare(Operator operator, IntPredicate holds, Object one, Object other)
      throws CelEvaluationException {
    Number number = Operands.number(one);
    Number otherNumber = Operands.number(other);
    return number == null || otherNumber == null
        ? Operands.standard(operator.getFunction(), one, other)
        : (Object) holds.test(Decimals.compare(number, otherNumber));
  }
}
