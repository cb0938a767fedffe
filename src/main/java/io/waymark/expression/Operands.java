package io.waymark.expression;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import io.waymark.model.Decimals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Tells which operands are numbers, and leaves the others to CEL's own operators. */
final class Operands {
  /** CEL's own operators and functions by name; each chooses its overload by its operands. */
  private static final ImmutableMap<String, CelFunctionOverload> STANDARD = standard();

  private Operands() {}

  private static ImmutableMap<String, CelFunctionOverload> standard() {
    RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), Vocabulary.OPTIONS);
    ImmutableMap.Builder<String, CelFunctionOverload> standard = ImmutableMap.builder();
    for (CelFunctionBinding binding :
        CelStandardFunctions.newBuilder()
            .build()
            .newFunctionBindings(equality, Vocabulary.OPTIONS)) {
      standard.put(binding.getOverloadId(), binding.getDefinition());
    }
    return standard.buildOrThrow();
  }

  /** Applies CEL's own operator or function; fails where it has no overload for the operands. */
  static Object standard(String function, Object... operands) throws CelEvaluationException {
    CelFunctionOverload own = STANDARD.get(function);
    if (own == null) {
      throw new IllegalArgumentException("CEL has no " + function);
    }
    return own.apply(operands);
  }

  /**
   * Returns the number that an operand counts as; null for none.
   *
   * @throws CelNumericOverflowException for NaN and infinity, with which nothing can be computed
   */
  static @Nullable Number number(Object operand) {
    Number number = Decimals.number(operand);
    if (number != null || operand instanceof String || !(operand instanceof Number)) {
      return number;
    }
    if (operand instanceof UnsignedLong unsigned) {
      return Decimals.normal(new BigDecimal(unsigned.bigIntegerValue()));
    }
    throw new CelNumericOverflowException(operand + " is no number");
  }
}
