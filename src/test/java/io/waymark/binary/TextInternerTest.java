package io.waymark.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextInternerTest {
  private final TextInterner words = new TextInterner(4_096);

  @Test
  void aWordIsTheSameObjectEachTime() {
    for (String text : List.of("", "a", "amount", "category", "Product Viewed", "Grüße 👋")) {
      assertThat(of(text)).isEqualTo(text).isSameAs(of(text)).isSameAs(text.intern());
    }
  }

  @Test
  void aLongTextIsReadAsItIs() {
    String text = "x".repeat(100);

    assertThat(of(text)).isEqualTo(text);
  }

  /** Whatever part of them differs: of two hundred about five meet in 4,096 places. */
  @ParameterizedTest
  @ValueSource(
      strings = {"%c_price", "%c_total", "price_%c", "%c_delivery_fee", "a_%c_of_long_names"})
  void similarWordsHaveTheirOwnPlaces(String pattern) {
    long places =
        IntStream.range(0, 200)
            .map(i -> place(pattern.formatted((char) ('0' + i % 70)).repeat(1 + i / 70)))
            .distinct()
            .count();

    assertThat(places).isGreaterThan(185);
  }

  private String of(String text) {
    byte[] utf8 = ("-" + text + "-").getBytes(UTF_8);
    return words.of(utf8, 1, utf8.length - 2);
  }

  private int place(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return words.place(utf8, 0, utf8.length);
  }
}
