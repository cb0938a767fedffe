package io.waymark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VisitTest {
  @Test
  void keepsItsHorizonToTheMillisecondSoThatItIsTakenBackAsItWasAdded() throws Exception {
    long horizon = Duration.ofSeconds(90).plusMillis(1).toMillis();
    Visit visit = Visit.begun("basket", horizon, 1_772_000_000_123L);

    ByteOutput out = new ByteOutput(64);
    visit.write(out);
    Visit read = Visit.read(new ByteInput(out.toByteArray()), "basket");

    assertThat(read).isEqualTo(visit);
  }
}
