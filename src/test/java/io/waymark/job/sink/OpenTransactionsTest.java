package io.waymark.job.sink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {
  private final OpenTransactions open = new OpenTransactions(Duration.ofMinutes(9), 0);

  @Test
  void countsFromTheCheckpointThatBeganTheTransaction() {
    open.checkpoint(List.of("a"), minutes(1));
    open.checkpoint(List.of("a", "b"), minutes(9));

    assertThatThrownBy(() -> open.checkpoint(List.of("a", "b", "c"), minutes(10)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no checkpoint has completed for 600 s")
        .hasMessageContaining("transaction a")
        .hasMessageContaining("nothing is lost");
  }

  @Test
  void forgetsWhatWasCommitted() {
    open.checkpoint(List.of("a"), minutes(1));
    open.checkpoint(List.of("b"), minutes(9));

    assertThatCode(() -> open.checkpoint(List.of("b", "c"), minutes(10)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> open.checkpoint(List.of("b", "c"), minutes(11)))
        .hasMessageContaining("transaction b");
  }

  @Test
  void letsAWriterWithoutTransactionsRestForAsLongAsItLikes() {
    open.checkpoint(List.of(), minutes(1));
    open.checkpoint(List.of(), minutes(1_000));

    assertThatCode(() -> open.checkpoint(List.of("a"), minutes(1_009))).doesNotThrowAnyException();
  }

  private static long minutes(long minutes) {
    return Duration.ofMinutes(minutes).toMillis();
  }
}
