package io.waymark.match;

import io.waymark.model.Touchpoint;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of touchpoints that remembers its result for the touchpoint that was asked about last.
 * Functions of the same key are equal, so that all rules can share one. Of one thread.
 *
 * @param <K> what decides the results
 */
final class Remembered<K, V extends @Nullable Object> implements Function<Touchpoint, V> {
  private final K key;
  private final Serial serial;
  private final Function<Touchpoint, V> function;
  private long last;
  private @Nullable V result;

  Remembered(K key, Serial serial, Function<Touchpoint, V> function) {
    this.key = key;
    this.serial = serial;
    this.function = function;
  }

  @Override
  @SuppressWarnings("NullAway") // The result is null only where the function gave null.
  public V apply(Touchpoint touchpoint) {
    long number = serial.number(touchpoint);
    if (number != last) {
      result = function.apply(touchpoint);
      last = number;
    }
    return result;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Remembered<?, ?> that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }
}
