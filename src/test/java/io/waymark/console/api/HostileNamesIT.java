package io.waymark.console.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of sources that turn text round, are long, or could be run. */
class HostileNamesIT extends ServedPages {
  private static final String TURNED =
      "\u202e\u05e9\u05dc\u05d5\u05dd evil <img src=x onerror=alert(1)>";
  private static final String LONG = "n".repeat(256);

  /**
   * Finds texts of the page's own that stand from right to left: pairs of letters whose second is
   * left of the first.
   */
  private static final String TURNED_TEXTS =
      """
      () => {
        const turned = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (/[\\u0590-\\u08ff\\u202a-\\u202e]/.test(node.data) || node.parentElement.closest('title, option, bdi')) continue;
          const at = node.data.search(/[A-Za-z0-9]{2}/);
          if (at < 0) continue;
          const boxOf = (from) => {
            const range = document.createRange();
            range.setStart(node, from);
            range.setEnd(node, from + 1);
            return range.getBoundingClientRect();
          };
          const [one, two] = [boxOf(at), boxOf(at + 1)];
          if (one.width && Math.abs(one.top - two.top) < 2 && two.left < one.left) turned.push(node.data);
        }
        return turned;
      }
      """;

  @BeforeEach
  void fill() throws Exception {
    SampleStore.fill(
        served,
        Map.of(
            "Search Found Nothing",
            TURNED,
            "Delay Reported",
            TURNED,
            "Payment Failed",
            TURNED,
            "Chat Started",
            LONG,
            "\"web\"",
            "\"\u202ebew\"",
            "\"delivery\"",
            "\"\u202eyreviled\"",
            SampleStore.CUSTOMER,
            "\u202e\u05d0\u05d1 1001 " + LONG));
    page.clock().setFixedTime(SampleStore.NOW.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "/journey?window=week, here now",
    "/journey?window=week&mode=table, here now",
    "/journey?window=week&mode=flow, Awareness",
    "/customers, evil",
    "/customers/" + SampleStore.KEY + ", Nothing earlier is stored",
    "/triggers, that is all",
    "/triggers?trigger=" + SampleStore.TRIGGER + "&of=" + SampleStore.KEY + ", at attempt",
    "/rules, that is all",
    "/rules/" + SampleStore.RULE + ", no objection",
    "/decisions, that is all",
    "/deliveries, that is all",
    "/health-page, Dead letters"
  })
  void leaveTheTextBesideThemAsItIs(String path, String awaited) {
    open(path);
    assertThat(main()).containsText("/customers".equals(path) ? "1001" : awaited, patient());

    assertNothingIsTurned();
    assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .as("nothing is wider than the window")
        .isTrue();
    assertThat(page.locator("main img[src='x']")).hasCount(0);
    assertThat(browser.messages()).isEmpty();
  }

  @Test
  void leaveTheCaptionAndTheDetailsOfAMarkAsTheyAre() {
    open("/journey?window=week");
    Locator caption = page.locator(".caption");
    assertThat(caption).containsText("evil");
    assertThat(caption).containsText("customers lost");

    caption.locator(".finding-link").click();

    assertThat(page.locator(".drawer")).containsText("touchpoints");
    assertNothingIsTurned();
  }

  @SuppressWarnings("unchecked")
  private void assertNothingIsTurned() {
    assertThat((List<String>) page.evaluate(TURNED_TEXTS)).isEmpty();
  }
}
