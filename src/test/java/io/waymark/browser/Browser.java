package io.waymark.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A headless Chromium of this machine, and one page in it whose messages on the console are kept.
 */
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> messages = new ArrayList<>();

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  /** Starts Chromium. */
  public static Browser start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browser(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(List.of("--no-sandbox"))));
  }

  private static Path executable() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(Path::of)
        .flatMap(folder -> NAMES.stream().map(folder::resolve))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no Chromium on the PATH; apt-get install chromium"));
  }

  /** Opens a page of its own, as large as a laptop's window. */
  public Page page(ColorScheme scheme) {
    return page(scheme, 1440, 900);
  }

  public Page page(ColorScheme scheme, int width, int height) {
    return page(options(scheme, width, height));
  }

  /** Opens a page that runs scripts which its policy refuses, as axe is one. */
  public Page pageWithoutPolicy(ColorScheme scheme) {
    return page(options(scheme, 1440, 900).setBypassCSP(true));
  }

  private static NewContextOptions options(ColorScheme scheme, int width, int height) {
    return new NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(scheme)
        .setLocale("en-GB")
        .setTimezoneId("Europe/Berlin");
  }

  private Page page(NewContextOptions options) {
    messages.clear();
    BrowserContext context = chromium.newContext(options);
    Page page = context.newPage();
    page.onConsoleMessage(message -> messages.add(message.text()));
    page.onPageError(error -> messages.add("uncaught: " + error));
    return page;
  }

  /**
   * Returns the messages on the console of the page that was opened last, uncaught errors included.
   */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  /** Returns the heap that the scripts of a page use, without garbage. */
  public static long heapBytes(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    session.send("HeapProfiler.enable");
    session.send("HeapProfiler.collectGarbage");
    long used = session.send("Runtime.getHeapUsage").get("usedSize").getAsLong();
    session.detach();
    return used;
  }

  /** Returns the time from the begin of the navigation to the first text or picture. */
  public static Duration firstPaint(Page page) {
    Object millis =
        page.evaluate(
            "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1");
    assertThat(((Number) millis).doubleValue()).as("a page that is painted").isPositive();
    return Duration.ofMillis(((Number) millis).longValue());
  }

  /** Returns what axe finds wrong, one line a violation. */
  @SuppressWarnings("unchecked")
  public static List<String> violations(Page page) {
    page.evaluate(resource(AXE));
    return (List<String>)
        page.evaluate(
            "() => axe.run(document, {resultTypes: ['violations']}).then(found =>"
                + " found.violations.flatMap(each => each.nodes.map(node =>"
                + " each.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)))");
  }

  /**
   * Compares what a reader of screens meets on a page with a golden file; {@code
   * -Dgolden.write=true} writes it anew.
   */
  public static void assertLooksAs(String golden, Page page, String selector) {
    String found = page.locator(selector).ariaSnapshot() + "\n";
    Path file = Path.of("src/test/resources/pages", golden);
    try {
      if (Boolean.getBoolean("golden.write")) {
        Files.writeString(file, found);
      }
      assertThat(found).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String resource(String name) {
    try (InputStream in = Browser.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of all views of the journey. */
  public static Stream<String> modes() {
    return Stream.of("map", "flow", "funnel", "table");
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
