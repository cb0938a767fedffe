package io.waymark.customer;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Versions of rules by their structure, as they were at one edition: each open run that is read
 * from state asks for its own. An open-addressed table of plain numbers, which stays in the
 * processor's cache where a map of boxed ones does not.
 */
final class ByStructure {
  private final long[] structures;
  private final RuleBook.@Nullable Entry[] entries;
  private final int mask;

  ByStructure(Collection<RuleBook.Entry> all) {
    int size = Math.max(2, Integer.highestOneBit(all.size()) * 4);
    this.structures = new long[size];
    this.entries = new RuleBook.Entry[size];
    this.mask = size - 1;
    for (RuleBook.Entry entry : all) {
      int place = place(entry.rule().structure());
      structures[place] = entry.rule().structure();
      entries[place] = entry;
    }
  }

  RuleBook.@Nullable Entry get(long structure) {
    return entries[place(structure)];
  }

  /** Where it is, or would be. A structure is a digest, of which any bits will do. */
  private int place(long structure) {
    int place = (int) structure & mask;
    while (entries[place] != null && structures[place] != structure) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
