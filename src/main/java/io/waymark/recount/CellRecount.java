package io.waymark.recount;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Stage;
import io.waymark.model.CellFigures;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.Estimate;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.Window;
import io.waymark.recount.Facts.LastMeeting;
import io.waymark.recount.Facts.Move;
import io.waymark.recount.Facts.Stay;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the figures of all cells of a segment of the facts in it. */
final class CellRecount {
  /** The type and channel of a cell that stands for several, which cannot be compared. */
  static final String OTHER = "other";

  private static final double FALSE_DISCOVERIES = 0.1;

  private final Facts facts;
  private final long asOfMillis;

  /** The windows over which visits are compared: 30 days, or all time. */
  private final Map<Window, Map<CellName, Effect>> effects = new EnumMap<>(Window.class);

  CellRecount(Facts facts, Lifecycle lifecycle, long asOfMillis) {
    this.facts = facts;
    this.asOfMillis = asOfMillis;
    for (Window compared : List.of(Window.MONTH, Window.ALL)) {
      Map<CellName, Effect> found = new LinkedHashMap<>();
      for (Stage stage : lifecycle.stages()) {
        Facts here = facts.inStage(stage.name());
        List<Stay> known = known(here, stage.horizonMillis(), compared);
        here.cells()
            .filter(cell -> !(cell.type().equals(OTHER) && cell.channel().equals(OTHER)))
            .forEach(
                cell ->
                    new EffectRecount(known, cell, stage.horizonMillis())
                        .effect()
                        .ifPresent(effect -> found.put(cell, effect)));
      }
      effects.put(compared, found);
    }
  }

  /** Returns the visits that have been known for twice the horizon since yesterday or before. */
  private List<Stay> known(Facts here, long horizonMillis, Window compared) {
    long today = Span.begin(Span.DAY, asOfMillis);
    long first = compared == Window.ALL ? Long.MIN_VALUE : today - 30 * Span.DAY;
    Span span = new Span(first, today);
    return here.stays().stream()
        .filter(stay -> span.holds(stay.enteredMillis() + 2 * horizonMillis))
        .toList();
  }

  /** Returns the figures of a cell. */
  CellFigures figures(CellName cell) {
    Facts here =
        new Facts(
            facts.stays(),
            facts.meetings().stream().filter(each -> each.cell().equals(cell)).toList(),
            facts.lastMeetings().stream().filter(each -> each.cell().equals(cell)).toList(),
            List.of(),
            List.of());
    Map<Window, CellWindow> windows = new EnumMap<>(Window.class);
    for (Window window : Window.values()) {
      windows.put(window, window(cell, here, window));
    }
    Map<Window, CellFigures.Effect> figures = new EnumMap<>(Window.class);
    effects.forEach(
        (compared, found) -> {
          Effect effect = found.get(cell);
          if (effect != null) {
            Effect shrunk = shrunk(cell, compared);
            figures.put(
                compared,
                new CellFigures.Effect(
                    effect.estimate(),
                    shrunk == null ? null : shrunk.estimate(),
                    effect.met(),
                    effect.unmet()));
          }
        });
    return new CellFigures(windows, figures);
  }

  private CellWindow window(CellName cell, Facts here, Window window) {
    Span span = Span.of(window, asOfMillis);
    Span before = Span.before(window, asOfMillis);
    // A visit counts once for each of the cells that are shown as this one.
    List<Stay> cohort =
        here.stays().stream()
            .flatMap(
                stay ->
                    stay.met().stream()
                        .filter(met -> met.cell().equals(cell) && span.holds(met.millis()))
                        .map(met -> stay))
            .toList();
    long customers = here.lastMeetings().stream().filter(each -> span.holds(each.millis())).count();
    Estimate certain = certain(cell, window);
    return new CellWindow(
        here.meetings().stream().filter(each -> span.holds(each.millis())).count(),
        here.meetings().stream().filter(each -> before.holds(each.millis())).count(),
        customers,
        cohort.size(),
        ended(cohort, Move.FORWARD),
        ended(cohort, Move.SKIP),
        ended(cohort, Move.BACK),
        ended(cohort, Move.LOST),
        cohort.stream().filter(stay -> stay.end() == null).count(),
        Formulas.share(cohort.stream().filter(Stay::isProgress).count(), cohort.size()),
        StageRecount.sentiment(here, span, LastMeeting::measuredMicros),
        StageRecount.sentiment(here, span, LastMeeting::inferredMicros),
        StageRecount.coverage(here, span),
        certain == null ? 0 : (long) (customers * Math.max(0, -certain.high())),
        certain == null ? 0 : (long) (customers * Math.max(0, certain.low())));
  }

  private static long ended(List<Stay> stays, Move move) {
    return stays.stream().filter(stay -> stay.ended(move)).count();
  }

  /** Returns the shrunk effect that is taken for a window; null where it may well be chance. */
  private @Nullable Estimate certain(CellName cell, Window window) {
    Window compared = window == Window.ALL ? Window.ALL : Window.MONTH;
    Effect effect = of(compared).get(cell);
    Effect shrunk = shrunk(cell, compared);
    return effect == null || shrunk == null || effect.pValue() > limit(compared)
        ? null
        : shrunk.estimate();
  }

  private @Nullable Effect shrunk(CellName cell, Window compared) {
    Effect effect = of(compared).get(cell);
    if (effect == null || !effect.isComparable()) {
      return null;
    }
    return effect.shrunk(
        of(compared).entrySet().stream()
            .filter(each -> each.getKey().stage().equals(cell.stage()))
            .map(Map.Entry::getValue)
            .filter(Effect::isComparable)
            .toList());
  }

  /** Returns the largest p-value that Benjamini and Hochberg let pass. */
  private double limit(Window compared) {
    double[] sorted =
        of(compared).values().stream()
            .filter(Effect::isComparable)
            .mapToDouble(Effect::pValue)
            .sorted()
            .toArray();
    double limit = -1;
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] <= FALSE_DISCOVERIES * (i + 1) / sorted.length) {
        limit = sorted[i];
      }
    }
    return limit;
  }

  private Map<CellName, Effect> of(Window compared) {
    return Objects.requireNonNull(effects.get(compared));
  }
}
