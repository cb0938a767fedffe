package io.waymark.recount;

import io.waymark.model.SegmentFigures.CellName;
import io.waymark.recount.Facts.Met;
import io.waymark.recount.Facts.Stay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares, at eight ages of a visit, the visits that had met a cell with those that had not: the
 * Mantel-Haenszel difference with Sato's variance, or with the robust one where that is larger.
 */
final class EffectRecount {
  private static final int LANDMARKS = 8;

  /**
   * A visit that is compared.
   *
   * @param metMillis when it met the cell first; {@link Long#MAX_VALUE} if it did not
   */
  private record Compared(Stay stay, long metMillis) {}

  private final List<Compared> stays;
  private final long horizonMillis;
  private final List<Stratum> strata = new ArrayList<>();

  /** The visits that were there at an age, by whether they had met the cell and went on in time. */
  private record Stratum(double met, double metOn, double unmet, double unmetOn) {
    double weight() {
      return met == 0 || unmet == 0 ? 0 : met * unmet / (met + unmet);
    }

    double difference() {
      return metOn / met - unmetOn / unmet;
    }

    double p() {
      double n = met + unmet;
      return (met * met * unmetOn - unmet * unmet * metOn + met * unmet * (unmet - met) / 2)
          / (n * n);
    }

    double q() {
      return (metOn * (unmet - unmetOn) + unmetOn * (met - metOn)) / (2 * (met + unmet));
    }

    /** Returns how much one visit adds to the sum of weighted differences, with n/(n-1) of few. */
    double influence(boolean isMet, boolean goesOn) {
      double n = isMet ? met : unmet;
      double share = isMet ? metOn / met : unmetOn / unmet;
      double few = n > 1 ? Math.sqrt(n / (n - 1)) : 1;
      return weight() == 0 ? 0 : (isMet ? 1 : -1) * weight() * few * ((goesOn ? 1 : 0) - share) / n;
    }
  }

  /**
   * Compares visits.
   *
   * @param stays to one stage, known for twice the horizon each
   */
  EffectRecount(List<Stay> stays, CellName cell, long horizonMillis) {
    this.stays = stays.stream().map(stay -> new Compared(stay, metMillis(stay, cell))).toList();
    this.horizonMillis = horizonMillis;
    for (int landmark = 1; landmark <= LANDMARKS; landmark++) {
      int at = landmark;
      List<Compared> there = this.stays.stream().filter(stay -> isThere(stay, at)).toList();
      List<Compared> met = there.stream().filter(stay -> hasMet(stay, at)).toList();
      List<Compared> unmet = there.stream().filter(stay -> !hasMet(stay, at)).toList();
      strata.add(new Stratum(met.size(), on(met, at), unmet.size(), on(unmet, at)));
    }
  }

  /** Returns the effect; empty where nothing can be compared, or all visits ended alike. */
  Optional<Effect> effect() {
    double weight = strata.stream().mapToDouble(Stratum::weight).sum();
    if (weight == 0) {
      return Optional.empty();
    }
    List<Stratum> both = strata.stream().filter(each -> each.weight() > 0).toList();
    double difference =
        both.stream().mapToDouble(each -> each.weight() * each.difference()).sum() / weight;
    double p = both.stream().mapToDouble(Stratum::p).sum();
    double q = both.stream().mapToDouble(Stratum::q).sum();
    double sato = (difference * p + q) / (weight * weight);
    double robust =
        stays.stream().mapToDouble(stay -> Formulas.square(influence(stay))).sum()
            / (weight * weight);
    double variance = Math.max(0, Math.max(sato, robust));
    return variance == 0
        ? Optional.empty()
        : Optional.of(new Effect(difference, Math.sqrt(variance), met(), unmet()));
  }

  private long met() {
    return stays.stream()
        .filter(
            stay -> {
              boolean met = false;
              for (int landmark = 1; landmark <= LANDMARKS; landmark++) {
                met |= isThere(stay, landmark) && hasMet(stay, landmark);
              }
              return met;
            })
        .count();
  }

  private long unmet() {
    return stays.stream().filter(stay -> isThere(stay, 1) && !hasMet(stay, 1)).count();
  }

  private double influence(Compared stay) {
    double sum = 0;
    for (int landmark = 1; landmark <= LANDMARKS; landmark++) {
      if (isThere(stay, landmark)) {
        sum += strata.get(landmark - 1).influence(hasMet(stay, landmark), goesOn(stay, landmark));
      }
    }
    return sum;
  }

  private double on(List<Compared> some, int landmark) {
    return some.stream().filter(stay -> goesOn(stay, landmark)).count();
  }

  private static long metMillis(Stay stay, CellName cell) {
    return stay.met().stream()
        .filter(met -> met.cell().equals(cell))
        .mapToLong(Met::millis)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Returns whether a visit is still there after the landmark's age, an eighth of H each. */
  private boolean isThere(Compared each, int landmark) {
    return each.stay().end() == null || LANDMARKS * dwell(each.stay()) > landmark * horizonMillis;
  }

  private boolean hasMet(Compared each, int landmark) {
    return each.metMillis() != Long.MAX_VALUE
        && LANDMARKS * (each.metMillis() - each.stay().enteredMillis()) <= landmark * horizonMillis;
  }

  private boolean goesOn(Compared each, int landmark) {
    return each.stay().isProgress()
        && LANDMARKS * (dwell(each.stay()) - horizonMillis) <= landmark * horizonMillis;
  }

  private static long dwell(Stay stay) {
    return stay.endedMillis() - stay.enteredMillis();
  }
}
