package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However often a rule is edited, few of its versions are kept. */
class DrainingVersionsTest {
  @Test
  void keepsTheLatestOfAThousandStructures() {
    try (RuleBook book = RuleBook.open((rule, runs) -> {})) {
      List<Long> gone = new ArrayList<>();
      for (int edit = 0; edit < 1_000; edit++) {
        gone.addAll(book.put(version(edit), 0));
      }

      for (int edit = 0; edit < 1_000; edit++) {
        boolean isKept = book.withStructure(version(edit).structure()) != null;
        assertThat(isKept).as("edit %d", edit).isEqualTo(edit >= 999 - DrainingVersions.MOST);
      }
      assertThat(gone).hasSize(999 - DrainingVersions.MOST);
      assertThat(book.droppedVersions()).isEqualTo(999 - DrainingVersions.MOST);
    }
  }

  @Test
  void dropsTheOneThatWasReplacedFirstAlsoAfterARestart() {
    try (RuleBook book = RuleBook.open((rule, runs) -> {})) {
      book.put(version(1_000), 0);
      List<Long> gone = new ArrayList<>();
      for (int edit = 29; edit >= 0; edit--) {
        Rule rule = version(edit);
        gone.addAll(book.drain(rule, RuleBook.drainedMillis(rule, edit * 1_000L)));
      }

      assertThat(gone).hasSize(10).contains(version(0).structure(), version(9).structure());
      assertThat(book.withStructure(version(9).structure())).isNull();
      assertThat(book.withStructure(version(10).structure())).isNotNull();
    }
  }

  @Test
  void keepsTwentyOfEachRule() {
    try (RuleBook book = RuleBook.open((rule, runs) -> {})) {
      for (int edit = 0; edit <= DrainingVersions.MOST; edit++) {
        book.put(version("r", edit), 0);
        book.put(version("s", edit), 0);
      }

      assertThat(book.droppedVersions()).isZero();
      assertThat(book.withStructure(version("r", 0).structure())).isNotNull();
      assertThat(book.withStructure(version("s", 0).structure())).isNotNull();
    }
  }

  @Test
  void leavesNothingOfARuleThatIsRemoved() {
    try (RuleBook book = RuleBook.open((rule, runs) -> {})) {
      List<Long> gone = new ArrayList<>();
      for (int edit = 0; edit < 5; edit++) {
        book.put(version(edit), 0);
      }
      gone.addAll(book.remove("r", 0));

      assertThat(gone).hasSize(4);
      assertThat(book.size()).isZero();
      assertThat(book.withStructure(version(3).structure())).isNull();
    }
  }

  @Test
  void anEditBackMakesAVersionCurrentThatDrained() {
    try (RuleBook book = RuleBook.open((rule, runs) -> {})) {
      for (int edit = 0; edit < 100; edit++) {
        book.put(version(edit % 2), 0);
      }

      assertThat(book.droppedVersions()).isZero();
      assertThat(book.withStructure(version(1).structure())).matches(RuleVersion::isCurrent);
      assertThat(book.withStructure(version(0).structure())).matches(v -> !v.isCurrent());
    }
  }

  @Test
  void countsTheRunsOfADroppedVersion() {
    try (OneCustomer anna = new OneCustomer(version(0))) {
      anna.on("A", "0s");
      for (int edit = 1; edit <= DrainingVersions.MOST + 1; edit++) {
        anna.put(version(edit), "1s");
      }
      anna.on("Z", "2s").on("B0", "3s");

      assertThat(anna.triggers()).isEmpty();
      assertThat(anna.recorder.droppedRuns()).isEqualTo(1);
    }
  }

  private static Rule version(int edit) {
    return version("r", edit);
  }

  private static Rule version(String id, int edit) {
    return RulesFromYaml.withPattern(id, "{within: 1h, steps: [{a: A}, {b: B" + edit + "}]}");
  }
}
