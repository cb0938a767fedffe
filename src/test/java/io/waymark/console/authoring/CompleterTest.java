package io.waymark.console.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.console.api.FakeStore;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Completes at the place of the bar in a text. */
class CompleterTest {
  private final FakeStore store = new FakeStore();
  private Authoring authoring;

  @BeforeEach
  void open() {
    store.types.addAll(List.of("Order Completed", "Order Shipped", "odd: type", "Ordner <b>"));
    store.properties.addAll(List.of("amount", "orderId", "not an identifier"));
    authoring = new FakeDesk(Clock.systemUTC()).authoring(store);
  }

  @Test
  void offersTheKeysOfTheTop() {
    assertThat(labels("|"))
        .contains("rule", "title", "signal", "pattern", "stall", "goal", "tests");
    assertThat(labels("ti|")).containsExactly("title");
  }

  @Test
  void offersKeysOfNestedMappings() {
    assertThat(labels("pattern:\n  |")).containsExactlyInAnyOrder("correlate", "within", "steps");
    assertThat(labels("trigger:\n  to: x\n  c|")).containsExactly("cooldown");
    assertThat(labels("goal:\n  |")).containsExactlyInAnyOrder("on", "where", "within");
    assertThat(labels("pattern:\n  steps:\n    - order: A\n      |"))
        .contains("where", "times", "optional", "within");
    assertThat(labels("tests:\n- name: x\n  given:\n  - {at: 0s, t|")).containsExactly("type");
  }

  @Test
  void offersTheValuesOfAnEnumeration() {
    assertThat(labels("signal: |"))
        .containsExactlyInAnyOrder("stall", "frustration", "advocacy", "opportunity");
    assertThat(labels("status: pa|")).containsExactly("paused");
  }

  @Test
  void offersTheStagesOfTheLifecycle() {
    assertThat(labels("who:\n  stage: r|")).containsExactly("retention");
    assertThat(labels("who:\n  stage: [purchase, |")).contains("awareness", "onboarding");
  }

  @Test
  void offersTheTypesThatWereSeen() {
    assertThat(labels("pattern:\n  steps:\n    - order: Order |"))
        .containsExactly("Order Completed", "Order Shipped");
    assertThat(labels("pattern:\n  steps:\n    - absent: [Order Completed, Order S|"))
        .containsExactly("Order Shipped");
    assertThat(labels("pattern:\n  steps:\n    - absent: {except: [Order S|"))
        .containsExactly("Order Shipped");
    assertThat(labels("pattern:\n  steps:\n    - absent: {ex|")).containsExactly("except");
    assertThat(labels("pattern:\n  steps:\n    - absent: |")).contains("*");
    assertThat(labels("goal:\n  on: Order S|")).containsExactly("Order Shipped");
    assertThat(labels("tests:\n  - given:\n      - {at: 0s, type: ord|")).contains("Order Shipped");
  }

  @Test
  void writesATypeSoThatItIsOneText() {
    assertThat(complete("pattern:\n  steps:\n    - order: od|").items())
        .extracting(Completion::insert)
        .containsExactly("\"odd: type\"");
  }

  @Test
  void offersNamesOfExpressions() {
    String steps = "pattern:\n  steps:\n    - failure: A\n    - help: B\n      where: ";
    assertThat(labels(steps + "|")).contains("event", "failure");
    assertThat(labels(steps + "event.|")).contains("properties", "sentiment", "channel");
    assertThat(labels(steps + "event.properties.a|")).containsExactly("amount");
    assertThat(labels(steps + "failure.|")).containsExactly("count", "first", "last", "sum");
    assertThat(labels(steps + "failure.last.properties.o|")).containsExactly("orderId");
    assertThat(labels("who:\n  where: customer.|")).containsExactly("id", "stage", "traits");
    assertThat(labels("who:\n  where: ev|")).isEmpty();
  }

  @Test
  void saysWhereTheWordBegins() {
    assertThat(complete("signal: fru|").column()).isEqualTo(9);
    assertThat(complete("who:\n  where: a && customer.tr|").column()).isEqualTo(24);
  }

  @Test
  void offersNothingThatCannotStandThere() {
    assertThat(labels("nowhere:\n  |")).isEmpty();
    assertThat(labels("title: |")).isEmpty();
  }

  private List<String> labels(String textWithBar) {
    return complete(textWithBar).items().stream().map(Completion::label).toList();
  }

  private Completions complete(String textWithBar) {
    int at = textWithBar.indexOf('|');
    String before = textWithBar.substring(0, at);
    int line = 1 + (int) before.chars().filter(each -> each == '\n').count();
    int column = at - before.lastIndexOf('\n');
    return authoring.complete(before + textWithBar.substring(at + 1), line, column);
  }
}
