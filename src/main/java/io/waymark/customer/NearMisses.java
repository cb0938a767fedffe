package io.waymark.customer;

import io.waymark.binary.Binary;
import io.waymark.binary.ValueCodec;
import io.waymark.expression.Conjunct;
import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The touchpoints at which conditions of rules failed for a customer: the last one of each rule and
 * step, at most {@link #MOST} of the last {@link #KEPT}. Mutable, of one thread. One takes about 80
 * bytes of state.
 */
final class NearMisses {
  static final int MOST = 8;

  static final Duration KEPT = Duration.ofDays(1);

  /** The most characters of a condition's part. */
  private static final int MOST_CHARACTERS = 200;

  private final List<NearMiss> all = new ArrayList<>(2);

  /**
   * Notes that the condition of a step failed.
   *
   * @param rule the digest of the rule's id
   * @param step the place of the step
   */
  void note(long rule, int step, Expression where, Touchpoint touchpoint) {
    of(rule, step, touchpoint).note(where, touchpoint);
  }

  /**
   * Notes that a part of a condition failed that looks back.
   *
   * @param scope what it read
   */
  void note(
      long rule, int step, Expression where, Touchpoint touchpoint, Conjunct failed, Scope scope) {
    of(rule, step, touchpoint).note(where, touchpoint, failed, scope);
  }

  /** Returns the entry of a step, which takes the place of the oldest one if it is new. */
  private NearMiss of(long rule, int step, Touchpoint touchpoint) {
    for (int i = 0; i < all.size(); i++) {
      NearMiss known = all.get(i);
      if (known.rule == rule && known.step == step) {
        return known;
      }
    }
    removeBefore(touchpoint.timeMillis() - KEPT.toMillis());
    if (all.size() == MOST) {
      all.remove(oldest());
    }
    NearMiss miss = new NearMiss(rule, step);
    all.add(miss);
    return miss;
  }

  /** Returns those after a time, the latest first. */
  List<NearMiss> after(long millis) {
    return all.stream()
        .filter(miss -> miss.millis() > millis)
        .sorted(Comparator.comparingLong(NearMiss::millis).reversed())
        .toList();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  int heapBytes() {
    return NearMiss.HEAP_BYTES * all.size();
  }

  /** Cuts a text, but not between the halves of a character. */
  static String cut(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? 1 : 0;
    return text.substring(0, MOST_CHARACTERS - end) + "...";
  }

  private void removeBefore(long millis) {
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).millis() <= millis) {
        all.remove(i);
      }
    }
  }

  private int oldest() {
    int oldest = 0;
    for (int i = 1; i < all.size(); i++) {
      oldest = all.get(i).millis() < all.get(oldest).millis() ? i : oldest;
    }
    return oldest;
  }

  void write(DataOutput out) throws IOException {
    Binary.writeInteger(out, all.size());
    long before = 0;
    for (NearMiss miss : all) {
      out.writeLong(miss.rule);
      Binary.writeInteger(out, miss.step);
      Binary.writeInteger(out, miss.millis() - before);
      before = miss.millis();
      out.writeInt(miss.condition());
      Binary.writeText(out, miss.type());
      Binary.writeText(out, miss.failed());
      ValueCodec.writeMap(out, miss.values());
    }
  }

  static NearMisses read(DataInput in) throws IOException {
    NearMisses misses = new NearMisses();
    long before = 0;
    for (int left = Binary.readCount(in); left > 0; left--) {
      long rule = in.readLong();
      int step = (int) Binary.readInteger(in);
      before += Binary.readInteger(in);
      misses.all.add(
          NearMiss.restored(
              rule,
              step,
              before,
              in.readInt(),
              Binary.readText(in),
              Binary.readText(in),
              ValueCodec.readMap(in)));
    }
    return misses;
  }
}
