package io.waymark.job.stream;

import io.waymark.job.stream.StoredRule.Arriving;
import io.waymark.job.stream.StoredRule.Current;
import io.waymark.job.stream.StoredRule.Draining;
import io.waymark.model.RuleText;
import java.util.Objects;

/**
 * Reads entries of the rules state as 0.1.0 wrote them: each a {@link RuleText}, whose kind is in
 * its key. A current rule stands under its id; the others have a prefix, and a draining one keeps
 * the time until which it drains in the field of its offset.
 */
public final class EarlierStoredRule {
  /** Followed by the number of the structure. */
  static final String DRAINING_KEY = "draining/";

  /** Followed by the place in the order of arrival. */
  static final String ARRIVING_KEY = "arriving/";

  private EarlierStoredRule() {}

  /** Returns the entry in today's form. */
  public static StoredRule read(String key, RuleText text) {
    if (key.startsWith(DRAINING_KEY)) {
      long structure = Long.parseLong(key.substring(DRAINING_KEY.length()));
      String yaml = Objects.requireNonNull(text.text(), "a draining rule has a text");
      return new Draining(structure, text.id(), yaml, text.origin(), text.offset());
    }
    if (key.startsWith(ARRIVING_KEY)) {
      return new Arriving(Integer.parseInt(key.substring(ARRIVING_KEY.length())), text);
    }
    return new Current(text);
  }
}
