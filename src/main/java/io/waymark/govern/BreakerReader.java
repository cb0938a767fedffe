package io.waymark.govern;

import io.waymark.rule.ShareReader;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;

/** Reads {@code breaker} of a policy. */
final class BreakerReader {
  private static final int MOST_SHARE = 9_999;

  /** The things of which a rail is a share; more may come. */
  private enum Of {
    CUSTOMERS
  }

  /** The fate of a rule that leaves its rail; more may come. */
  private enum Then {
    PAUSE
  }

  private BreakerReader() {}

  static Breaker read(YamlMap map) {
    try (map) {
      map.required("then").ifPresent(value -> value.oneOf(Then.class));
      Selector except = SelectorReader.read(map, "except", Selector.NONE);
      return map.required("rule")
          .flatMap(YamlValue::map)
          .map(rail -> rail(rail, except))
          .orElse(new Breaker(0, Breaker.LONGEST_SPAN.toMillis(), except));
    }
  }

  private static Breaker rail(YamlMap map, Selector except) {
    try (map) {
      int share =
          map.required("most")
              .map(
                  value ->
                      ShareReader.read(
                          value,
                          MOST_SHARE,
                          "a rail is from 0.01% to 99.99%: one of 100% is never left"))
              .orElse(0);
      map.required("of").ifPresent(value -> value.oneOf(Of.class));
      long span =
          map.required("in")
              .map(
                  value ->
                      value.durationMillis(
                          Breaker.SHORTEST_SPAN.toMillis(), Breaker.LONGEST_SPAN.toMillis()))
              .orElse(Breaker.LONGEST_SPAN.toMillis());
      return new Breaker(share, span, except);
    }
  }
}
