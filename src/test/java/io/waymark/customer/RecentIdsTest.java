package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentIdsTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;

  @Test
  void knowsTheLast32AndNoneBefore() {
    RecentIds ids = filled(33);

    assertThat(ids.contains("t0")).isFalse();
    for (int i = 1; i < 33; i++) {
      assertThat(ids.contains("t" + i)).as("t%d", i).isTrue();
    }
    assertThat(ids.contains("t33")).isFalse();
  }

  @Test
  void forgetsAVisitThatIsOver() {
    RecentIds ids = filled(3);
    ids.add("last", NOON + HOUR);
    assertThat(ids.contains("t2")).isTrue();

    ids.add("next", NOON + 3 * HOUR);

    assertThat(ids.contains("t2")).isFalse();
    assertThat(ids.contains("last")).isFalse();
    assertThat(ids.contains("next")).isTrue();
  }

  @Test
  void aTouchpointOfBeforeDoesNotEndAVisit() {
    RecentIds ids = filled(3);

    ids.add("earlier", NOON - 10 * HOUR);
    ids.add("t3", NOON);

    assertThat(ids.contains("t2")).isTrue();
  }

  @Test
  void knowsNothingAtTheStart() {
    assertThat(filled(0).contains("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 100})
  void goesOnAfterARestoreAsIfNothingHadHappened(int before) throws IOException {
    RecentIds through = filled(before);
    RecentIds restored = RecentIds.read(in(bytes(filled(before))));

    for (int i = before; i < before + 20; i++) {
      through.add("t" + i, NOON);
      restored.add("t" + i, NOON);
    }

    for (int i = 0; i < before + 20; i++) {
      assertThat(restored.contains("t" + i)).as("t%d", i).isEqualTo(through.contains("t" + i));
    }
    assertThat(bytes(restored)).isEqualTo(bytes(through));
  }

  private static RecentIds filled(int count) {
    RecentIds ids = new RecentIds();
    for (int i = 0; i < count; i++) {
      ids.add("t" + i, NOON);
    }
    return ids;
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
