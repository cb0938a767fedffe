package io.waymark.console.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.waymark.browser.Browser;
import io.waymark.console.access.Role;
import io.waymark.console.access.User;
import io.waymark.console.access.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each page of the console, with data that never change: what readers of screens meet, and axe. */
class ConsolePagesIT extends ServedPages {
  @TempDir Path folder;

  @BeforeEach
  void fill() throws Exception {
    served.clock = Clock.fixed(SampleStore.NOW, ZoneOffset.UTC);
    served.restart(Map.of());
    SampleStore.fill(served, Map.of());
  }

  /** Lists the pages: the golden file, the address, and a text that comes with the data. */
  static List<Arguments> pages() {
    return List.of(
        Arguments.of("journey", "/journey?window=week", "here now"),
        Arguments.of("customers", "/customers", "that is all"),
        Arguments.of("customer", "/customers/" + SampleStore.KEY, "Nothing earlier is stored"),
        Arguments.of("triggers", "/triggers", "that is all"),
        Arguments.of(
            "trigger",
            "/triggers?trigger=%s&of=%s".formatted(SampleStore.TRIGGER, SampleStore.KEY),
            "at attempt"),
        Arguments.of("rules", "/rules", "that is all"),
        Arguments.of("rule", "/rules/" + SampleStore.RULE, "no objection"),
        Arguments.of("rule-new", "/rules/new", "no objection"),
        Arguments.of("policy", "/policy", "no objection"),
        Arguments.of("decisions", "/decisions", "that is all"),
        Arguments.of("deliveries", "/deliveries", "that is all"),
        Arguments.of("health", "/health-page", "Rule versions"),
        Arguments.of("audit", "/audit", "that is all"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void saysTheSameToReadersOfScreens(String golden, String path, String awaited) {
    show(page, path, awaited);

    Browser.assertLooksAs("console/" + golden + ".aria.yaml", page, "main");
    assertThat(browser.messages()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void hasNothingThatAxeObjectsTo(String golden, String path, String awaited) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page open = browser.pageWithoutPolicy(scheme);
      show(open, path, awaited);

      assertThat(Browser.violations(open)).as(golden + " " + scheme).isEmpty();
      open.context().close();
    }
  }

  @Test
  void hasALoginThatAxeDoesNotObjectTo() throws Exception {
    Path users =
        Files.writeString(
            folder.resolve("users"), Users.line(new User("mia", Role.VIEWER), "secret-of-mia"));
    served.restart(Map.of("console.users", users.toString()));
    show(page, "/login", "Log in to Waymark");

    Browser.assertLooksAs("console/login.aria.yaml", page, "main");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page open = browser.pageWithoutPolicy(scheme);
      show(open, "/login", "Log in to Waymark");
      assertThat(Browser.violations(open)).as("login " + scheme).isEmpty();
      open.context().close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/customers", "/triggers", "/rules", "/decisions", "/deliveries", "/audit"})
  void saysThatTheStoreIsFullAndWhatToDo(String path) {
    served.store.failure = FakeStore.full();

    open(path);

    assertThat(main()).containsText("The store cannot answer", patient());
    assertThat(main()).containsText("no room on the disk");
    assertThat(main()).containsText("make room, or lower console.keep or console.keep-bytes");
    served.store.failure = null;
    assertThat(page.locator(".problem")).hasCount(0, atLeisure());
  }

  @Test
  void keepsTheMapAndSaysWhatIsMissingWhileTheStoreIsFull() {
    served.store.failure = FakeStore.full();

    open("/journey?window=week");

    assertThat(main()).containsText("No rules and no earlier cuts are shown: no room on the disk");
    assertThat(page.locator(".mark")).not().hasCount(0);
  }

  @Test
  void saysThatKafkaDoesNotTakeARule() {
    open("/rules/" + SampleStore.RULE);
    assertThat(main()).containsText("no objection", patient());
    served.desk.refusal = "no broker answers at broker:9092";
    page.locator(".cm-content").click();
    page.keyboard().press("Control+End");
    page.keyboard().type("# mine");
    page.getByLabel("why").fill("a test");

    page.keyboard().press("Enter");

    assertThat(page.locator(".problem")).containsText("no broker answers at broker:9092");
    assertThat(page.locator(".problem")).containsText("What to do:");
    assertThat(page.locator(".cm-content")).containsText("# mine");
  }

  private void show(Page open, String path, String awaited) {
    open.clock().setFixedTime(SampleStore.NOW.toEpochMilli());
    open.navigate(served.address() + path);
    assertThat(open.locator("main")).containsText(awaited, patient());
    assertThat(open.locator(".waiting")).hasCount(0);
  }

  private static HasCountOptions atLeisure() {
    return new HasCountOptions().setTimeout(15_000);
  }
}
