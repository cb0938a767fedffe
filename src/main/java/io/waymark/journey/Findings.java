package io.waymark.journey;

import io.waymark.journey.estimate.Effect;
import io.waymark.journey.estimate.Exposure;
import io.waymark.journey.estimate.Landmarks;
import io.waymark.journey.estimate.PainPoints;
import io.waymark.journey.estimate.PainPoints.Finding;
import io.waymark.model.CellFigures;
import io.waymark.model.Window;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The pain points and helping moments of a segment. Effects are those of the last 30 days, in which
 * there are enough customers to compare, or of all time; the customers who met a cell are those of
 * each window.
 */
final class Findings {
  /** The windows over which customers are compared. */
  private static final List<Window> COMPARED = List.of(Window.MONTH, Window.ALL);

  /** A cell whose effect could be estimated. */
  private record Candidate(String stage, long cell, Rings rings, Effect effect) {}

  private record Key(Window window, String stage, long cell) {}

  private final Map<Key, Effect> effects = new LinkedHashMap<>();
  private final Map<Key, Finding> findings = new LinkedHashMap<>();

  private Findings() {}

  /**
   * Finds the pain points and helping moments.
   *
   * @param others finds the cell of a stage in which all meet that exceed its bounds
   */
  static Findings of(Map<String, MapPart> parts, ToLongFunction<String> others, long minute) {
    Findings found = new Findings();
    for (Window compared : COMPARED) {
      List<List<Candidate>> candidates = new ArrayList<>();
      parts.forEach(
          (stage, part) ->
              candidates.add(candidates(stage, part, others.applyAsLong(stage), compared, minute)));
      candidates.stream()
          .flatMap(List::stream)
          .forEach(each -> found.effects.put(key(compared, each), each.effect()));
      for (Window window : Window.values()) {
        if (comparedFor(window) == compared) {
          found.find(window, candidates, minute);
        }
      }
    }
    return found;
  }

  private static Window comparedFor(Window window) {
    return window == Window.ALL ? Window.ALL : Window.MONTH;
  }

  private static Key key(Window window, Candidate candidate) {
    return new Key(window, candidate.stage(), candidate.cell());
  }

  private static List<Candidate> candidates(
      String stage, MapPart part, long other, Window window, long minute) {
    Counts all = part.stage.sums(window, minute);
    List<Candidate> candidates = new ArrayList<>();
    // Visits may have met several of the cells that count as one, and cannot be told apart there.
    part.cells.forEach(
        (cell, rings) -> {
          if (cell != other) {
            effect(stage, cell, all, rings.sums(window, minute))
                .ifPresent(effect -> candidates.add(new Candidate(stage, cell, rings, effect)));
          }
        });
    return candidates;
  }

  private static Optional<Effect> effect(String stageName, long id, Counts stage, Counts cell) {
    long[] all = new long[Landmarks.COURSES];
    long[][] met = new long[Landmarks.COUNT][Landmarks.COURSES];
    for (int course = 0; course < Landmarks.COURSES; course++) {
      all[course] = stage.get(Measure.COURSE + course, Rings.ALL_TIME);
      for (int landmark = 0; landmark < Landmarks.COUNT; landmark++) {
        met[landmark][course] = cell.get(Measure.met(landmark, course), Rings.ALL_TIME);
      }
    }
    try {
      return Landmarks.effect(all, met);
    } catch (IllegalArgumentException e) {
      throw new ImpossibleCountsException(
          "cell %d of stage %s, of visits that met it".formatted(id, stageName), e);
    }
  }

  private void find(Window window, List<List<Candidate>> candidates, long minute) {
    List<List<Exposure>> exposures =
        candidates.stream()
            .map(
                stage ->
                    stage.stream()
                        .map(
                            each ->
                                new Exposure(
                                    each.rings()
                                        .sums(window, minute)
                                        .get(Measure.CUSTOMERS, Rings.ALL_TIME),
                                    each.effect()))
                        .toList())
            .toList();
    List<List<Optional<Finding>>> found = PainPoints.find(exposures);
    for (int stage = 0; stage < candidates.size(); stage++) {
      for (int i = 0; i < candidates.get(stage).size(); i++) {
        Key key = key(window, candidates.get(stage).get(i));
        found.get(stage).get(i).ifPresent(finding -> findings.put(key, finding));
      }
    }
  }

  /** Returns what was found of a cell; null for nothing. */
  @Nullable Finding find(Window window, String stage, long cell) {
    return findings.get(new Key(window, stage, cell));
  }

  /** Returns the effects of a cell, by the window in which customers are compared. */
  Map<Window, CellFigures.Effect> effects(String stage, long cell) {
    Map<Window, CellFigures.Effect> figures = new EnumMap<>(Window.class);
    for (Window compared : COMPARED) {
      Effect effect = effects.get(new Key(compared, stage, cell));
      if (effect != null) {
        Finding finding = find(compared, stage, cell);
        figures.put(
            compared,
            new CellFigures.Effect(
                Figures.of(effect.estimate(), effect.met()),
                finding == null
                    ? null
                    : Figures.of(finding.shrunk().estimate(), finding.shrunk().met()),
                effect.met(),
                effect.unmet()));
      }
    }
    return figures;
  }
}
