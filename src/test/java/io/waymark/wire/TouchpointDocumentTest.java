package io.waymark.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TouchpointDocumentTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00.250Z").toEpochMilli();

  @Test
  void writesEveryFieldThatIsThere() {
    Touchpoint post =
        new Touchpoint(
            "t1",
            "anna",
            "cookie",
            "Brand Mentioned",
            "social",
            NOON,
            -0.5,
            Map.of("followers", 12L));

    assertThat(json(post))
        .isEqualTo(
            """
            {"id":"t1","customer":"anna","anonymousId":"cookie","type":"Brand Mentioned","channel":"social",\
            "time":"2026-03-01T12:00:00.250Z","sentiment":-0.5,"properties":{"followers":12}}""");
  }

  @Test
  void marksASentimentThatWasInferred() {
    Touchpoint post =
        new Touchpoint("t1", "anna", null, "post", null, NOON, -0.5, true, Map.of("a", 1L));

    assertThat(json(post))
        .isEqualTo(
            """
            {"id":"t1","customer":"anna","type":"post","time":"2026-03-01T12:00:00.250Z",\
            "sentiment":-0.5,"sentimentInferred":true,"properties":{"a":1}}""");
  }

  @Test
  void leavesOutWhatIsNotThere() {
    Touchpoint page = new Touchpoint("t1", "anna", null, "page", null, NOON, null, Map.of());

    assertThat(json(page))
        .isEqualTo(
            """
            {"id":"t1","customer":"anna","type":"page","time":"2026-03-01T12:00:00.250Z"}""");
  }

  @Test
  void namesNoCustomerWhileOnlyTheAnonymousIdIsKnown() {
    Touchpoint page = new Touchpoint("t1", "cookie", "cookie", "page", null, NOON, null, Map.of());

    assertThat(json(page))
        .isEqualTo(
            """
            {"id":"t1","anonymousId":"cookie","type":"page","time":"2026-03-01T12:00:00.250Z"}""");
  }

  @Test
  void writesNumbersInOneFormAndWhatIsNoneAsNull() {
    List<Object> values =
        List.of(
            50.0,
            -0.0,
            1e19,
            2e23,
            1e-7,
            new BigDecimal("1E+21"),
            new BigDecimal("10000000000000000001"),
            Double.NaN,
            Map.of("a", Double.NEGATIVE_INFINITY));
    Touchpoint page =
        new Touchpoint("t1", "anna", null, "page", null, NOON, 1.0, Map.of("v", values));

    assertThat(json(page))
        .endsWith(
            "\"sentiment\":1,\"properties\":{\"v\":[50,0,10000000000000000000,"
                + "200000000000000000000000,0.0000001,1000000000000000000000,"
                + "10000000000000000001,null,{\"a\":null}]}}");
  }

  private static String json(Touchpoint touchpoint) {
    return new String(TouchpointDocument.INSTANCE.write(touchpoint), StandardCharsets.UTF_8);
  }
}
