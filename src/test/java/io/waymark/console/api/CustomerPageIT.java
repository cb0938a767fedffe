package io.waymark.console.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.waymark.console.store.Customers;
import io.waymark.console.store.Customers.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of a customer with a long history, and links into it. */
class CustomerPageIT extends ServedPages {
  private static final int TOUCHPOINTS = 100_000;
  private static final String PATH = "/customers/" + SampleStore.KEY;

  @BeforeEach
  void fill() throws Exception {
    SampleStore.fill(served, Map.of());
    List<Customers.Moment> moments = new ArrayList<>();
    for (int i = TOUCHPOINTS; i > 0; i--) {
      moments.add(moment(i));
    }
    served.store.moments.clear();
    served.store.moments.addAll(moments);
  }

  @Test
  void showsAPageOfAHundredThousandTouchpointsAndMoreOnDemand() {
    long begin = System.nanoTime();
    open(PATH);
    assertThat(rows()).hasCount(50);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(rows().first()).containsText("Type 100000");
    page.getByText("Show earlier").click();
    assertThat(rows()).hasCount(100);
    assertThat(rows().last()).containsText("Type 99901");
  }

  @Test
  void linksToAMomentDeepInTheHistory() {
    open(PATH);
    for (int pages = 1; pages < 4; pages++) {
      page.getByText("Show earlier").click();
      assertThat(rows()).hasCount(50 * (pages + 1));
    }
    row("Type 99820").locator("a.moment").click();
    assertThat(current()).containsText("Type 99820");
    String link = page.url();

    page.navigate("about:blank");
    page.navigate(link);

    assertThat(current()).containsText("Type 99820");
    assertThat(current()).isInViewport();
    assertThat(rows()).hasCount(50);
    assertThat(link).doesNotContain("Type").doesNotContain("t-99820");
    page.getByText("Show the newest").click();
    assertThat(rows().first()).containsText("Type 100000");
  }

  @Test
  void findsALinkedMomentThatNewerOnesHavePushedDown() {
    open(PATH);
    row("Type 99990").locator("a.moment").click();
    String link = page.url();
    for (int i = 1; i <= 120; i++) {
      served.store.moments.add(0, moment(TOUCHPOINTS + i));
    }

    page.navigate("about:blank");
    page.navigate(link);

    assertThat(current()).containsText("Type 99990");
    assertThat(current()).isInViewport();
  }

  private static Customers.Moment moment(int number) {
    Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number);
    return new Customers.Moment(
        Kind.TOUCHPOINT,
        time.toEpochMilli(),
        "{\"id\": \"t-%d\", \"type\": \"Type %d\", \"channel\": \"web\", \"time\": \"%s\"}"
            .formatted(number, number, time));
  }

  private Locator rows() {
    return page.locator(".timeline > li");
  }

  private Locator row(String type) {
    return rows().filter(new Locator.FilterOptions().setHasText(type));
  }

  private Locator current() {
    return page.locator(".timeline [aria-current]");
  }
}
