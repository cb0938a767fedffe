package io.waymark.console.store;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that are named in figures of all rules. The counts of the others are added up, so that
 * the figures of ten thousand rules take no more room than those of a few.
 *
 * @param named the rules with the largest counts
 * @param others the number of rules that are not named
 */
record LargestRules(Set<String> named, int others) {
  LargestRules {
    named = Set.copyOf(named);
  }

  /**
   * Chooses the rules with the largest counts; of equal ones, the first by id.
   *
   * @param counts by rule
   */
  static LargestRules of(Map<String, Long> counts, int most) {
    Set<String> named =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(most)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return new LargestRules(named, counts.size() - named.size());
  }

  /** Returns the rule, or what stands for the others. */
  String nameOf(String rule) {
    return named.contains(rule) ? rule : Rules.OTHERS;
  }
}
