package io.waymark.rule;

import io.waymark.yaml.YamlValue;
import java.math.BigDecimal;

/** Reads shares of customers, such as {@code 5%} or {@code 2.5%}. */
public final class ShareReader {
  /** The share of all, in ten-thousandths. */
  static final int ALL = 10_000;

  private static final BigDecimal PARTS_A_PERCENT = BigDecimal.valueOf(ALL / 100);

  private ShareReader() {}

  /**
   * Returns a share in ten-thousandths; 0 where there is a problem, which is noted where it lies.
   *
   * @param most in ten-thousandths
   * @param otherwise the problem of a share that is 0, or more than {@code most}
   */
  public static int read(YamlValue value, int most, String otherwise) {
    String text = value.scalar();
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("\\d{1,3}(\\.\\d{1,2})?%")) {
      value.problem("a share is a percentage with at most two decimals, as in 5% or 2.5%");
      return 0;
    }
    BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
    int share = percent.multiply(PARTS_A_PERCENT).intValueExact();
    if (share < 1 || share > most) {
      value.problem(otherwise);
    }
    return share;
  }
}
