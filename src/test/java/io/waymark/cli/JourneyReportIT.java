package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.waymark.browser.Browser;
import io.waymark.journey.estimate.Interval;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.CellFigures;
import io.waymark.model.Estimate;
import io.waymark.model.MapRecord;
import io.waymark.model.Window;
import io.waymark.rule.BundledRules;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The report of a playback in a real browser, opened from disk: a map that the shop has made. */
class JourneyReportIT {
  private static final String PAIN_POINT = "Search Found Nothing on web in Awareness";

  /** Names that a source could send to be run, to break the page, or to turn its text round. */
  private static final List<String> HOSTILE =
      List.of(
          "</script><script>document.title='run'</script>",
          "<img src=x onerror=document.title='run'>",
          "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd",
          "a".repeat(256));

  private static final List<Rule> RULES =
      List.of(rule("payment-keeps-failing"), rule("rage-clicks-then-help"));

  @TempDir private static Path folder;
  private static Browser browser;
  private static byte[] cut;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start();
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(
                JourneyReportIT.class.getResourceAsStream("/pages/shop.journey-map.json.gz")))) {
      cut = in.readAllBytes();
    }
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @ParameterizedTest
  @MethodSource("io.waymark.browser.Browser#modes")
  void showsEachViewWithoutAMessageAndReadableByAll(String mode) throws Exception {
    Page page = open(cut, "#window=week&mode=" + mode, ColorScheme.LIGHT);

    assertThat(page.locator(".caption").textContent())
        .contains("Of 1,388 who entered Onboarding in 7 d, 76% (±3) go on to Retention")
        .contains("Delay Reported on delivery");
    Browser.assertLooksAs(mode + ".aria.yaml", page, "main");
    assertThat(browser.messages()).isEmpty();
    page.context().close();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void hasNothingThatAxeObjectsTo(ColorScheme scheme) throws Exception {
    List<String> modes = Browser.modes().toList();
    for (String mode : modes) {
      Page page = openWithoutPolicy("#window=week&mode=" + mode, scheme);

      assertThat(Browser.violations(page)).as(mode).isEmpty();
      page.context().close();
    }
    assertThat(modes).hasSize(4);
  }

  /** Paints the pictures of the README, which are copies of these. */
  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void paintsThePictureOfTheReadme(ColorScheme scheme) throws Exception {
    Page page = open(cut, "#window=week", scheme);
    Path picture =
        Path.of("target/pictures/journey-map-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");

    page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));

    assertThat(picture).isNotEmptyFile();
    assertThat(Path.of("src/site/images").resolve(picture.getFileName())).isNotEmptyFile();
    assertThat(browser.messages()).isEmpty();
    page.context().close();
  }

  @Test
  void isUsableByKeyboardAlone() throws Exception {
    Page page = open(cut, "#window=week", ColorScheme.LIGHT);
    Locator first = page.locator(".mark[tabindex='0']");
    first.focus();

    String before = focused(page);
    page.keyboard().press("ArrowRight");
    String after = focused(page);
    page.keyboard().press("Enter");

    assertThat(after).isNotEqualTo(before);
    assertThat(page.locator(".drawer h2").textContent()).isEqualTo(after.split(" on ", 2)[0]);
    page.locator(".drawer .close").focus();
    page.keyboard().press("Escape");
    assertThat(page.locator(".drawer").count()).isZero();
    page.waitForFunction("() => document.activeElement.classList.contains('mark')");
    assertThat(focused(page)).isEqualTo(after);
    page.context().close();
  }

  @Test
  void showsTheNumbersOfTheCutBehindAMark() throws Exception {
    Page page = open(cut, "#window=week", ColorScheme.LIGHT);

    page.locator(".mark[aria-label^='" + PAIN_POINT + "']").click();

    assertThat(page.locator(".drawer").innerText())
        .contains("Pain point 2", "at least 20 customers lost", "8% ±4, n = 157", "−16 ±3 points");
    assertThat(page.url()).contains("chosen=");
    page.context().close();
  }

  @Test
  void marksEachTouchpointThatARuleWatches() throws Exception {
    Page page = open(cut, "#window=week", ColorScheme.LIGHT);
    Locator watched = page.locator(".mark[aria-label*='watched by Payment keeps failing']").first();

    assertThat(watched.locator(".eye title").textContent())
        .contains("Payment keeps failing and the customer looks for help");
    assertThat(watched.getAttribute("aria-label"))
        .containsAnyOf("Payment Failed", "Help Article Viewed", "Chat Started");
    assertThat(page.locator(".mark[aria-label^='Order Shipped'] .eye").count()).isZero();
    watched.click();
    assertThat(page.locator(".drawer").innerText())
        .contains("Rules here", "Payment keeps failing and the customer looks for help");
    page.context().close();
  }

  @Test
  void comparesWithAnotherSegmentByTheIntervalsThatTheApiGives() throws Exception {
    MapCut whole = MapCutDocument.read(cut).orElseThrow();
    Map<String, Estimate> others = shares(whole, "returning");
    List<String> expected = new ArrayList<>();
    shares(whole, "all")
        .forEach(
            (place, share) -> {
              Estimate other = others.get(place);
              if (other != null && Math.min(other.n(), share.n()) >= 20) {
                expected.add(comparison(other, share));
              }
            });

    Page page = open(cut, "#window=week&compare=returning&mode=table", ColorScheme.LIGHT);

    assertThat(expected).hasSizeGreaterThan(5);
    assertThat(page.locator("table").nth(1).innerText()).contains(expected);
    page.context().close();
  }

  /** Returns the shares of cells that go on, by cell. */
  private static Map<String, Estimate> shares(MapCut cut, String segment) {
    Map<String, Estimate> shares = new HashMap<>();
    for (MapRecord record : cut.cells(segment)) {
      CellFigures.CellWindow figures =
          Objects.requireNonNull(record.cellFigures()).windows().get(Window.WEEK);
      if (figures != null && figures.goesOn() != null) {
        shares.put(record.stage() + record.channel() + record.type(), figures.goesOn());
      }
    }
    return shares;
  }

  /** Writes a change of shares as people read it. */
  private static String comparison(Estimate then, Estimate now) {
    Interval by = interval(now).minus(interval(then));
    double points = 100 * by.value();
    double half = 50 * (by.high() - by.low());
    String size =
        String.format(Locale.ROOT, Math.abs(points) < 1 ? "%.1f" : "%.0f", Math.abs(points));
    String sign = Double.parseDouble(size) == 0 ? "" : points < 0 ? "\u2212" : "+";
    return String.format(
        Locale.ROOT,
        "%d%% \u2192 %d%% (%s%s \u00b1" + (half < 10 ? "%.1f)" : "%.0f)"),
        Math.round(100 * then.value()),
        Math.round(100 * now.value()),
        sign,
        size,
        half);
  }

  private static Interval interval(Estimate estimate) {
    return new Interval(estimate.value(), estimate.low(), estimate.high());
  }

  @Test
  void drawsEightStagesAndLeadsToTheTableForAllOthers() throws Exception {
    Page page = open(withTwelveStages(), "#window=week", ColorScheme.LIGHT);

    assertThat(page.locator(".stage").count()).isEqualTo(8);
    assertThat(page.locator("svg[data-picture]").textContent()).contains("and 4 more");
    page.locator(".mark[data-key='more']").click();
    assertThat(page.locator("table").first().locator("tbody tr").count()).isEqualTo(12);
    assertThat(page.locator("table").nth(1).innerText()).contains("Advocacy again");
    page.navigate(page.url().replace("mode=table", "mode=flow"));
    page.reload();
    assertThat(page.locator("main").innerText()).contains("4 more stages are drawn as one end");
    assertThat(browser.messages()).isEmpty();
    page.context().close();
  }

  /** Returns the cut with each of its six stages a second time, behind the others. */
  private static byte[] withTwelveStages() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode document = (ObjectNode) json.readTree(cut);
    ArrayNode records = (ArrayNode) document.path("records");
    for (JsonNode record : List.copyOf(records.valueStream().toList())) {
      if (record.has("stage")) {
        ObjectNode again = record.deepCopy();
        again.put("stage", record.path("stage").asText() + " again");
        if (again.path("stageFigures") instanceof ObjectNode figures) {
          figures.put("rank", figures.path("rank").asInt() + 6);
        }
        records.add(again);
      }
    }
    return json.writeValueAsBytes(document);
  }

  @Test
  void neverRunsANameThatASourceHasSent() throws Exception {
    String text = new String(cut, StandardCharsets.UTF_8);
    List<String> replaced = List.of("Product Viewed", "Products Searched", "delivery", "page");
    for (int i = 0; i < HOSTILE.size(); i++) {
      text = text.replace("\"" + replaced.get(i) + "\"", "\"" + HOSTILE.get(i) + "\"");
    }

    for (String mode : Browser.modes().toList()) {
      Page page =
          open(
              text.getBytes(StandardCharsets.UTF_8), "#window=week&mode=" + mode, ColorScheme.DARK);

      assertThat(page.title()).isEqualTo("Waymark: journey map of a playback");
      assertThat(page.locator("main img, main script, main iframe").count()).isZero();
      assertThat(page.locator("main").textContent()).contains("Consideration");
      assertThat(browser.messages()).isEmpty();
      page.context().close();
    }
  }

  @Test
  void handsOutThePictureAndItsNumbers() throws Exception {
    Page page = open(cut, "#window=week", ColorScheme.LIGHT);

    String svg = download(page, "SVG");
    String csv = download(page, "CSV");

    assertThat(svg).startsWith("<svg").contains("Search Found Nothing").doesNotContain("class=");
    assertThat(csv.lines().findFirst())
        .hasValueSatisfying(head -> assertThat(head).startsWith("kind,stage"));
    assertThat(csv).contains("\r\ntouchpoint,awareness,web,Search Found Nothing,");
    assertThat(browser.messages()).isEmpty();
    page.context().close();
  }

  @Test
  void saysThatNobodyIsOnAnEmptyMap() throws Exception {
    Page page = open("{\"records\":[]}".getBytes(StandardCharsets.UTF_8), "", ColorScheme.LIGHT);

    assertThat(page.locator("main").innerText()).contains("Nobody is on this map yet.");
    assertThat(browser.messages()).isEmpty();
    page.context().close();
  }

  private static String focused(Page page) {
    return (String) page.evaluate("() => document.activeElement.getAttribute('aria-label')");
  }

  private static String download(Page page, String name) throws IOException {
    Download download =
        page.waitForDownload(
            () ->
                page.locator(".exports button", new Page.LocatorOptions().setHasText(name))
                    .click());
    return Files.readString(download.path());
  }

  private static Rule rule(String id) {
    RuleReader reader = new RuleReader(LifecycleReader.named("commerce").stageNames());
    return ((RuleReader.Result.Ok) reader.read(id, BundledRules.text(id))).rule();
  }

  private Page open(byte[] document, String state, ColorScheme scheme) throws Exception {
    Path report = folder.resolve("journey.html");
    JourneyReport.write(report, document, LifecycleReader.named("commerce"), RULES);
    return show(report, state, scheme);
  }

  /** Opens the report without its policy, which would keep axe out as it keeps out everything. */
  private Page openWithoutPolicy(String state, ColorScheme scheme) throws Exception {
    Path report = folder.resolve("open.html");
    JourneyReport.write(report, cut, LifecycleReader.named("commerce"), RULES);
    String page = Files.readString(report);
    String open = page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
    assertThat(open).isNotEqualTo(page);
    Files.writeString(report, open);
    return show(report, state, scheme);
  }

  private Page show(Path report, String state, ColorScheme scheme) {
    Page page = browser.page(scheme);
    page.navigate(report.toUri() + state);
    page.waitForSelector(".caption");
    return page;
  }
}
