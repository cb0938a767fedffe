package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties with names and values as sources really have them. */
class OddPropertiesTest {
  private static final Object[] TICKET = {
    "package",
    "gold",
    "$browser",
    "Firefox",
    "Order ID",
    "o1",
    "a.b",
    "x",
    "in",
    "y",
    "gr\u00f6\u00dfe",
    "xl",
    "Order Total",
    12.5
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event.properties.package == \"gold\"",
        "event.properties[\"$browser\"] == \"Firefox\"",
        "event.properties.`a.b` == \"x\"",
        "event.properties[\"in\"] == \"y\"",
        "event.properties[\"gr\u00f6\u00dfe\"] == \"xl\""
      })
  void findsAPropertyOfAnyName(String where) {
    assertThat(fires(where, "Ticket Opened", TICKET)).isTrue();
    assertThat(fires(where, "Ticket Opened")).isFalse();
  }

  @Test
  void correlatesSumsAndSendsPropertiesOfAnyName() {
    String pattern =
        """
        pattern:
          correlate: event.properties["Order ID"]
          within: 1h
          steps:
            - t: Ticket Opened
            - c: Chat Started
              where: t.sum["Order Total"] > 12.0
        """;
    String trigger =
        "{to: crm, data: {o: 't.last.properties[\"Order ID\"]', dotted: 't.first.properties[\"a.b\"]'}}";

    try (OneCustomer ann = new OneCustomer(RulesFromYaml.rule("r", "live", pattern, trigger))) {
      ann.on("Ticket Opened", "0s", TICKET).on("Chat Started", "5m", "Order ID", "o1");

      assertThat(ann.triggers()).hasSize(1);
      assertThat(ann.triggers().get(0).data()).isEqualTo(Map.of("o", "o1", "dotted", "x"));
    }
  }

  @Test
  void asksOfProductsInAList() {
    Map<String, Object> cheap = Map.of("sku", "a", "price", 10L);
    Map<String, Object> dear = Map.of("sku", "a", "price", 120L);
    Map<String, Object> unpriced = Map.of("sku", "c");
    String exists = "event.properties.products.exists(p, p.price > 100)";
    String all = "event.properties.products.all(p, p.price < 100)";

    assertThat(products(exists, List.of(unpriced, dear))).isTrue();
    assertThat(products(exists, List.of(dear, unpriced))).isTrue();
    assertThat(products(exists, List.of(cheap))).isFalse();
    assertThat(products(exists, "[{\"sku\":\"a\"}]")).isFalse();
    assertThat(products(all, List.of())).isTrue();
    assertThat(products(all, List.of(cheap))).isTrue();
    assertThat(products(all, List.of(cheap, dear))).isFalse();
    assertThat(products("event.properties.products[0].sku == \"a\"", List.of(cheap))).isTrue();
    assertThat(products("event.properties.products[0].sku == \"a\"", List.of())).isFalse();
    assertThat(products("size(event.properties.products) >= 2", List.of(cheap, dear))).isTrue();
  }

  @Test
  void readsATotalThatIsATextOrANumber() {
    String where = "double(event.properties.total) > 100.0";
    assertThat(fires(where, "Order Completed", "total", "120.50")).isTrue();
    assertThat(fires(where, "Order Completed", "total", " 120.50")).isTrue();
    assertThat(fires(where, "Order Completed", "total", 120.5)).isTrue();
    assertThat(fires(where, "Order Completed", "total", 120L)).isTrue();
    assertThat(fires(where, "Order Completed", "total", true)).isFalse();
    assertThat(fires(where, "Order Completed", "total", Map.of("amount", 120.5))).isFalse();
    assertThat(
            fires(
                "event.properties.total.amount > 100",
                "Order Completed",
                "total",
                Map.of("amount", 120.5)))
        .isTrue();
  }

  private static boolean products(String where, Object products) {
    return fires(where, "Order Completed", "products", products);
  }

  private static boolean fires(String where, String type, Object... properties) {
    String pattern = "pattern:\n  steps:\n    - it: " + type + "\n      where: " + where;
    try (OneCustomer ann = new OneCustomer(RulesFromYaml.rule("r", "live", pattern, "{to: crm}"))) {
      ann.on(type, "0s", properties);
      return !ann.triggers().isEmpty();
    }
  }
}
