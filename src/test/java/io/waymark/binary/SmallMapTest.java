package io.waymark.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small and large maps read back as the map that was written. */
class SmallMapTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, SmallMap.MAX_ENTRIES, SmallMap.MAX_ENTRIES + 1, 40})
  void isTheMapThatWasWritten(int size) throws IOException {
    Map<String, Object> written = new LinkedHashMap<>();
    IntStream.range(0, size).forEach(i -> written.put("key-" + i * 7919 % 100, (long) i));

    Map<String, Object> read = read(written);

    assertThat(read).isEqualTo(written).hasSameHashCodeAs(written);
    assertThat(written).isEqualTo(read);
    assertThat(read.keySet()).containsExactlyElementsOf(written.keySet());
    assertThat(read.values()).containsExactlyElementsOf(written.values());
    written.forEach(
        (key, value) -> {
          assertThat(read.get(key)).isEqualTo(value);
          assertThat(read.containsKey(key)).isTrue();
        });
    assertThat(read.get("absent")).isNull();
    assertThat(read.containsKey("absent")).isFalse();
    assertThat(read.getOrDefault("absent", 1L)).isEqualTo(1L);
  }

  private static Map<String, Object> read(Map<String, Object> map) throws IOException {
    ByteOutput out = new ByteOutput(16);
    ValueCodec.writeMap(out, map);
    return ValueCodec.readMap(new ByteInput(out.toByteArray()));
  }
}
