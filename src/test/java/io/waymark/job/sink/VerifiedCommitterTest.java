package io.waymark.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.kafka.TransactionOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifiedCommitterTest {
  /** A committer that answers by the id of the transaction; no signal is a success. */
  private static final class Answering implements Committer<KafkaCommittable> {
    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
      for (CommitRequest<KafkaCommittable> request : requests) {
        String id = request.getCommittable().getTransactionalId();
        if (id.equals("again")) {
          request.retryLater();
        } else if (id.equals("broken")) {
          request.signalFailedWithUnknownReason(new IOException("broken"));
        } else if (id.equals("refused")) {
          request.signalFailedWithKnownReason(new ProducerFencedException("fenced"));
        }
      }
    }

    @Override
    public void close() {}
  }

  /** Notes what was signalled. */
  private static final class Request implements Committer.CommitRequest<KafkaCommittable> {
    private final String id;
    private final List<String> signals = new ArrayList<>();

    Request(String id) {
      this.id = id;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return new KafkaCommittable(7, (short) 1, id, null);
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      signals.add("failed: " + reason.getMessage());
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      signals.add("restart: " + reason.getMessage());
    }

    @Override
    public void retryLater() {
      signals.add("later");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable changed) {
      signals.add("changed");
    }

    @Override
    public void signalAlreadyCommitted() {
      signals.add("already committed");
    }
  }

  @ParameterizedTest
  @CsvSource({"COMMITTED, already committed", "ABORTED, failed: fenced", "UNKNOWN, failed: fenced"})
  void signalsWhatBecameOfARefusedTransaction(TransactionOutcome outcome, String signal)
      throws Exception {
    Request request = new Request("refused");

    commit(outcome, request);

    assertThat(request.signals).containsExactly(signal);
  }

  @Test
  void leavesAllOtherAnswersAsTheyAre() throws Exception {
    Request committed = new Request("committed");
    Request again = new Request("again");
    Request broken = new Request("broken");

    commit(TransactionOutcome.COMMITTED, committed, again, broken);

    assertThat(committed.signals).isEmpty();
    assertThat(again.signals).containsExactly("later");
    assertThat(broken.signals).containsExactly("restart: broken");
  }

  private static void commit(TransactionOutcome outcome, Request... requests) throws Exception {
    new VerifiedCommitter(new Answering(), refused -> outcome).commit(List.of(requests));
  }
}
