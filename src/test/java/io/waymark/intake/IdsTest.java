package io.waymark.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final String ORDERS =
      """
      mapping: orders
      format: json
      id: record.order
      customer: record.customer
      """;

  @ParameterizedTest
  @CsvSource({
    "mo\\u0000ra, U+0000 at character 3",
    "mora\\n, U+000A at character 5",
    "\\u007fx, U+007F at character 1",
    "\\u0085x, U+0085 at character 1"
  })
  void refusesControlCharactersInIds(String id, String what) {
    assertThat(nativeCustomer('"' + id + '"').refusals().get(0))
        .contains("customer holds a control character, " + what + "; remove it at the source");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jos\u00e9@example.org",
        "jose\u0301@example.org",
        "kim ",
        "\uD83D\uDE80",
        "0",
        "null"
      })
  void comparesAllOthersAsTheyStand(String id) {
    assertThat(nativeCustomer('"' + id + '"').touchpoints())
        .extracting(Touchpoint::customer)
        .containsExactly(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "null",
        "\"null\"",
        "\"undefined\"",
        "\"Undefined\"",
        "\"NaN\"",
        "\"0\"",
        "0",
        "\"  \"",
        "\"00000000-0000-0000-0000-000000000000\"",
        "\"[object Object]\"",
        "\"000\""
      })
  void takesNoIdOfASegmentLibraryForACustomer(String userId) {
    Mapped known = segment("\"userId\":" + userId + ",\"anonymousId\":\"a1\"");
    Mapped unknown = segment("\"userId\":" + userId + ",\"anonymousId\":" + userId);

    assertThat(known.touchpoints()).extracting(Touchpoint::customer).containsExactly("a1");
    assertThat(unknown.refusals().get(0)).contains("neither a customer nor an anonymous id");
  }

  @ParameterizedTest
  @CsvSource({
    "4711, 4711",
    "'\"4711\"', 4711",
    "4711.0, 4711",
    "18446744073709551615, 18446744073709551615",
    "'\"007\"', 007",
    "'\"nullable\"', nullable"
  })
  void takesEveryOtherIdAsItIsWritten(String userId, String customer) {
    assertThat(segment("\"userId\":" + userId).touchpoints())
        .extracting(Touchpoint::customer)
        .containsExactly(customer);
  }

  @Test
  void handsOnATraitThatIsSetToNullAsAnEmptyText() {
    String traits = "{\"plan\":null,\"age\":41,\"address\":{\"city\":null}}";
    String segment =
        "{\"messageId\":\"m\",\"type\":\"identify\",\"userId\":\"u\",\"timestamp\":1000,\"traits\":"
            + traits
            + "}";
    String own =
        "{\"id\":\"m\",\"customer\":\"u\",\"type\":\"identify\",\"time\":1000,\"properties\":"
            + traits
            + "}";
    Map<String, Object> expected = Map.of("plan", "", "age", 41L, "address", Map.of());

    assertThat(Mapped.builtIn("segment", segment).touchpoints().get(0).properties())
        .isEqualTo(expected);
    assertThat(Mapped.builtIn("waymark", own).touchpoints().get(0).properties())
        .isEqualTo(expected);
    assertThat(
            Mapped.builtIn("waymark", own.replace("identify", "page"))
                .touchpoints()
                .get(0)
                .properties())
        .isEqualTo(Map.of("age", 41L, "address", Map.of()));
  }

  @Test
  void makesSeveralTouchpointsOfOneRecord() {
    String mapping =
        ORDERS
            + """
              channel: '"shop"'
              properties: {total: record.total}
              emit:
                - type: '"Order Completed"'
                  time: record.ordered
                - type: '"Order Shipped"'
                  when: has(record.shipped)
                  time: {value: record.shipped, pattern: dd.MM.yyyy, zone: UTC}
                  channel: '"carrier"'
                  properties: {parcel: record.parcel}
                - id: record.order + "-paid"
                  type: '"Payment Succeeded"'
                  when: record.paid != "no"
                  time: record.paid
              """;

    Mapped mapped =
        Mapped.lines(
            mapping,
            "{\"order\":\"o1\",\"customer\":\"c\",\"total\":5,\"ordered\":\"2026-03-01T09:00:00Z\","
                + "\"shipped\":\"03.03.2026\",\"parcel\":\"p\",\"paid\":\"2026-03-02T09:00:00Z\"}",
            "{\"order\":\"o2\",\"customer\":\"c\",\"ordered\":\"2026-03-01T09:00:00Z\",\"paid\":\"no\"}",
            "{\"order\":\"o3\",\"customer\":\"c\",\"ordered\":\"yesterday\",\"paid\":\"2026-03-02T09:00:00Z\"}");

    assertThat(mapped.times())
        .containsExactly(
            "o1:Order Completed 2026-03-01T09:00:00Z",
            "o1-paid 2026-03-02T09:00:00Z",
            "o1:Order Shipped 2026-03-03T00:00:00Z",
            "o2:Order Completed 2026-03-01T09:00:00Z");
    assertThat(mapped.touchpoints().get(2).properties())
        .isEqualTo(Map.of("total", 5L, "parcel", "p"));
    assertThat(mapped.touchpoints())
        .extracting(Touchpoint::channel)
        .containsExactly("shop", "shop", "carrier", "shop");
    assertThat(mapped.refusals()).as("a record is used whole or not at all").hasSize(1);
  }

  @Test
  void skipsARecordOfWhichNoTouchpointIsMade() {
    String mapping = ORDERS + "emit:\n  - {type: '\"A\"', when: record.x == 1, time: '1000'}\n";

    Mapped mapped = Mapped.lines(mapping, "{\"order\":\"o\",\"customer\":\"c\"}");

    assertThat(mapped.results()).singleElement().isInstanceOf(IntakeResult.Skipped.class);
  }

  @Test
  void refusesARecordOfWhichTwoTouchpointsWouldHaveOneId() {
    String mapping =
        ORDERS + "type: '\"A\"'\ntime: '1000'\nemit:\n  - {}\n  - {when: record.again == true}\n";

    Mapped mapped =
        Mapped.lines(
            mapping,
            "{\"order\":\"o1\",\"customer\":\"c\"}",
            "{\"order\":\"o2\",\"customer\":\"c\",\"again\":true}");

    assertThat(mapped.times()).containsExactly("o1:A 1970-01-01T00:00:01Z");
    assertThat(mapped.refusals().get(0))
        .contains("two touchpoints of this record have the id 'o2:A'; give one of them an 'id'");
  }

  @Test
  void findsAllProblemsOfEmit() {
    assertThat(Mapped.problems(ORDERS + "emit:\n  - {type: '\"A\"', wen: 'true'}\n  - x\n"))
        .containsExactly(
            "6:5 'time' is missing",
            "6:19 unknown key 'wen'; did you mean 'when'?",
            "7:5 expected a mapping (key: value)");
    assertThat(Mapped.problems(ORDERS + "emit: []\n"))
        .containsExactly("5:7 name at least one touchpoint, or leave 'emit' out");
    assertThat(Mapped.problems(ORDERS))
        .containsExactly("1:1 'type' is missing", "1:1 'time' is missing");
  }

  private static Mapped nativeCustomer(String json) {
    return Mapped.builtIn(
        "waymark", "{\"id\":\"t\",\"customer\":" + json + ",\"type\":\"page\",\"time\":1000}");
  }

  private static Mapped segment(String ids) {
    return Mapped.builtIn(
        "segment",
        "{\"messageId\":\"m\",\"type\":\"track\",\"event\":\"Payment Failed\","
            + ids
            + ",\"timestamp\":\"2026-03-01T09:00:00Z\"}");
  }
}
