package io.waymark.govern;

import io.waymark.model.Digest;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names by which a {@link Selector} chooses.
 *
 * @param texts as the author wrote them, for messages
 * @param digests of them, as {@link Labels} have them
 */
public record Names(Set<String> texts, Set<Long> digests) {
  static final Names NONE = of(Set.of());

  public Names {
    texts = Set.copyOf(texts);
    digests = Set.copyOf(digests);
  }

  static Names of(Set<String> texts) {
    return new Names(
        texts, texts.stream().map(Digest::number).collect(Collectors.toUnmodifiableSet()));
  }

  boolean isEmpty() {
    return digests.isEmpty();
  }

  boolean has(long digest) {
    return digests.contains(digest);
  }
}
