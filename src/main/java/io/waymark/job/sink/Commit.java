package io.waymark.job.sink;

import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request to commit a transaction, which keeps a refusal back until its meaning is known. */
final class Commit implements CommitRequest<KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

  final CommitRequest<KafkaCommittable> request;

  /** The reason why the broker will never commit the transaction. */
  @Nullable Throwable refusal;

  Commit(CommitRequest<KafkaCommittable> request) {
    this.request = request;
  }

  @Override
  public KafkaCommittable getCommittable() {
    return request.getCommittable();
  }

  @Override
  public int getNumberOfRetries() {
    return request.getNumberOfRetries();
  }

  @Override
  public void signalFailedWithKnownReason(Throwable reason) {
    refusal = reason;
  }

  @Override
  public void signalFailedWithUnknownReason(Throwable reason) {
    request.signalFailedWithUnknownReason(reason);
  }

  @Override
  public void retryLater() {
    LOG.warn(
        "transaction {} could not be committed yet; it is tried again",
        getCommittable().getTransactionalId());
    request.retryLater();
  }

  @Override
  public void updateAndRetryLater(KafkaCommittable changed) {
    request.updateAndRetryLater(changed);
  }

  @Override
  public void signalAlreadyCommitted() {
    request.signalAlreadyCommitted();
  }
}
