package io.waymark.console.authoring;

import io.waymark.model.Decision;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The matches that a rule would have had in the stored touchpoints.
 *
 * @param sinceMillis from when on matches count
 * @param untilMillis the time of the newest touchpoint
 * @param played how many customers had touchpoints that the rule asks for
 * @param matched how many customers it matched
 * @param matches how often it matched
 * @param sent how many triggers it would have sent
 * @param withheld how many matches each gate would have withheld
 * @param samples the first match of some customers
 * @param isWhole whether all customers were played; false where time ran out
 */
public record Preview(
    long sinceMillis,
    long untilMillis,
    int played,
    int matched,
    int matches,
    int sent,
    Map<String, Integer> withheld,
    List<Decision> samples,
    boolean isWhole) {
  /** The number of samples. */
  public static final int SAMPLES = 20;

  public Preview {
    withheld = Collections.unmodifiableMap(new TreeMap<>(withheld));
    samples = List.copyOf(samples);
  }
}
