package io.waymark.job.sink;

import io.waymark.kafka.TransactionOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits transactions with Flink's committer, and finds out what became of those whose commit was
 * refused.
 *
 * <p>After a restart Flink commits the transactions of the last checkpoint once more. The broker
 * refuses that, and Flink's committer takes it for a loss. {@code flink-conf} switches off the log
 * of that committer; this one says what is true.
 */
final class VerifiedCommitter implements Committer<KafkaCommittable> {
  /** Asks Kafka about a transaction whose commit was refused. */
  interface Inquiry {
    TransactionOutcome ask(KafkaCommittable refused) throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(VerifiedCommitter.class);

  private final Committer<KafkaCommittable> flink;
  private final Inquiry inquiry;

  VerifiedCommitter(Committer<KafkaCommittable> flink, Inquiry inquiry) {
    this.flink = flink;
    this.inquiry = inquiry;
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    List<Commit> commits = requests.stream().map(Commit::new).toList();
    flink.commit(new ArrayList<>(commits));
    for (Commit commit : commits) {
      if (commit.refusal != null) {
        verify(commit, commit.refusal);
      }
    }
  }

  private void verify(Commit commit, Throwable refusal) throws InterruptedException {
    KafkaCommittable refused = commit.getCommittable();
    String id = refused.getTransactionalId();
    switch (inquiry.ask(refused)) {
      case COMMITTED -> {
        LOG.info("transaction {} was committed before the restart; nothing is lost", id);
        commit.request.signalAlreadyCommitted();
      }
      case ABORTED -> {
        LOG.error(
            "DATA LOSS: Kafka has aborted transaction {} before it was committed, and its records"
                + " are lost; go back to a savepoint from before it to send them again",
            id,
            refusal);
        commit.request.signalFailedWithKnownReason(refusal);
      }
      case UNKNOWN -> {
        LOG.warn(
            "transaction {} cannot be committed, and Kafka does not know whether it was; after a"
                + " restart from an old savepoint that is to be expected, otherwise look whether"
                + " its records are there",
            id,
            refusal);
        commit.request.signalFailedWithKnownReason(refusal);
      }
    }
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
