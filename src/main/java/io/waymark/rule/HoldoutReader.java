package io.waymark.rule;

import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;

/** Reads {@code holdout} of a rule and of a policy: a share of customers and a salt. */
public final class HoldoutReader {
  private static final int MOST = Holdout.BUCKETS / 2;
  private static final String RANGE =
      "a share is from 0.01% to 50%: most customers are to be sent to";

  private HoldoutReader() {}

  /** Returns what the map says; its problems are noted where it lies. */
  public static Holdout read(YamlMap map) {
    try (map) {
      int share =
          map.required("share").map(value -> ShareReader.read(value, MOST, RANGE)).orElse(0);
      String salt = map.required("salt").map(YamlValue::scalar).orElse("");
      return new Holdout(share, salt);
    }
  }
}
