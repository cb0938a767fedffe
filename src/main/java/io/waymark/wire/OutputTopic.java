package io.waymark.wire;

import io.waymark.model.Outgoing;
import java.io.Serializable;
import java.util.Map;
import java.util.function.Function;

/**
 * A topic that the job writes: the records on it, their keys and their JSON form.
 *
 * @param type of the records
 * @param key of a record, so that the records of one customer or rule stay in order
 * @param document how a record is written and read
 */
public record OutputTopic<T extends Outgoing>(
    String id,
    int partitions,
    Map<String, String> config,
    Class<T> type,
    Function<T, String> key,
    Document<T> document)
    implements Topic, Serializable {
  private static final long serialVersionUID = 1;

  public OutputTopic {
    config = Map.copyOf(config);
  }

  /** Travels to a cluster as its id; there it is looked up in {@link Topics}. */
  private Object writeReplace() {
    return new Reference(id);
  }

  private record Reference(String id) implements Serializable {
    private static final long serialVersionUID = 1;

    private Object readResolve() {
      return Topics.output(id);
    }
  }
}
