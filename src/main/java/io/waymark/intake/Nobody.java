package io.waymark.intake;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a source writes in place of an id where it has none, in upper or lower case.
 *
 * @param texts {@code 0} stands for all ids that consist of zeros, such as a UUID of zeros
 */
record Nobody(Set<String> texts) {
  static final Nobody NONE = new Nobody(Set.of());

  private static final String ZERO = "0";

  Nobody {
    texts = Set.copyOf(texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList());
  }

  /** Returns the id, or null where it names nobody. */
  @Nullable String orNull(@Nullable String id) {
    return id == null || texts.isEmpty() || !isNobody(id) ? id : null;
  }

  private boolean isNobody(String id) {
    return id.isBlank()
        || texts.contains(id.toLowerCase(Locale.ROOT))
        || (texts.contains(ZERO) && isZeros(id));
  }

  private static boolean isZeros(String id) {
    return id.indexOf('0') >= 0 && id.chars().allMatch(each -> each == '0' || each == '-');
  }
}
