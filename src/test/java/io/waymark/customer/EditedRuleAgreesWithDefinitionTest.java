package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.RandomEdits.Edit;
import io.waymark.customer.RandomEdits.Kind;
import io.waymark.match.Definition;
import io.waymark.match.Definition.Version;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random edits of a rule in the middle of a history, against the brute-force reading of the
 * definition.
 *
 * <p>Conditions, audience and status change neither structure nor durations: a touchpoint is judged
 * when it arrives, by the version that is in force then. Where the structure changes, a choice that
 * starts before the edit is the old version's to its end, and one that starts after it the new
 * one's; a match of either clears the runs of both. Of a restart or removal nothing that was chosen
 * before it is left.
 */
class EditedRuleAgreesWithDefinitionTest {
  private static final int CASES = 5_000;

  private final Map<Kind, Integer> fired = new EnumMap<>(Kind.class);
  private final TwoBooks books = new TwoBooks();

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void firesWhenTheDefinitionDoes() {
    for (long seed = 0; seed < CASES; seed++) {
      check(seed);
    }

    assertThat(fired).as("cases that fire after an edit").hasSize(Kind.values().length - 1);
    assertThat(fired.values()).isNotEmpty().allMatch(cases -> cases > CASES / 150);
  }

  private void check(long seed) {
    Random random = new Random(seed);
    RandomEdits edits = new RandomEdits(random);
    Map<String, List<Long>> expected = expected(edits);
    for (RuleBook book : books.both()) {
      books.dropped = 0;
      Map<String, List<Long>> fires =
          TwoBooks.play(book, edits.first, edits.touchpoints, edits.edits, random);
      if (books.dropped == 0) {
        assertThat(fires).as("seed %d, %s%n%s", seed, books.name(book), edits).isEqualTo(expected);
      }
    }
    Edit last = edits.edits.get(edits.edits.size() - 1);
    if (expected.values().stream().flatMap(List::stream).anyMatch(at -> at > last.timeMillis())) {
      fired.merge(last.kind(), 1, Integer::sum);
    }
  }

  private static Map<String, List<Long>> expected(RandomEdits edits) {
    List<Lineage> lineages = new ArrayList<>(List.of(new Lineage(0, edits.first)));
    for (Edit edit : edits.edits) {
      Lineage current = lineages.get(lineages.size() - 1);
      switch (edit.kind()) {
        case CONDITIONS, REST -> current.judges.put(edit.after(), edit.rule().pattern());
        case STRUCTURE -> {
          current.lastStart = edit.after() - 1;
          lineages.add(new Lineage(edit.after(), edit.rule()));
        }
        default -> {
          return split(edits, lineages, edit);
        }
      }
    }
    return fires(edits, lineages, edits.touchpoints, Definition.NO_END);
  }

  /**
   * Returns the times that the versions before the edit find until then, and the new one after it.
   */
  private static Map<String, List<Long>> split(
      RandomEdits edits, List<Lineage> lineages, Edit last) {
    List<Touchpoint> before = edits.touchpoints.subList(0, last.after());
    List<Touchpoint> after = edits.touchpoints.subList(last.after(), edits.touchpoints.size());
    Map<String, List<Long>> fires = fires(edits, lineages, before, last.timeMillis());
    if (last.rule() != null) {
      new Definition(last.rule().pattern())
          .fires(after)
          .forEach(
              (value, times) -> fires.computeIfAbsent(value, v -> new ArrayList<>()).addAll(times));
    }
    return fires;
  }

  private static Map<String, List<Long>> fires(
      RandomEdits edits, List<Lineage> lineages, List<Touchpoint> touchpoints, long untilMillis) {
    return new Definition(
            lineages.stream().map(lineage -> lineage.version(edits.touchpoints)).toList())
        .fires(touchpoints, untilMillis);
  }

  /** Versions of one structure. */
  private static final class Lineage {
    /** The patterns by the number of the first touchpoint that each judges. */
    private final TreeMap<Integer, Pattern> judges = new TreeMap<>();

    private final int firstStart;
    private int lastStart = Integer.MAX_VALUE;

    Lineage(int firstStart, Rule rule) {
      this.firstStart = firstStart;
      judges.put(0, rule.pattern());
    }

    Version version(List<Touchpoint> all) {
      return new Version(
          judges.get(0),
          touchpoint -> judges.floorEntry(all.indexOf(touchpoint)).getValue(),
          touchpoint ->
              all.indexOf(touchpoint) >= firstStart && all.indexOf(touchpoint) <= lastStart);
    }
  }
}
