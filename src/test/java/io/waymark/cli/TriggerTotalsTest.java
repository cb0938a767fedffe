package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Tests the totals of triggers by rule and stage. */
class TriggerTotalsTest {
  private static final Terminal PIPE = new Terminal(0, Ansi.OFF);
  private static final Terminal NARROW = new Terminal(80, Ansi.OFF);

  private final TriggerTotals totals = new TriggerTotals();

  @Test
  void saysTheLargestOnOneLine() {
    add(2, "a", "purchase");
    add(1, "b", null);
    add(3, "c", "retention");
    add(1, "d", "retention");

    assertThat(totals.sentence(PIPE, 0))
        .containsExactly(
            "7 triggers so far: c 3, a 2, b 1 and 1 more rule; by stage retention 4, purchase 2,"
                + " no stage 1");
  }

  @Test
  void countsEachRuleByStage() {
    add(1_200, "payment-keeps-failing", "purchase");
    add(30, "payment-keeps-failing", "consideration");
    add(1, "promoter", "retention");

    assertThat(totals.table(NARROW))
        .containsExactly(
            "rule                             triggers  by stage",
            "payment-keeps-failing               1,230  purchase 1,200, consideration 30",
            "promoter                                1  retention 1",
            "all                                 1,231  purchase 1,200, consideration 30,",
            "                                           retention 1");
    assertThat(totals.stages("payment-keeps-failing"))
        .isEqualTo(Map.of("purchase", 1_200L, "consideration", 30L));
    assertThat(totals.stages()).containsEntry("retention", 1L);
    assertThat(totals.all()).isEqualTo(1_231);
  }

  private void add(int times, String rule, @Nullable String stage) {
    for (int i = 0; i < times; i++) {
      totals.add(rule, stage);
    }
  }
}
