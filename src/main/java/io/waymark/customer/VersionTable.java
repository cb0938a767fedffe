package io.waymark.customer;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The versions of rules, found by structure: each open run that is read from state asks for its
 * own. An open-addressed table of plain numbers, which stays in the processor's cache where a map
 * of boxed ones does not. Immutable.
 */
final class VersionTable {
  private final long[] structures;
  private final @Nullable RuleVersion[] versions;
  private final int mask;

  /**
   * @param all versions, no two with the same structure
   */
  VersionTable(Collection<RuleVersion> all) {
    int size = Math.max(2, Integer.highestOneBit(all.size()) * 4);
    this.structures = new long[size];
    this.versions = new RuleVersion[size];
    this.mask = size - 1;
    for (RuleVersion version : all) {
      int slot = slot(version.structure());
      structures[slot] = version.structure();
      versions[slot] = version;
    }
  }

  @Nullable RuleVersion find(long structure) {
    return versions[slot(structure)];
  }

  /**
   * Returns the slot that holds a structure, or the free one where it would be. A structure is a
   * digest, so any of its bits serve as a hash.
   */
  private int slot(long structure) {
    int slot = (int) structure & mask;
    while (versions[slot] != null && structures[slot] != structure) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
