package io.waymark.intake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Watches the first records of a source for the fields that its mapping names: a field that none of
 * them has is probably misspelt. Of one thread.
 */
public final class FieldWatch {
  /** The number of records that are watched. */
  public static final int RECORDS = 1_000;

  private final Set<String> unseen;
  private final Set<String> others = new TreeSet<>();
  private int records;

  FieldWatch(Collection<String> fields) {
    this.unseen = new TreeSet<>(fields);
  }

  void see(Map<String, Object> record) {
    if (records < RECORDS && !unseen.isEmpty()) {
      records++;
      unseen.removeAll(record.keySet());
      if (others.size() < InputLimits.MOST_KEYS) {
        others.addAll(record.keySet());
      }
    }
  }

  /** Returns whether enough records were read to say what is missing. */
  public boolean isOver() {
    return records == RECORDS;
  }

  /** Returns a warning for each field that no record had up to now; none where all had some. */
  public List<String> warnings() {
    return records == 0 ? List.of() : unseen.stream().map(this::warning).toList();
  }

  private String warning(String field) {
    String first = records < RECORDS ? "" : "of the first " + RECORDS + " ";
    return "the mapping reads the field '%s', but no record %shas it%s"
        .formatted(field, first, MappedFields.hint(field, others));
  }
}
