package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final int EDITION = 0x12345678;

  /** The places of the format, of the segment {@code some} with its length, and of the edition. */
  private static final int EDITION_AT = 1 + 5;

  @Test
  void isReadAsItWasWritten() throws IOException {
    byte[] written = write(ledger());

    Ledger read = Ledger.read(new ByteInput(written));

    assertThat(read.segmentsEdition).isEqualTo(EDITION);
    assertThat(write(read)).isEqualTo(written);
  }

  @Test
  void doesNotKnowTheEditionThatTheFirstFormatKeptAByteOf() throws IOException {
    byte[] now = write(ledger());
    ByteOutput earlier = new ByteOutput(64);
    earlier.writeByte(1);
    earlier.write(now, 1, EDITION_AT - 1);
    earlier.writeByte(EDITION);
    int rest = EDITION_AT + Integer.BYTES;
    earlier.write(now, rest, now.length - rest);

    Ledger read = Ledger.read(new ByteInput(earlier.toByteArray()));

    assertThat(read.segmentsEdition).isNegative();
    read.segmentsEdition = EDITION;
    assertThat(write(read)).isEqualTo(now);
  }

  @Test
  void refusesAFormatThatIsNotKnown() {
    assertThatThrownBy(() -> Ledger.read(new ByteInput(new byte[] {9})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("9");
  }

  private static Ledger ledger() {
    Ledger ledger = new Ledger();
    ledger.segment = "some";
    ledger.segmentsEdition = EDITION;
    ledger.lastMillis = 1_800_000;
    ledger.visit = Visit.begun("one", Duration.ofDays(7).toMillis(), 1_000_000);
    ledger.lastCell = 77;
    CellEntry entry = new CellEntry("one", 77);
    entry.metMinute = 25;
    entry.firstMillis = 1_500_000;
    ledger.add(entry);
    return ledger;
  }

  private static byte[] write(Ledger ledger) throws IOException {
    ByteOutput out = new ByteOutput(64);
    ledger.write(out);
    return out.toByteArray();
  }
}
