package io.waymark.deliver;

import io.waymark.deliver.lane.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the text of each held delivery is: in memory, or on the topic of parked ones. It belongs to
 * the thread of events.
 */
final class Texts {
  /** A place where a text is. */
  sealed interface Place {
    /** A text in memory; the bytes are handed over, not copied. */
    record Memory(byte[] text) implements Place {}

    record Topic(int partition, long offset) implements Place {}
  }

  private record Held(Delivery delivery, Place place) {}

  private final Map<Integer, Map<String, Held>> held = new HashMap<>();

  void assign(int partition) {
    held.put(partition, new HashMap<>());
  }

  void forget(int partition) {
    held.remove(partition);
  }

  boolean isAssigned(int partition) {
    return held.containsKey(partition);
  }

  /** Returns the delivery that is held of a trigger; null without one. */
  @Nullable Delivery held(int partition, String id) {
    Held found = held.getOrDefault(partition, Map.of()).get(id);
    return found == null ? null : found.delivery();
  }

  List<Delivery> all(int partition) {
    return new ArrayList<>(
        held.getOrDefault(partition, Map.of()).values().stream().map(Held::delivery).toList());
  }

  void hold(Delivery delivery, Place place) {
    held.computeIfPresent(
        delivery.partition(),
        (partition, texts) -> {
          texts.put(delivery.id(), new Held(delivery, place));
          return texts;
        });
  }

  Place find(Delivery delivery) {
    Map<String, Held> texts = held.getOrDefault(delivery.partition(), Map.of());
    return Objects.requireNonNull(texts.get(delivery.id()), delivery::toString).place();
  }

  byte[] inMemory(Delivery delivery) {
    if (find(delivery) instanceof Place.Memory memory) {
      return memory.text();
    }
    throw new IllegalStateException(delivery + " is not in memory");
  }

  /** Notes that the text is on the topic now, unless the delivery has ended since. */
  void park(Delivery delivery, long offset) {
    if (held(delivery.partition(), delivery.id()) == delivery) {
      hold(delivery, new Place.Topic(delivery.partition(), offset));
    }
  }

  void end(Delivery delivery) {
    if (held(delivery.partition(), delivery.id()) == delivery) {
      held.getOrDefault(delivery.partition(), Map.of()).remove(delivery.id());
    }
  }
}
