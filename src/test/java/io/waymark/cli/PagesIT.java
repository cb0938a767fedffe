package io.waymark.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.waymark.browser.Browser;
import io.waymark.console.Console;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.StoreSettings;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.Touchpoint;
import io.waymark.rule.BundledRules;
import io.waymark.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the console in a browser, with the job behind them. */
class PagesIT {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202Eevil";
  private static final String RULE = "payment-keeps-failing";
  private static final Pattern LIVE_AFTER = Pattern.compile("after ([\\d.]+) (ms|s)\\.");
  private static final double PATIENCE = Duration.ofSeconds(60).toMillis();

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @TempDir private static Path folder;
  private static JobUnderTest job;
  private static Console console;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    job = new JobUnderTest(BROKER.get(), folder, 2, Map.of("job.applied", "true"));
    job.push(BundledRules.IDS.stream().collect(Collectors.toMap(id -> id, BundledRules::text)));
    job.start(null);
    for (int customer = 0; customer < 60; customer++) {
      visit("c" + customer);
    }
    job.flush();
    console = console();
    browser = Browser.start();
  }

  @AfterAll
  static void stop() throws Exception {
    browser.close();
    console.close();
    job.close();
  }

  /** Sends two failed payments and a chat, which a rule answers. */
  private static void visit(String customer) {
    long now = System.currentTimeMillis();
    List<String> types =
        List.of(
            "page", "Product Viewed", "Payment Failed", "Payment Failed", "Chat Started", HOSTILE);
    for (int i = 0; i < types.size(); i++) {
      job.send(
          new Touchpoint(
              customer + "-" + i,
              customer,
              null,
              types.get(i),
              "web",
              now - 1_000L * (types.size() - i),
              null,
              Map.of("amount", 50.0)));
    }
  }

  private static Console console() throws Exception {
    Map<String, String> set = new HashMap<>();
    set.put("kafka.bootstrap", BROKER.bootstrap());
    set.put("topics.prefix", job.prefix());
    set.put("console.port", "0");
    set.put("console.store", folder.resolve("console").toString());
    Settings settings = Console.read(null, set);
    return Console.start(
        settings,
        settings.console(),
        RowStore.open(StoreSettings.of(settings.console())),
        Clock.systemUTC());
  }

  @ParameterizedTest
  @CsvSource({
    "/journey, Payment Failed",
    "/triggers, " + RULE,
    "/rules, " + RULE,
    "/rules/" + RULE + ", The checker has no objection",
    "/decisions, matched",
    "/policy, 'None was pushed yet, so nothing is limited'",
    "/deliveries, Nothing has been delivered yet",
    "/health-page, all 7 are there",
    "/audit, Audit",
    "/customers, c17"
  })
  void showsWhatTheJobDoesInBothColourSchemesWithoutAMessage(String path, String expected) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = open(path, scheme);

      assertThat(page.locator("main")).containsText(expected, patient());
      assertThat(browser.messages()).as(path).isEmpty();
      page.context().close();
    }
  }

  @Test
  void saysThatNoCutIsKeptYetAndWhenTheFirstComparisonIsThere() {
    Page page = open("/journey", ColorScheme.LIGHT);

    assertThat(page.locator(".toolbar")).containsText("no cut is kept of before", patient());
    assertThat(page.locator(".toolbar")).containsText("the first comparison is there on");
    page.locator(".toolbar button").getByText("all time").click();
    assertThat(page.locator(".toolbar")).containsText("nothing lies before all time", patient());
    assertThat(browser.messages()).isEmpty();
    page.context().close();
  }

  @Test
  void leadsFromATouchpointToTheRuleThatWatchesIt() {
    Page page = open("/journey", ColorScheme.LIGHT);
    Locator mark = page.locator(".mark[aria-label^='Payment Failed'][aria-label*='watched by']");

    assertThat(mark.first())
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
    mark.first().click();
    assertThat(page.locator(".drawer")).containsText("Rules here", patient());
    page.locator(".drawer a[href='/rules/" + RULE + "']").click();

    assertThat(page.locator("main")).containsText("The checker has no objection", patient());
    page.context().close();
  }

  @Test
  void showsOnACustomersPageWhatHappenedInItsOrder() {
    Page page = open("/customers", ColorScheme.LIGHT);

    page.getByLabel("id").fill("c");
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).containsText("begin with c", patient());
    page.getByText("c17", new Page.GetByTextOptions().setExact(true)).first().click();

    assertThat(page.locator("main")).containsText("Payment Failed", patient());
    assertThat(page.locator("main")).containsText(HOSTILE.substring(0, 20), patient());
    assertThat(page.locator("main img")).hasCount(0);
    assertThat(browser.messages()).isEmpty();
    page.context().close();
  }

  @Test
  void saysOnACustomersPageWhyARuleFiredOrNot() {
    Page page = open("/customers", ColorScheme.LIGHT);
    page.getByText("c17", new Page.GetByTextOptions().setExact(true)).first().click();
    assertThat(page.locator("main")).containsText("Why did a rule fire, or not?", patient());
    assertThat(page.locator(".why-not")).containsText("Last sent", patient());

    page.getByLabel("rule").selectOption(RULE);

    assertThat(page.locator(".why-not")).containsText("Gates, if it matched now", patient());
    assertThat(page.locator(".why-not")).containsText("Whom it is for");
    assertThat(page.locator(".why-not tbody tr")).hasCount(11);
    assertThat(page.locator(".why-not")).containsText("cooldown");
    org.assertj.core.api.Assertions.assertThat(page.url()).endsWith("rule=" + RULE);
    assertThat(browser.messages()).isEmpty();
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/triggers", "/decisions"})
  void leadsFromAListToTheCustomersPage(String path) {
    Page page = open(path, ColorScheme.LIGHT);

    Locator customer = page.locator("main td a[href^='/customers/']").first();
    String id = customer.textContent();
    customer.click();

    assertThat(page.locator("main h1")).hasText(id);
    assertThat(page.locator("main")).containsText("Timeline", patient());
    page.context().close();
  }

  @Test
  void saysAtWhichLineARuleIsWrongAndIsLiveWithinSecondsWhenMended() {
    Page page = open("/rules/" + RULE, ColorScheme.LIGHT);
    Locator editor = page.locator(".cm-content");
    editor.click();

    page.keyboard().press("Control+End");
    page.keyboard().type("\nownr: me");
    assertThat(page.locator("main")).containsText("unknown key 'ownr'", patient());
    assertThat(page.locator(".cm-lintRange-error")).hasText("ownr");
    assertThat(page.getByText("Publish", exactly())).isDisabled();
    for (int i = 0; i < "ownr: me".length(); i++) {
      page.keyboard().press("Backspace");
    }
    page.keyboard().type("# mended");
    assertThat(page.locator("main")).containsText("The checker has no objection", patient());
    page.getByLabel("why").fill("a test");
    page.getByText("Publish", exactly()).click();

    assertThat(page.locator("main")).containsText("a test", patient());
    assertThat(page.locator(".findings")).containsText("live on all 2 subtasks", patient());
    Matcher millis = LIVE_AFTER.matcher(page.locator(".findings").textContent());
    assertThat(millis.find()).isTrue();
    assertThat(Double.parseDouble(millis.group(1)) * (millis.group(2).equals("s") ? 1_000 : 1))
        .isLessThanOrEqualTo(3_000);
    page.context().close();
  }

  /**
   * Looks on while touchpoints come in, for the seconds of {@code -Dbrowser.seconds}. The contract
   * has 300 MB after 1,800 s and a first paint within 1 s on a machine that does nothing else.
   */
  @Test
  void paintsSoonAndStaysSmallWhileTheMapMoves() {
    long seconds = Long.getLong("browser.seconds", 20);
    Page page = open("/journey", ColorScheme.LIGHT);
    assertThat(page.locator("main")).containsText("Payment Failed", patient());
    long before = Browser.heapBytes(page);
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    int moves = 0;
    for (; System.nanoTime() < end || moves == 0; moves++) {
      Object shown = page.evaluate("() => document.querySelector('.as-of time').dateTime");
      visit("live-" + moves);
      job.flush();
      page.waitForFunction(
          "before => document.querySelector('.as-of time').dateTime !== before",
          shown,
          new Page.WaitForFunctionOptions().setTimeout(PATIENCE));
    }
    long after = Browser.heapBytes(page);
    Duration paint = Browser.firstPaint(page);
    System.out.printf(
        "a live map for %d s, %d times anew: first paint after %d ms, heap %.1f MB, then %.1f MB%n",
        seconds, moves, paint.toMillis(), before / 1e6, after / 1e6);

    assertThat(paint).isLessThan(Duration.ofSeconds(3));
    assertThat(after).isLessThan(50_000_000 + seconds * 140_000);
    assertThat(browser.messages()).isEmpty();
    page.context().close();
  }

  private static Page open(String path, ColorScheme scheme) {
    Page page = browser.page(scheme);
    page.navigate("http://127.0.0.1:" + console.port() + path);
    return page;
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static ContainsTextOptions patient() {
    return new ContainsTextOptions().setTimeout(PATIENCE);
  }
}
