package io.waymark.recount;

import io.waymark.lifecycle.Stage;
import io.waymark.model.Estimate;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.Moves;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import io.waymark.recount.Facts.Feeling;
import io.waymark.recount.Facts.LastMeeting;
import io.waymark.recount.Facts.Meeting;
import io.waymark.recount.Facts.Move;
import io.waymark.recount.Facts.Stay;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the figures of a stage of the facts in it. */
final class StageRecount {
  private final Facts facts;
  private final Stage stage;
  private final long asOfMillis;

  StageRecount(Facts facts, Stage stage, long asOfMillis) {
    this.facts = facts;
    this.stage = stage;
    this.asOfMillis = asOfMillis;
  }

  StageFigures figures(int rank) {
    Map<Window, StageWindow> windows = new EnumMap<>(Window.class);
    for (Window window : Window.values()) {
      windows.put(window, window(window));
    }
    long open = facts.stays().stream().filter(stay -> stay.end() == null).count();
    return new StageFigures(rank, open, windows);
  }

  private StageWindow window(Window window) {
    Span span = Span.of(window, asOfMillis);
    List<Stay> cohort =
        facts.stays().stream().filter(stay -> span.holds(stay.enteredMillis())).toList();
    long n = cohort.size();
    DwellTable table = new DwellTable(cohort, asOfMillis);
    int within = table.rowsWithin(stage.horizonMillis());
    int silent = table.rowsUpTo(stage.horizonMillis() + stage.lostMillis());
    long dropOffMillis = DwellTable.longestMillis(silent) - stage.lostMillis();
    return new StageWindow(
        n,
        ended(cohort, Move.FORWARD),
        ended(cohort, Move.SKIP),
        ended(cohort, Move.BACK),
        ended(cohort, Move.LOST),
        cohort.stream().filter(stay -> stay.end() == null).count(),
        facts.returns().stream().filter(each -> span.holds(each.millis())).count(),
        moves(span),
        Math.min(stage.horizonMillis(), DwellTable.longestMillis(within)),
        table.incidence(Stay::isProgress, within, n),
        dropOffMillis <= 0 ? null : table.incidence(stay -> stay.ended(Move.LOST), silent, n),
        dropOffMillis <= 0 ? null : (Long) dropOffMillis,
        table.dwell(),
        deviations(cohort),
        sentiment(facts, span, LastMeeting::measuredMicros),
        sentiment(facts, span, LastMeeting::inferredMicros),
        coverage(facts, span),
        trend(moves(span), moves(Span.before(window, asOfMillis))));
  }

  private static long ended(List<Stay> stays, Move move) {
    return stays.stream().filter(stay -> stay.ended(move)).count();
  }

  private Moves moves(Span span) {
    List<Stay> ended =
        facts.stays().stream()
            .filter(stay -> stay.end() != null && span.holds(stay.endedMillis()))
            .toList();
    return new Moves(
        ended(ended, Move.FORWARD),
        ended(ended, Move.SKIP),
        ended(ended, Move.BACK),
        ended(ended, Move.LOST));
  }

  private static @Nullable Estimate trend(Moves now, Moves before) {
    return Formulas.difference(
        Formulas.share(now.forward() + now.skip(), all(now)),
        Formulas.share(before.forward() + before.skip(), all(before)));
  }

  private static long all(Moves moves) {
    return moves.forward() + moves.skip() + moves.back() + moves.lost();
  }

  private static Map<String, Long> deviations(List<Stay> stays) {
    Map<String, Long> deviations = new TreeMap<>();
    for (String deviation : List.of("late", "missing", "unexpected", "out-of-order")) {
      long visits = stays.stream().filter(stay -> stay.deviations().contains(deviation)).count();
      if (visits > 0) {
        deviations.put(deviation, visits);
      }
    }
    return deviations;
  }

  /** Returns the mean of the customers' means, of those who met a cell last in a time. */
  static @Nullable Estimate sentiment(
      Facts facts, Span span, Function<LastMeeting, @Nullable Long> micros) {
    return Formulas.mean(
        facts.lastMeetings().stream()
            .filter(each -> span.holds(each.millis()) && micros.apply(each) != null)
            .map(each -> Objects.requireNonNull(micros.apply(each)))
            .toList());
  }

  /** Returns the share of touchpoints that have a sentiment; 0 of none. */
  static double coverage(Facts facts, Span span) {
    List<Meeting> all =
        facts.meetings().stream().filter(each -> span.holds(each.millis())).toList();
    long with = all.stream().filter(each -> each.feeling() != Feeling.NONE).count();
    return all.isEmpty() ? 0 : (double) with / all.size();
  }
}
