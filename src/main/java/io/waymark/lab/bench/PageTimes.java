package io.waymark.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Opens one page of the console after the other, and notes how long its data takes. */
final class PageTimes {
  private static final String VISITORS = "/api/journey/customers";
  private static final String CELL =
      "{\"stage\": \"consideration\", \"channel\": \"web\", \"type\": \"Product Viewed\"%s}";

  private final ConsoleProcess console;
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();

  PageTimes(ConsoleProcess console) {
    this.console = console;
  }

  /** Returns whether there is a customer and a rule to ask for. */
  boolean hasData() {
    String everybody = CELL.formatted("");
    return !console.post(VISITORS, console.token(), everybody).path("customers").isEmpty()
        && !console.get("/api/rules").path("rules").isEmpty();
  }

  /** Asks for the data of all pages in turn. */
  void ask(Duration length, LongConsumer progress) {
    long begin = System.nanoTime();
    long asked = 0;
    while (System.nanoTime() - begin < length.toNanos()) {
      for (Map.Entry<String, Runnable> page : pages().entrySet()) {
        long before = System.nanoTime();
        page.getValue().run();
        millis
            .computeIfAbsent(page.getKey(), p -> new ArrayList<>())
            .add((System.nanoTime() - before) / 1e6);
        progress.accept(++asked);
      }
    }
  }

  /** Returns how long it took, by page. */
  Map<String, Distribution> millis() {
    Map<String, Distribution> all = new LinkedHashMap<>();
    millis.forEach((page, times) -> all.put(page, Distribution.of(times, each -> each)));
    return all;
  }

  /** Returns what pages ask for; the customer is another one each time. */
  private Map<String, Runnable> pages() {
    String token = console.token();
    String everybody = CELL.formatted("");
    String some = CELL.formatted(", \"segment\": \"new\"");
    JsonNode visitors = console.post(VISITORS, token, everybody);
    String customer = "/api/customers/" + first(visitors, "customers", "key");
    String rule = "/api/rules/" + text(first(console.get("/api/rules"), "rules", "rule"));
    Map<String, String> gets = new LinkedHashMap<>();
    gets.put("Journey: map", "/api/journey?compare=before");
    gets.put("Journey: map of an hour", "/api/journey?window=hour&compare=before");
    gets.put("Customer", customer);
    gets.put("Customer: timeline", customer + "/timeline");
    gets.put("Customer: context", customer + "/context");
    gets.put("Customer: explain, by the job", customer + "/explain?rule=" + text(Sender.RULE.id()));
    gets.put("Triggers", "/api/triggers");
    gets.put("Triggers: rate", "/api/triggers/rate");
    gets.put("Rules", "/api/rules");
    gets.put("Rule", rule);
    gets.put("Decisions", "/api/decisions");
    gets.put("Decisions: funnel", "/api/decisions/funnel");
    gets.put("Health", "/api/health");
    Map<String, Runnable> pages = new LinkedHashMap<>();
    gets.forEach((page, path) -> pages.put(page, () -> console.get(path)));
    pages.put("Journey: customers of a cell", () -> console.post(VISITORS, token, everybody));
    pages.put("Journey: those of a segment", () -> console.post(VISITORS, token, some));
    pages.put(
        "Customers: search",
        () -> console.post("/api/customers/search", token, "{\"begin\": \"customer-1\"}"));
    return pages;
  }

  private static String first(JsonNode answer, String list, String field) {
    JsonNode first = answer.path(list).path(0).path(field);
    if (!first.isTextual()) {
      throw new IllegalStateException("there are no " + list + " yet");
    }
    return first.asText();
  }

  private static String text(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
