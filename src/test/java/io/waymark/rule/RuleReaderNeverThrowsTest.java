package io.waymark.rule;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the job goes on whatever is pushed to the rules topic. */
class RuleReaderNeverThrowsTest {
  private static final int CASES = 2_000;
  private static final String[] SCRAPS = {
    "",
    " ",
    "\n",
    "  ",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "'",
    "\"",
    "#",
    "&a ",
    "*a",
    "!!int ",
    "!x ",
    "|\n",
    ">-\n",
    "null",
    "~",
    "0",
    "-1",
    "99999999999999999999",
    ".inf",
    "1e999",
    "\t",
    "\u0000",
    "\uFEFF",
    "\uD83D\uDE00",
    "\uD83D",
    "---\n",
    "...\n",
    "? ",
    "<<: ",
    "@",
    "%",
    "`",
    "event",
    "=="
  };

  @Test
  void whateverIsPutIntoARule() {
    for (long seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      StringBuilder text =
          new StringBuilder(BundledRules.text(BundledRules.IDS.get(random.nextInt(12))));
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        int to = Math.min(text.length(), at + random.nextInt(6));
        text.replace(at, to, SCRAPS[random.nextInt(SCRAPS.length)]);
      }

      assertThatCode(() -> read(text.toString()))
          .as("seed %d%n%s", seed, text)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "a:\n ", "!", "(", "&a [", "\"", "'"})
  void whateverIsRepeatedWithoutEnd(String scrap) {
    String flood = scrap.repeat(60_000 / scrap.length());
    String condition =
        BundledRules.text("promoter").replaceFirst("where: .*", "where: >-\n    " + flood);

    assertThatCode(() -> read(flood)).doesNotThrowAnyException();
    assertThatCode(() -> read(condition)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!", "-", "[", "{1: ", "a.", "1 + ", "true || ", "true ? 1 : "})
  void howeverDeepAConditionIs(String scrap) {
    for (int times : new int[] {100, 249, 1_000, 2_000, 8_000}) {
      String condition = scrap.repeat(Math.min(times, 8_000 / scrap.length())) + "1";
      String text =
          BundledRules.text("promoter").replaceFirst("where: .*", "where: '" + condition + "'");

      assertThatCode(() -> read(text)).doesNotThrowAnyException();
    }
  }

  private static void read(String text) {
    new RuleReader(Set.of("purchase")).read("rule.yaml", text);
  }
}
