package io.waymark.deliver;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of triggers that are neither delivered, nor parked, nor given up yet. What lies
 * before the first of them can be committed.
 */
final class Offsets {
  private static final class Partition {
    private final TreeSet<Long> open = new TreeSet<>();
    private long next;
    private long committed;

    long committable() {
      return open.isEmpty() ? next : open.first();
    }
  }

  private final String topic;
  private final Map<Integer, Partition> partitions = new HashMap<>();

  Offsets(String topic) {
    this.topic = topic;
  }

  /** Adds a partition that is read from an offset on. */
  void assign(int partition, long position) {
    Partition added = new Partition();
    added.next = position;
    added.committed = position;
    partitions.put(partition, added);
  }

  void forget(int partition) {
    partitions.remove(partition);
  }

  void open(int partition, long offset) {
    Partition of = partitions.get(partition);
    if (of != null) {
      of.open.add(offset);
      of.next = Math.max(of.next, offset + 1);
    }
  }

  void release(int partition, long offset) {
    Partition of = partitions.get(partition);
    if (of != null) {
      of.open.remove(offset);
    }
  }

  /** Notes how far a partition was read, which may be behind records that cannot be seen. */
  void advance(int partition, long position) {
    Partition of = partitions.get(partition);
    if (of != null) {
      of.next = Math.max(of.next, position);
    }
  }

  /** Returns how many records were read behind the offset that can be committed. */
  long uncommitted(int partition) {
    Partition of = partitions.get(partition);
    return of == null ? 0 : of.next - of.committable();
  }

  /** Lets everything be taken again, after a commit that failed. */
  void takeAgain() {
    partitions.values().forEach(of -> of.committed = -1);
  }

  /** Returns what can be committed and was not returned before. */
  Map<TopicPartition, OffsetAndMetadata> takeCommittable() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    partitions.forEach(
        (partition, of) -> {
          long committable = of.committable();
          if (committable > of.committed) {
            of.committed = committable;
            offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(committable));
          }
        });
    return offsets;
  }
}
