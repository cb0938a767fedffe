package io.waymark.kafka;

import io.waymark.settings.Connection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fate of a transaction whose commit was refused. The refusal is the same whether an earlier
 * attempt has committed the transaction or the broker has aborted it: since KIP-890 both raise the
 * producer's epoch. Only the transaction's coordinator can tell.
 */
public enum TransactionOutcome {
  /** All its records can be read. */
  COMMITTED,
  /** None of its records will ever be read. */
  ABORTED,
  /** The coordinator has forgotten it, has given its id to another producer, or did not answer. */
  UNKNOWN;

  private static final Logger LOG = LoggerFactory.getLogger(TransactionOutcome.class);
  private static final int PATIENCE_MILLIS = 10_000;

  /**
   * Asks the coordinator.
   *
   * @param producerId the producer that began the transaction
   */
  public static TransactionOutcome ask(Connection kafka, String transactionalId, long producerId)
      throws InterruptedException {
    try (Admin admin = Admin.create(kafka.properties())) {
      TransactionDescription found =
          admin
              .describeTransactions(
                  List.of(transactionalId),
                  new DescribeTransactionsOptions().timeoutMs(PATIENCE_MILLIS))
              .description(transactionalId)
              .get();
      return found.producerId() == producerId ? of(found.state()) : UNKNOWN;
    } catch (ExecutionException | KafkaException e) {
      LOG.warn("Kafka does not say what became of {}: {}", transactionalId, RootCause.message(e));
      return UNKNOWN;
    }
  }

  static TransactionOutcome of(TransactionState state) {
    return switch (state) {
      case PREPARE_COMMIT, COMPLETE_COMMIT -> COMMITTED;
      case PREPARE_ABORT, PREPARE_EPOCH_FENCE, COMPLETE_ABORT -> ABORTED;
      case ONGOING, EMPTY, UNKNOWN -> UNKNOWN;
    };
  }
}
