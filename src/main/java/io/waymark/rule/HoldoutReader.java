package io.waymark.rule;

import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.math.BigDecimal;

/** Reads {@code holdout} of a rule and of a policy: a share of customers and a salt. */
public final class HoldoutReader {
  private static final BigDecimal BUCKETS_A_PERCENT = BigDecimal.valueOf(Holdout.BUCKETS / 100);

  private HoldoutReader() {}

  /** Returns what the map says; its problems are noted where it lies. */
  public static Holdout read(YamlMap map) {
    try (map) {
      int share = map.required("share").map(HoldoutReader::share).orElse(0);
      String salt = map.required("salt").map(YamlValue::scalar).orElse("");
      return new Holdout(share, salt);
    }
  }

  private static int share(YamlValue value) {
    String text = value.scalar();
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("\\d{1,3}(\\.\\d{1,2})?%")) {
      value.problem("a share is a percentage with at most two decimals, as in 5% or 2.5%");
      return 0;
    }
    BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
    int share = percent.multiply(BUCKETS_A_PERCENT).intValueExact();
    if (share < 1 || share > Holdout.BUCKETS / 2) {
      value.problem("a share is from 0.01% to 50%: most customers are to be sent to");
    }
    return share;
  }
}
