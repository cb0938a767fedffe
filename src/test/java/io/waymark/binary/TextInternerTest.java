package io.waymark.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextInternerTest {
  private final TextInterner interner = new TextInterner(4_096);

  @Test
  void returnsTheSameObjectEachTime() {
    for (String text : List.of("", "a", "amount", "category", "Product Viewed", "Grüße 👋")) {
      assertThat(of(text)).isEqualTo(text).isSameAs(of(text)).isSameAs(text.intern());
    }
  }

  @Test
  void decodesALongTextWithoutKeepingIt() {
    String text = "x".repeat(100);

    assertThat(of(text)).isEqualTo(text);
  }

  /** Whichever part of them differs: of two hundred texts about five collide in 4,096 slots. */
  @ParameterizedTest
  @ValueSource(
      strings = {"%c_price", "%c_total", "price_%c", "%c_delivery_fee", "a_%c_of_long_names"})
  void similarTextsHaveTheirOwnSlots(String pattern) {
    long slots =
        IntStream.range(0, 200)
            .map(i -> slot(pattern.formatted((char) ('0' + i % 70)).repeat(1 + i / 70)))
            .distinct()
            .count();

    assertThat(slots).isGreaterThan(185);
  }

  private String of(String text) {
    byte[] utf8 = ("-" + text + "-").getBytes(UTF_8);
    return interner.intern(utf8, 1, utf8.length - 2);
  }

  private int slot(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return interner.slot(utf8, 0, utf8.length);
  }
}
