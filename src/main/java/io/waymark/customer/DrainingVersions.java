package io.waymark.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The versions of rules whose structure is replaced, until their last open run is over; at most
 * {@link #MOST} of each rule. Each method costs as much as the versions that it takes out, however
 * many there are.
 */
final class DrainingVersions {
  /** More edits of a rule's structure than an author makes while runs of the first are open. */
  static final int MOST = 20;

  private static final Comparator<RuleVersion> BY_END =
      Comparator.comparingLong(RuleVersion::drainedMillis)
          .thenComparingLong(RuleVersion::structure);

  private final Map<Long, RuleVersion> byStructure = new HashMap<>();

  /** The versions of each rule in the order in which they were added, by the digest of its id. */
  private final Map<Long, Map<Long, RuleVersion>> byRule = new HashMap<>();

  private final TreeSet<RuleVersion> byEnd = new TreeSet<>(BY_END);

  boolean contains(long structure) {
    return byStructure.containsKey(structure);
  }

  Collection<RuleVersion> all() {
    return byStructure.values();
  }

  /**
   * Adds a version whose structure is not among them.
   *
   * @return the version of the same rule that was replaced first, which is taken out, where there
   *     are too many; else null
   */
  @Nullable RuleVersion add(RuleVersion version) {
    byStructure.put(version.structure(), version);
    byEnd.add(version);
    Map<Long, RuleVersion> own =
        byRule.computeIfAbsent(version.idDigest(), id -> new LinkedHashMap<>());
    own.put(version.structure(), version);
    if (own.size() <= MOST) {
      return null;
    }
    // The first of equals, so that the one added earlier goes.
    RuleVersion oldest =
        own.values().stream()
            .min(Comparator.comparingLong(RuleVersion::replacedMillis))
            .orElseThrow();
    remove(oldest.structure());
    return oldest;
  }

  /** Takes out the version of a structure; does nothing where there is none. */
  void remove(long structure) {
    RuleVersion version = byStructure.remove(structure);
    if (version != null) {
      byEnd.remove(version);
      Map<Long, RuleVersion> own = byRule.getOrDefault(version.idDigest(), new HashMap<>());
      own.remove(structure);
      if (own.isEmpty()) {
        byRule.remove(version.idDigest());
      }
    }
  }

  /** Takes out all versions of a rule and returns their structures. */
  List<Long> removeOf(long idDigest) {
    List<Long> gone = List.copyOf(byRule.getOrDefault(idDigest, Map.of()).keySet());
    gone.forEach(this::remove);
    return gone;
  }

  /** Takes out the versions whose last open run is over, and returns their structures. */
  List<Long> removeDrained(long nowMillis) {
    List<Long> gone = new ArrayList<>();
    while (!byEnd.isEmpty() && byEnd.first().isDrained(nowMillis)) {
      gone.add(byEnd.first().structure());
      remove(byEnd.first().structure());
    }
    return gone;
  }
}
