package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Latency;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/** A trigger as a person, or a program behind a pipe, meets it. */
class TriggerLinesTest {
  private static final long DUE = Instant.parse("2026-03-01T23:29:21Z").toEpochMilli();
  private static final String WHY =
      "Payment Failed x2 with amount 30, 25, then no Payment Succeeded or Order Completed, then"
          + " Help Article Viewed";

  @Test
  void fitsATerminalOf80Columns() {
    assertThat(lines(80, Ansi.OFF, trigger("payment-keeps-failing", "C009194", "purchase", WHY)))
        .containsExactly(
            "23:29:21  payment-keeps-failing         C009194   purchase       1s 406ms late",
            "          frustration: Payment Failed x2 with amount 30, 25, then no Payment",
            "          Succeeded or Order Completed, then Help Article Viewed");
  }

  @Test
  void fitsATerminalOf120Columns() {
    assertThat(lines(120, Ansi.OFF, trigger("payment-keeps-failing", "C009194", "purchase", WHY)))
        .containsExactly(
            "23:29:21  payment-keeps-failing         C009194   purchase       1s 406ms late",
            "          frustration: Payment Failed x2 with amount 30, 25, then no Payment Succeeded"
                + " or Order Completed, then Help",
            "          Article Viewed");
    assertThat(lines(120, Ansi.OFF, trigger("promoter", "C9", null, "Survey Answered")))
        .containsExactly(
            "23:29:21  promoter                      C9        -              1s 406ms late"
                + "  frustration: Survey Answered");
  }

  @Test
  void aLongReasonEndsWithDots() {
    List<String> lines =
        lines(80, Ansi.OFF, trigger("r", "c", "purchase", "Page Viewed, then ".repeat(40)));

    assertThat(lines).hasSize(4).allMatch(line -> line.length() <= 80);
    assertThat(lines.get(3)).endsWith(" Viewed, then Page ...");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 33, 80, 120, 200})
  void noLineIsLongerThanTheTerminalAndNoWordThatFitsIsCut(int width) {
    List<String> lines =
        lines(
            width,
            Ansi.OFF,
            trigger(
                "a-rule-of-sixty-four-characters-" + "r".repeat(32), "c".repeat(90), null, WHY));

    assertThat(lines).allMatch(line -> line.length() <= width);
    assertThat(List.of((String.join(" ", lines) + " ").split("[ ]+")))
        .allMatch(
            word ->
                word.endsWith("...")
                    || (" 23:29:21 - 1s 406ms late frustration: " + WHY + " ")
                        .contains(" " + word + " ")
                    || word.startsWith("a-rule-")
                    || word.startsWith("ccc"));
  }

  @Test
  void coloursTellPartsApart() {
    List<String> lines = lines(80, Ansi.ON, trigger("promoter", "C9", "purchase", "Answered"));

    assertThat(String.join("\n", lines))
        .contains("\u001b[1mpromoter\u001b[")
        .contains("\u001b[36mpurchase\u001b[")
        .contains("\u001b[31mfrustration:\u001b[");
    assertThat(lines)
        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
        .allMatch(l -> l.length() <= 80);
  }

  @Test
  void isOneLineWithoutColourInAPipe() {
    assertThat(lines(0, Ansi.OFF, trigger("payment-keeps-failing", "C009194", "purchase", WHY)))
        .containsExactly(
            "23:29:21  frustration payment-keeps-failing          C009194        "
                + WHY
                + "  (1s 406ms late)");
  }

  @Test
  void textsOfCustomersNeitherSteerTheTerminalNorAreMarkup() {
    String nasty = "A with k \u001b]0;x\u0007\u009b2J @|red x|@";

    for (int width : new int[] {0, 80}) {
      assertThat(String.join("", lines(width, Ansi.OFF, trigger("r", "c", null, nasty))))
          .contains("A with k  ]0;x  2J @|red x|@");
    }
  }

  private static List<String> lines(int width, Ansi ansi, Trigger trigger) {
    return TriggerLines.of(trigger, ZoneOffset.UTC, new Terminal(width, ansi));
  }

  private static Trigger trigger(String rule, String customer, @Nullable String stage, String why) {
    return new Trigger(
        "id",
        rule,
        "v1",
        "A title",
        Signal.FRUSTRATION,
        "crm",
        "crm",
        50,
        customer,
        null,
        stage,
        null,
        why,
        DUE,
        null,
        List.of(),
        Map.of(),
        new Latency(DUE, DUE, DUE + 1400, DUE + 1406));
  }
}
