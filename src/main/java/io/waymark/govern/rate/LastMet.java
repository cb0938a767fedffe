package io.waymark.govern.rate;

import io.waymark.binary.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The slot in which each customer of a sample was last met, the earliest first: those of a span
 * that ends now are counted without a look at each. Mutable, of one thread.
 */
final class LastMet {
  private final Map<Long, Long> slots = new LinkedHashMap<>();

  int size() {
    return slots.size();
  }

  /** Notes that a customer was met; slots come in their order. */
  void note(long customer, long slot) {
    slots.remove(customer);
    slots.put(customer, slot);
  }

  /** Forgets customers who were last met in a slot or before. */
  void forgetUntil(long slot) {
    Iterator<Long> earliest = slots.values().iterator();
    while (earliest.hasNext() && earliest.next() <= slot) {
      earliest.remove();
    }
  }

  /** Keeps the customers of a level only. */
  void keep(int level) {
    slots.keySet().removeIf(customer -> !Sample.chooses(customer, level));
  }

  int count(int level) {
    return (int) slots.keySet().stream().filter(each -> Sample.chooses(each, level)).count();
  }

  void clear() {
    slots.clear();
  }

  void write(DataOutput out) throws IOException {
    Binary.writeInteger(out, slots.size());
    for (Map.Entry<Long, Long> each : slots.entrySet()) {
      out.writeLong(each.getKey());
      Binary.writeInteger(out, each.getValue());
    }
  }

  void read(DataInput in) throws IOException {
    for (int left = Binary.readCount(in); left > 0; left--) {
      slots.put(in.readLong(), Binary.readInteger(in));
    }
  }
}
