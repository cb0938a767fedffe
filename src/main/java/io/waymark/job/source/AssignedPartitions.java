package io.waymark.job.source;

import io.waymark.kafka.Ends.Next;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that one subtask reads, in the order in which they were assigned to it, with the
 * place where each begins.
 *
 * <p>Flink makes the clock of a partition without saying which one it is, but in the same order
 * (SourceOperator): the clock with number n is the one of the n-th partition. {@link TopicSource}
 * and {@link SplitClocks} share this object, also after both have travelled to a subtask.
 */
final class AssignedPartitions implements Serializable {
  private static final long serialVersionUID = 1;

  private transient @Nullable List<Next> begins;

  void add(List<KafkaPartitionSplit> splits) {
    for (KafkaPartitionSplit split : splits) {
      begins().add(new Next(split.getPartition(), begin(split.getStartingOffset())));
    }
  }

  /** Returns where a partition begins; null before it is assigned. */
  @Nullable Next begin(int number) {
    return number < begins().size() ? begins().get(number) : null;
  }

  private List<Next> begins() {
    List<Next> now = begins;
    if (now == null) {
      now = new ArrayList<>();
      begins = now;
    }
    return now;
  }

  private static long begin(long startingOffset) {
    return startingOffset == KafkaPartitionSplit.COMMITTED_OFFSET
        ? Next.COMMITTED
        : startingOffset < 0 ? Next.EARLIEST : startingOffset;
  }
}
