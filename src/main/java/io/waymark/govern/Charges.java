package io.waymark.govern;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The triggers that went out to a customer, which caps count. Mutable, of one thread, and kept with
 * the customer.
 *
 * <p>Under a policy the last {@link #KEPT} are kept whatever its caps are, so that a cap that is
 * new counts them; earlier ones as long as a cap may count them. Without a policy none is. Policies
 * bound the sum of their caps, and so the number of entries. An entry takes about 30 bytes of
 * state.
 */
public final class Charges {
  /** The number of entries that are kept whether or not a cap counts them. */
  static final int KEPT = 16;

  /** No cap looks back further; a month is shorter. */
  public static final Duration LONGEST = Duration.ofDays(90);

  private final List<Charge> all = new ArrayList<>();

  /** Returns all, in the order in which they were noted. */
  public List<Charge> all() {
    return all;
  }

  /** Adds an entry that was kept with the customer, after those that were kept before it. */
  public void restore(Charge charge) {
    all.add(charge);
  }

  /** Notes a trigger that goes out. */
  public void note(Charge charge, List<Cap> caps) {
    all.add(charge);
    if (all.size() > KEPT) {
      all.removeAll(superfluous(charge.millis() - LONGEST.toMillis(), caps));
    }
  }

  /** Returns the earlier entries that no cap counts, now or later. */
  private List<Charge> superfluous(long afterMillis, List<Cap> caps) {
    int[] later = new int[caps.size()];
    List<Charge> superfluous = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Charge charge = all.get(i);
      boolean counts = false;
      for (int cap = 0; cap < later.length; cap++) {
        if (caps.get(cap).of().chooses(charge.labels())) {
          counts |= later[cap]++ < caps.get(cap).most();
        }
      }
      boolean isEarly = i < all.size() - KEPT;
      if (isEarly && (!counts || charge.millis() <= afterMillis)) {
        superfluous.add(charge);
      }
    }
    return superfluous;
  }

  /** Returns the times after a moment at which triggers of a choice went out, the latest first. */
  List<Long> millisAfter(long afterMillis, Selector of) {
    List<Long> times = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Charge charge = all.get(i);
      if (charge.millis() > afterMillis && of.chooses(charge.labels())) {
        times.add(charge.millis());
      }
    }
    return times;
  }
}
