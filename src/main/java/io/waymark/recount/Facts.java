package io.waymark.recount;

import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures.CellName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that happened to customers, as the journey map sees it. Mutable while it is told. */
record Facts(
    List<Stay> stays,
    List<Meeting> meetings,
    List<LastMeeting> lastMeetings,
    List<Passage> passages,
    List<Return> returns) {
  /** The kinds of sentiment. */
  enum Feeling {
    NONE,
    MEASURED,
    INFERRED
  }

  /** Something that is counted in a segment. */
  sealed interface Fact permits Stay, Meeting, LastMeeting, Passage, Return {
    String segment();

    String stage();
  }

  /** The moves that end a visit. */
  enum Move {
    FORWARD,
    SKIP,
    BACK,
    LOST
  }

  /**
   * A visit.
   *
   * @param segment in which it ended, or is
   * @param end null where it has not ended
   * @param endedMillis 0 where it has not ended
   * @param met the cells that it met, those left out that the customer's ledger has no room for
   * @param deviations from the plan of the stage, by their names; of an ended visit
   */
  record Stay(
      String segment,
      String stage,
      long enteredMillis,
      @Nullable Move end,
      long endedMillis,
      List<Met> met,
      Set<String> deviations)
      implements Fact {
    Stay {
      met = List.copyOf(met);
      deviations = Set.copyOf(deviations);
    }

    Stay shown(UnaryOperator<CellName> cells) {
      List<Met> others =
          met.stream().map(each -> new Met(cells.apply(each.cell()), each.millis())).toList();
      return new Stay(segment, stage, enteredMillis, end, endedMillis, others, deviations);
    }

    boolean ended(Move... moves) {
      return end != null && List.of(moves).contains(end);
    }

    boolean isProgress() {
      return ended(Move.FORWARD, Move.SKIP);
    }
  }

  /** The first time that a visit met a cell. */
  record Met(CellName cell, long millis) {}

  /** A touchpoint, in the segment in which it came. */
  record Meeting(String segment, CellName cell, long millis, Feeling feeling) implements Fact {
    Meeting shown(UnaryOperator<CellName> cells) {
      return new Meeting(segment, cells.apply(cell), millis, feeling);
    }

    @Override
    public String stage() {
      return cell.stage();
    }
  }

  /**
   * The last time that a customer met a cell, in the segment in which the customer is.
   *
   * @param measuredMicros the customer's mean sentiment there in millionths; null for none
   */
  record LastMeeting(
      String segment,
      CellName cell,
      long millis,
      @Nullable Long measuredMicros,
      @Nullable Long inferredMicros)
      implements Fact {
    LastMeeting shown(UnaryOperator<CellName> cells) {
      return new LastMeeting(segment, cells.apply(cell), millis, measuredMicros, inferredMicros);
    }

    @Override
    public String stage() {
      return cell.stage();
    }
  }

  /**
   * A step from one cell to the next.
   *
   * @param from null for the start of a customer
   * @param to null for the loss of a customer
   */
  record Passage(
      String segment, String stage, @Nullable CellName from, @Nullable CellName to, long millis)
      implements Fact {
    Passage shown(UnaryOperator<CellName> ends) {
      return new Passage(
          segment,
          stage,
          from == null ? null : ends.apply(from),
          to == null ? null : ends.apply(to),
          millis);
    }
  }

  /** The return of a customer who was lost. */
  record Return(String segment, String stage, long millis) implements Fact {}

  static Facts none() {
    return new Facts(
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** Returns the facts of a segment. */
  Facts inSegment(String segment) {
    return segment.equals(MapRecord.EVERYBODY)
        ? this
        : where(fact -> fact.segment().equals(segment));
  }

  Facts inStage(String stage) {
    return where(fact -> fact.stage().equals(stage));
  }

  private Facts where(Predicate<Fact> predicate) {
    return new Facts(
        stays.stream().filter(predicate).toList(),
        meetings.stream().filter(predicate).toList(),
        lastMeetings.stream().filter(predicate).toList(),
        passages.stream().filter(predicate).toList(),
        returns.stream().filter(predicate).toList());
  }

  /**
   * Returns the facts with cells as they are shown.
   *
   * @param ends the cells at the ends of ways
   */
  Facts shown(UnaryOperator<CellName> cells, UnaryOperator<CellName> ends) {
    return new Facts(
        stays.stream().map(stay -> stay.shown(cells)).toList(),
        meetings.stream().map(each -> each.shown(cells)).toList(),
        lastMeetings.stream().map(each -> each.shown(cells)).toList(),
        passages.stream().map(passage -> passage.shown(ends)).toList(),
        returns);
  }

  boolean isEmpty() {
    return all().findAny().isEmpty();
  }

  Stream<String> segments() {
    return all().map(Fact::segment).distinct();
  }

  /** Returns every cell that is in a fact. */
  Stream<CellName> cells() {
    return Stream.of(
            stays.stream().flatMap(stay -> stay.met().stream()).map(Met::cell),
            meetings.stream().map(Meeting::cell),
            lastMeetings.stream().map(LastMeeting::cell))
        .flatMap(cells -> cells)
        .distinct();
  }

  private Stream<Fact> all() {
    return Stream.of(stays, meetings, lastMeetings, passages, returns).flatMap(Collection::stream);
  }
}
