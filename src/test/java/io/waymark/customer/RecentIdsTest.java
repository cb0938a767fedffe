package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentIdsTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  @Test
  void knowsTheLast16AndNoneBeforeWhereTheyAreFarApart() {
    RecentIds ids = filled(18, 60 * MINUTE);

    assertThat(known(ids, 18)).containsExactlyElementsOf(range(2, 18));
    assertThat(ids.contains("t18")).isFalse();
  }

  @Test
  void knowsABatchOfOneMomentToItsBeginning() {
    RecentIds ids = filled(0, 0);
    for (int i = 0; i < 100; i++) {
      assertThat(ids.addNew("t" + i, NOON)).isTrue();
    }

    for (int i = 0; i < 100; i++) {
      assertThat(ids.addNew("t" + i, NOON)).as("t%d", i).isFalse();
    }
  }

  @Test
  void keepsTheLast256OfABatchThatIsLarger() {
    assertThat(known(filled(1_000, 0), 1_000)).containsExactlyElementsOf(range(744, 1_000));
  }

  @Test
  void forgetsABatchAfterAPause() {
    RecentIds ids = filled(100, 0);

    ids.addNew("later", NOON + 6 * MINUTE);

    assertThat(known(ids, 100)).containsExactlyElementsOf(range(85, 100));
  }

  @Test
  void keepsTheIdsOfTheLastMinutesInAStreamWithoutAPause() {
    RecentIds ids = filled(0, 0);
    for (int i = 0; i < 2_000; i++) {
      ids.addNew("t" + i, NOON + i * 10_000L);
      if (i >= 40) {
        assertThat(ids.contains("t" + (i - 30))).as("five minutes before t%d", i).isTrue();
      }
    }

    assertThat(known(ids, 2_000)).hasSizeLessThan(120);
  }

  @Test
  void costsNothingMoreForMostCustomers() throws IOException {
    assertThat(burst(filled(15, 0))).isEmpty();
    assertThat(burst(filled(16, 0))).hasSize(1);
    assertThat(burst(filled(40, 60 * MINUTE))).hasSize(5);
  }

  @Test
  void knowsNothingAtTheStart() {
    assertThat(filled(0, 0).contains("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 100, 300})
  void goesOnAfterARestoreAsIfNothingHadHappened(int before) throws IOException {
    RecentIds through = filled(before, 20_000);
    RecentIds restored = RecentIds.read(in(bytes(filled(before, 20_000))));
    restored.readBurst(in(burst(filled(before, 20_000))));

    for (int i = before; i < before + 40; i++) {
      long millis = NOON + i * 20_000L + (i > before + 30 ? 60 * MINUTE : 0);
      through.addNew("t" + i, millis);
      restored.addNew("t" + i, millis);
    }

    for (int i = 0; i < before + 40; i++) {
      assertThat(restored.contains("t" + i)).as("t%d", i).isEqualTo(through.contains("t" + i));
    }
    assertThat(bytes(restored)).isEqualTo(bytes(through));
    assertThat(burst(restored)).isEqualTo(burst(through));
  }

  private static RecentIds filled(int count, long apartMillis) {
    RecentIds ids = new RecentIds();
    for (int i = 0; i < count; i++) {
      ids.addNew("t" + i, NOON + i * apartMillis);
    }
    return ids;
  }

  private static List<String> known(RecentIds ids, int count) {
    return range(0, count).stream().filter(ids::contains).toList();
  }

  private static List<String> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "t" + i).toList();
  }

  private static byte[] burst(RecentIds ids) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ids.writeBurst(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static byte[] bytes(RecentIds ids) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ids.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
