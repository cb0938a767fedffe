package io.waymark.console.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages by keyboard alone: nothing here clicks. */
class KeyboardIT extends ServedPages {
  private static final int MOST_STOPS = 80;

  /** Names the element that has the focus, in shadow roots too; empty on the page itself. */
  private static final String FOCUSED =
      """
      () => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        if (!at || at === document.body) return '';
        if (!at.matches(':focus-visible')) return 'a focus that is not visible: ' + at.outerHTML;
        const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
        return name.replace(/\\s+/g, ' ').trim().slice(0, 60);
      }
      """;

  /** Gives an element what a browser gives it when somebody pastes. */
  private static final String PASTE =
      """
      (element, text) => {
        const data = new DataTransfer();
        data.setData('text/plain', text);
        element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
      }
      """;

  @BeforeEach
  void fill() throws Exception {
    SampleStore.fill(served, Map.of());
  }

  @Test
  void walksThroughTheJourney() {
    open("/journey?window=week");
    assertThat(page.locator(".mark")).not().hasCount(0);

    List<String> stops = stopsToTheEnd();

    assertThat(stops).startsWith("To the content", "Journey", "Customers", "Triggers");
    assertThat(stops).noneMatch(String::isEmpty).noneMatch(stop -> stop.startsWith("a focus"));
    assertThat(stops).contains("1 h", "all time", "map", "table", "CSV", "XES, OCEL");
    assertThat(stops).contains("Share of steps drawn");
    assertThat(stops.stream().filter(stop -> stop.contains("customers, ")))
        .as("the picture is one stop, the arrow keys go on inside")
        .hasSize(1);
  }

  @Test
  void readsAMarkAndTheCustomersWhoMetIt() {
    open("/journey?window=week");
    tabTo("customers, ");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Enter");
    assertThat(page.locator(".drawer")).containsText("Customers who met it last");

    tabTo(SampleStore.CUSTOMER);
    page.keyboard().press("Enter");

    assertThat(page.locator("main h1")).hasText(SampleStore.CUSTOMER);
  }

  @Test
  void editsAndPublishesARule() {
    open("/rules");
    assertThat(main()).containsText("that is all");
    tabTo(SampleStore.RULE);
    page.keyboard().press("Enter");
    assertThat(main()).containsText("The checker has no objection", patient());

    tabTo("The rule as YAML");
    page.keyboard().press("Control+End");
    page.keyboard().type("# by keyboard");
    backTo("why");
    page.keyboard().type("a test");
    page.keyboard().press("Enter");

    assertThat(main()).containsText("\u2713 Published", patient());
    assertThat(served.desk.pushed.get(1).rule().text()).endsWith("# by keyboard");
  }

  @Test
  void leavesTheEditorWithTheTabKey() {
    open("/rules/" + SampleStore.RULE);
    assertThat(main()).containsText("The checker has no objection", patient());
    tabTo("The rule as YAML");

    List<String> after = stopsToTheEnd();

    assertThat(after).anyMatch(stop -> stop.contains("Roll back to it"));
    assertThat(after).noneMatch(stop -> stop.startsWith("a focus"));
  }

  @Test
  void findsACustomerAndAsksWhyARuleFired() {
    open("/customers");
    assertThat(main()).containsText("that is all");
    tabTo("id");
    page.keyboard().type(SampleStore.CUSTOMER);
    page.keyboard().press("Enter");
    assertThat(page.locator("main h1")).hasText(SampleStore.CUSTOMER);
    assertThat(main()).containsText("Nothing earlier is stored");

    tabTo("rule all of the customer's");
    page.keyboard().press("ArrowDown");

    assertThat(page.locator(".why-not")).containsText("Gates, if it matched now");
    tabTo("01 Mar 2026, 10:30:00");
    page.keyboard().press("Enter");
    assertThat(page.locator(".timeline [aria-current]")).containsText("Order Completed");
  }

  /** A rule may have 64 KB; a browser must not stand still for it. */
  @Test
  void pastesALongRuleIntoTheEditor() {
    open("/rules/new");
    Locator editor = page.locator(".cm-content");
    assertThat(main()).containsText("The checker has no objection", patient());
    String line = "# " + "x".repeat(77) + "\n";
    String text = "rule: long\n" + line.repeat(65_000 / line.length());
    editor.focus();
    page.keyboard().press("Control+A");
    long begin = System.nanoTime();

    editor.evaluate(PASTE, text);

    assertThat(main()).containsText("problems", patient());
    assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    page.keyboard().press("Control+Home");
    page.keyboard().press("End");
    page.keyboard().type("er");
    assertThat(editor).containsText("rule: longer");
    assertThat(page.evaluate("() => document.querySelector('rule-editor').text.length"))
        .isEqualTo(text.length() + 2);
    assertThat(browser.messages()).isEmpty();
  }

  private void tabTo(String name) {
    press("Tab", name);
  }

  private void backTo(String name) {
    press("Shift+Tab", name);
  }

  private void press(String key, String name) {
    List<String> stops = new ArrayList<>();
    for (int i = 0; i < MOST_STOPS; i++) {
      page.keyboard().press(key);
      String stop = focused();
      stops.add(stop);
      if (stop.equals(name) || (name.length() > 4 && stop.contains(name))) {
        return;
      }
    }
    throw new AssertionError("no stop is " + name + ": " + stops);
  }

  private List<String> stopsToTheEnd() {
    List<String> stops = new ArrayList<>();
    for (int i = 0; i < MOST_STOPS; i++) {
      page.keyboard().press("Tab");
      String stop = focused();
      if (stop.isEmpty()) {
        return stops;
      }
      stops.add(stop);
    }
    throw new AssertionError("the walk does not end: " + stops);
  }

  private String focused() {
    return (String) page.evaluate(FOCUSED);
  }
}
