package io.waymark.govern.rate;

import io.waymark.binary.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The customers of one slot of time who were met, and to whom rules sent, by their hashes: all of
 * them, or a sample. Counts of the same slot are added up by {@link #add}, in any order. Mutable,
 * of one thread.
 */
public final class Headcount {
  private final long slot;
  private final Set<Long> met = new HashSet<>();
  private final Map<String, Sent> sent = new HashMap<>();
  private int level;

  /** The customers to whom a rule sent, and the version of the rule then. */
  static final class Sent {
    private String version;
    private final Set<Long> customers = new HashSet<>();

    private Sent(String version) {
      this.version = version;
    }

    String version() {
      return version;
    }

    Set<Long> customers() {
      return customers;
    }
  }

  /**
   * Creates an empty count.
   *
   * @param slot its number since 1970
   */
  Headcount(long slot) {
    this.slot = slot;
  }

  long slot() {
    return slot;
  }

  int level() {
    return level;
  }

  Set<Long> met() {
    return met;
  }

  Map<String, Sent> sent() {
    return sent;
  }

  /** Notes that a customer was met. */
  void note(long customer) {
    if (Sample.chooses(customer, level) && met.add(customer) && met.size() > Sample.MOST) {
      raise(level + 1);
    }
  }

  /** Notes that a rule sent to a customer, who is met by that. */
  void noteSent(String rule, String version, long customer) {
    note(customer);
    if (Sample.chooses(customer, level)) {
      Sent of = sent.computeIfAbsent(rule, id -> new Sent(version));
      of.version = version;
      of.customers.add(customer);
    }
  }

  /** Adds another count of the same slot. */
  void add(Headcount other) {
    raise(Math.max(level, other.level));
    other.met.forEach(this::note);
    other.sent.forEach(
        (rule, of) -> of.customers.forEach(customer -> noteSent(rule, of.version, customer)));
  }

  /** Keeps the customers of a higher level only. */
  private void raise(int to) {
    if (to > level) {
      level = to;
      met.removeIf(customer -> !Sample.chooses(customer, to));
      sent.values().forEach(of -> of.customers.removeIf(each -> !Sample.chooses(each, to)));
      sent.values().removeIf(of -> of.customers.isEmpty());
    }
  }

  public void write(DataOutput out) throws IOException {
    Binary.writeInteger(out, slot);
    Binary.writeInteger(out, level);
    writeCustomers(out, met);
    Binary.writeInteger(out, sent.size());
    for (Map.Entry<String, Sent> each : sent.entrySet()) {
      Binary.writeText(out, each.getKey());
      Binary.writeText(out, each.getValue().version);
      writeCustomers(out, each.getValue().customers);
    }
  }

  public static Headcount read(DataInput in) throws IOException {
    Headcount count = new Headcount(Binary.readInteger(in));
    count.level = Binary.readCount(in);
    readCustomers(in, count.met);
    for (int left = Binary.readCount(in); left > 0; left--) {
      String rule = Binary.readText(in);
      Sent of = new Sent(Binary.readText(in));
      readCustomers(in, of.customers);
      count.sent.put(rule, of);
    }
    return count;
  }

  private static void writeCustomers(DataOutput out, Set<Long> customers) throws IOException {
    Binary.writeInteger(out, customers.size());
    for (long customer : customers) {
      out.writeLong(customer);
    }
  }

  private static void readCustomers(DataInput in, Set<Long> customers) throws IOException {
    for (int left = Binary.readCount(in); left > 0; left--) {
      customers.add(in.readLong());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headcount that
        && slot == that.slot
        && level == that.level
        && met.equals(that.met)
        && sent.keySet().equals(that.sent.keySet())
        && sent.entrySet().stream().allMatch(each -> that.sends(each.getKey(), each.getValue()));
  }

  private boolean sends(String rule, Sent as) {
    Sent of = sent.get(rule);
    return of != null && of.version.equals(as.version) && of.customers.equals(as.customers);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(slot);
  }
}
