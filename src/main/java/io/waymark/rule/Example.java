package io.waymark.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An example of how a rule behaves, written by its author; {@code tests} in YAML. Times are
 * milliseconds after the start of the example.
 *
 * @param stage the stage in which the customer starts
 * @param traits the customer's traits at the start
 * @param expectMillis when the rule sends a trigger
 */
public record Example(
    String name,
    @Nullable String stage,
    Map<String, Object> traits,
    List<Given> given,
    List<Long> expectMillis) {

  public Example {
    traits = Collections.unmodifiableMap(new LinkedHashMap<>(traits));
    given = List.copyOf(given);
    expectMillis = List.copyOf(expectMillis);
  }

  /**
   * A touchpoint of the example.
   *
   * @param id only where the author says it, to have the same touchpoint twice
   */
  public record Given(
      @Nullable String id,
      long atMillis,
      String type,
      @Nullable String channel,
      @Nullable Double sentiment,
      Map<String, Object> properties) {
    public Given {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
  }
}
