package io.waymark.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.Golden;
import io.waymark.model.Touchpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TouchpointCodecTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final Map<String, Object> NESTED =
      Map.of(
          "text",
          "Grüße 👋",
          "whole",
          Long.MIN_VALUE,
          "number",
          -0.5,
          "yes",
          true,
          "no",
          false,
          "list",
          List.of("a", 1L, List.of(), Map.of("deep", List.of(2.5))));

  private static final Map<String, Object> DECIMALS =
      Map.of(
          "order",
          new BigDecimal("10000000000000000001"),
          "list",
          List.of(new BigDecimal("-0.30000000000000000001"), new BigDecimal("1E+400")));

  private static final Touchpoint FULL =
      new Touchpoint("m-1", "ann", "cookie-7", "Order Completed", "web", NOON, -0.25, NESTED);

  private static final Touchpoint INFERRED =
      new Touchpoint("m-1", "ann", "cookie-7", "Order Completed", "web", NOON, -0.25, true, NESTED);

  static final List<Touchpoint> TOUCHPOINTS =
      List.of(
          FULL,
          INFERRED,
          new Touchpoint("", "b", null, "page", null, 0, null, Map.of()),
          new Touchpoint("m-2", "b", "a", "page", null, Long.MIN_VALUE, null, Map.of()),
          new Touchpoint("m-3", "b", null, "page", "app", Long.MAX_VALUE, null, Map.of()),
          new Touchpoint("m-4", "b", null, "page", null, -1, 1.0, NESTED),
          new Touchpoint("m-5", "b", null, "page", null, 0, null, DECIMALS));

  @ParameterizedTest
  @FieldSource("TOUCHPOINTS")
  void readsWhatItWrote(Touchpoint touchpoint) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TouchpointCodec.write(new DataOutputStream(bytes), touchpoint);

    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(TouchpointCodec.read(in)).isEqualTo(touchpoint);
    assertThat(in.read()).isEqualTo(-1);
  }

  /** Short ASCII texts take a path of their own; from 64 on the length takes a second byte. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 62, 63, 64, 65, 200})
  void textsAreTheSameInMemoryAsInAStream(int length) throws Exception {
    for (String end : List.of("", "\u007f", "\u0080", "ß", "👋", "ß and more")) {
      String text = "x".repeat(length) + end;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Binary.writeText(new DataOutputStream(bytes), text);
      ByteOutput memory = new ByteOutput(1);
      Binary.writeText(memory, text);

      assertThat(memory.toByteArray()).as(text).isEqualTo(bytes.toByteArray());
      assertThat(Binary.readText(new ByteInput(memory.toByteArray()))).isEqualTo(text);
    }
  }

  @Test
  void readsWhatWasWrittenOnce() throws Exception {
    assertThat(read(Golden.bytes("touchpoint"))).isEqualTo(FULL);
  }

  @Test
  void readsWhatWasWrittenWithAnInferredSentiment() throws Exception {
    assertThat(read(Golden.bytes("touchpoint-2"))).isEqualTo(INFERRED);
  }

  @Test
  void anAbsentSentimentIsNotInferred() {
    Touchpoint page = new Touchpoint("m", "b", null, "page", null, 0, null, true, Map.of());

    assertThat(page.sentimentInferred()).isFalse();
    assertThat(page).isEqualTo(new Touchpoint("m", "b", null, "page", null, 0, null, Map.of()));
  }

  @Test
  void saysThatAFormatIsUnknown() {
    assertThatThrownBy(() -> read(new byte[] {7, 0}))
        .isInstanceOf(IOException.class)
        .hasMessage("unknown format of a touchpoint: 7");
  }

  private static Touchpoint read(byte[] bytes) throws IOException {
    return TouchpointCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
