package io.waymark.govern.rate;

/**
 * The rule by which customers are chosen for a sample: those whose hash ends in as many zero bits
 * as the level says. So each level chooses half of the customers of the level before, whoever
 * counts them and in whatever order (adaptive sampling: Flajolet, "On Adaptive Sampling", 1990).
 */
final class Sample {
  /** The most customers in a sample: it has this many to half of it, or all that there are. */
  static final int MOST = 16_384;

  private Sample() {}

  static boolean chooses(long hash, int level) {
    return (hash & ((1L << level) - 1)) == 0;
  }

  /** Returns the hash of a customer: FNV-1a, then the finalizer of MurmurHash3 to mix its bits. */
  static long hash(String customer) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < customer.length(); i++) {
      hash = (hash ^ customer.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
