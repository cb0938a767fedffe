package io.waymark.console.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.waymark.console.access.Role;
import io.waymark.console.access.User;
import io.waymark.console.access.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that were out of sight, without a network, or before a console that was started anew. */
class LiveUpdatesIT extends ServedPages {
  private static final String EVENTS = "**/api/events";

  @BeforeEach
  void showAMap() {
    page.clock().install();
    served.cut = Cuts.of(1_111, now());
  }

  @Test
  void saysHowOldItIsAfterAnHourAsleepAndShowsTheNewestWithinSeconds() {
    open("/journey");
    assertThat(page.locator("main")).containsText("1,111");
    hide(true);
    served.cut = Cuts.of(2_222, now() + 3_600_000);
    page.clock().fastForward("01:00:00");

    assertThat(page.locator("age-text")).hasText("1 h");
    assertThat(page.locator("main")).containsText("1,111");
    long awake = System.nanoTime();
    hide(false);

    assertThat(page.locator("main")).containsText("2,222", patient());
    assertThat(Duration.ofNanos(System.nanoTime() - awake)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void holdsNoStreamOpenWhileItIsHidden() {
    page.addInitScript(
        "const Real = EventSource; window.streams = [];"
            + "window.EventSource = class extends Real {"
            + " constructor(url) { super(url); window.streams.push(this); } };"
            + "window.EventSource.CLOSED = 2;");
    open("/journey");
    page.waitForFunction("() => window.streams.at(-1)?.readyState === 1");

    hide(true);
    assertThat(page.evaluate("() => window.streams.map(each => each.readyState)").toString())
        .isEqualTo("[2]");
    hide(false);

    page.waitForFunction("() => window.streams.length === 2 && window.streams[1].readyState === 1");
  }

  @Test
  void followsAgainAfterAStreamThatTheServerRefused() {
    page.route(EVENTS, route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
    open("/journey");
    assertThat(page.locator(".top")).containsText("not live, tries again", patient());
    served.cut = Cuts.of(2_222, now());

    page.unroute(EVENTS);

    assertThat(page.locator("main")).containsText("2,222", patient());
    assertThat(page.locator(".top")).not().containsText("not live");
  }

  @Test
  void readsAnewWhenTheNetworkIsBack() {
    open("/rules");
    assertThat(page.locator("main")).containsText("There is no rule yet");
    page.context().setOffline(true);
    page.locator("nav a[href='/decisions']").click();
    assertThat(page.locator("main")).containsText("this page tries again by itself", patient());

    page.context().setOffline(false);

    assertThat(page.locator("main")).containsText("No match has been decided", patient());
    assertThat(page.locator(".problem")).hasCount(0);
  }

  @Test
  void writesWithTheNewTokenOfAConsoleThatWasStartedAnew() throws Exception {
    open("/rules/new");
    assertThat(page.locator("main")).containsText("The checker has no objection", patient());
    served.restartInPlace(Map.of());

    page.getByText("Run its tests").click();

    assertThat(page.locator(".findings")).containsText("no tests", patient());
    assertThat(page.locator(".problem")).hasCount(0);
  }

  @Test
  void asksForALoginInAnotherTabWhenTheConsoleHasForgottenTheSession(@TempDir Path folder)
      throws Exception {
    Map<String, String> settings = Map.of("console.users", users(folder).toString());
    served.restart(settings);
    logIn(page);
    page.locator("nav a[href='/rules']").click();
    page.locator("main a[href='/rules/new']").click();
    assertThat(page.locator("main")).containsText("The checker has no objection", patient());

    served.restartInPlace(settings);
    assertThat(page.locator(".top")).containsText("logged out", patient());
    Page other = page.context().waitForPage(() -> page.getByText("Log in in a new tab").click());
    logIn(other);
    other.close();

    assertThat(page.locator(".top")).not().containsText("logged out", patient());
    page.getByText("Run its tests").click();
    assertThat(page.locator(".findings")).containsText("no tests", patient());
  }

  private void logIn(Page tab) {
    tab.navigate(served.address() + "/login");
    tab.getByLabel("Name").fill("mia");
    tab.getByLabel("Password").fill("secret-of-mia");
    tab.getByText("Log in", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(tab.locator("nav")).isVisible();
  }

  private static Path users(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("users"),
        Users.line(new User("mia", Role.MARKETER), "secret-of-mia") + System.lineSeparator());
  }

  private void hide(boolean isHidden) {
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
            + " document.dispatchEvent(new Event('visibilitychange')); }",
        isHidden);
  }

  private static long now() {
    return Clock.systemUTC().millis();
  }
}
