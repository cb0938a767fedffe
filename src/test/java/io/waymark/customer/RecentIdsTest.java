package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentIdsTest {
  @Test
  void knowsTheLast16AndNoneBefore() {
    RecentIds ids = filled(17);

    assertThat(ids.contains("t0")).isFalse();
    for (int i = 1; i < 17; i++) {
      assertThat(ids.contains("t" + i)).as("t%d", i).isTrue();
    }
    assertThat(ids.contains("t17")).isFalse();
  }

  @Test
  void knowsNothingAtTheStart() {
    assertThat(filled(0).contains("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 100})
  void goesOnAfterARestoreAsIfNothingHadHappened(int before) throws IOException {
    RecentIds through = filled(before);
    RecentIds restored = RecentIds.read(in(bytes(filled(before))));

    for (int i = before; i < before + 20; i++) {
      through.addNew("t" + i);
      restored.addNew("t" + i);
    }

    for (int i = 0; i < before + 20; i++) {
      assertThat(restored.contains("t" + i)).as("t%d", i).isEqualTo(through.contains("t" + i));
    }
    assertThat(bytes(restored)).isEqualTo(bytes(through));
  }

  private static RecentIds filled(int count) {
    RecentIds ids = new RecentIds();
    for (int i = 0; i < count; i++) {
      ids.addNew("t" + i);
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
