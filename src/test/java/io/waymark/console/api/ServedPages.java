package io.waymark.console.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.waymark.browser.Browser;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page of a console over fakes, in a browser: what it shows is chosen by each test. */
abstract class ServedPages {
  static Browser browser;

  @RegisterExtension final Served served = new Served();
  Page page;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() {
    browser.close();
  }

  @BeforeEach
  void openPage() {
    page = browser.page(ColorScheme.LIGHT);
  }

  @AfterEach
  void closePage() {
    page.context().close();
  }

  /** Opens a page and waits until it has a head. */
  void open(String path) {
    page.navigate(served.address() + path);
    assertThat(page.locator("main h1").first()).isVisible();
  }

  Locator main() {
    return page.locator("main");
  }

  static ContainsTextOptions patient() {
    return new ContainsTextOptions().setTimeout(Duration.ofSeconds(15).toMillis());
  }
}
