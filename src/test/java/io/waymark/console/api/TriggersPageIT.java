package io.waymark.console.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.waymark.Schemas;
import io.waymark.console.store.Deliveries;
import io.waymark.console.store.Triggers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of triggers: its filters, what is withheld, and one trigger that is followed. */
class TriggersPageIT extends ServedPages {
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void fill() throws Exception {
    SampleStore.fill(served, Map.of());
    page.clock().setFixedTime(SampleStore.NOW.toEpochMilli());
    page.onRequest(request -> asked.add(request.url()));
  }

  @Test
  void filtersByACustomerWhoseIdIsInNoAddress() {
    open("/triggers");

    page.getByLabel("customer").fill(SampleStore.CUSTOMER);
    page.keyboard().press("Enter");

    assertThat(page.getByText("of one customer")).isVisible();
    assertThat(page.url()).contains("customer=" + SampleStore.KEY);
    assertThat(main()).containsText("Chat Started");
    assertThat(asked).isNotEmpty().noneMatch(url -> url.contains(SampleStore.CUSTOMER + "&"));
    assertThat(asked).noneMatch(url -> url.endsWith("=" + SampleStore.CUSTOMER));
    assertThat(asked).anyMatch(url -> url.contains("/api/triggers?customer=" + SampleStore.KEY));
    page.getByText("of one customer").click();
    assertThat(page.getByLabel("customer")).isVisible();
  }

  @Test
  void saysThatNoCustomerHasAnId() {
    open("/triggers");

    page.getByLabel("customer").fill("nobody");
    page.keyboard().press("Enter");

    assertThat(main()).containsText("no customer has the id nobody");
    assertThat(page.url()).doesNotContain("nobody");
  }

  @Test
  void saysWhichGatesWithheld() {
    open("/triggers");

    assertThat(page.locator(".withheld")).containsText("cooldown 30, quiet 12, cap 4");
    page.locator(".withheld a").first().click();

    assertThat(page.locator("main h1")).hasText("Decisions");
    assertThat(page.url()).contains("gate=cooldown");
  }

  @Test
  void followsATriggerToItsDeliveries() {
    List<Deliveries.Row> steps = List.copyOf(served.store.steps);
    served.store.steps.clear();
    open("/triggers");

    page.getByLabel("follow trigger " + SampleStore.TRIGGER).click();
    Locator followed = page.locator("[aria-label='The followed trigger']");
    assertThat(followed).containsText("Payment keeps failing");
    assertThat(followed).containsText("No attempt to deliver it is known yet");
    served.store.steps.addAll(steps.subList(1, 3));
    served.tick();

    assertThat(followed).containsText("delivered at attempt 2, in 38 ms", patient());
    page.reload();
    assertThat(followed).containsText("Payment keeps failing");
    page.getByText("Follow no more").click();
    assertThat(followed).hasCount(0);
  }

  @Test
  void readsListAndRatesEveryFewSecondsHoweverManyTriggersCome() throws Exception {
    page.clock().resume();
    open("/triggers");
    assertThat(main()).containsText("Chat Started");
    String document = Schemas.examples("trigger").get(0).toString();
    asked.clear();
    long end = System.nanoTime() + 7_000_000_000L;
    for (int i = 0; System.nanoTime() < end; i++) {
      served.store.sent.add(0, new Triggers.Row("t" + i, i, (long) i, document));
      served.tick();
      page.waitForTimeout(250);
    }

    assertThat(asked.stream().filter(url -> url.contains("/api/triggers/rate")).count())
        .isBetween(2L, 3L);
  }
}
