package io.waymark.intake;

import io.waymark.expression.Expression;
import io.waymark.intake.Mapping.Emission;
import io.waymark.intake.Mapping.Properties;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.yaml.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of a record that a mapping reads.
 *
 * @param named those it names and expects; a field that it asks for by {@code has(record.x)} may be
 *     missing
 * @param readsAll whether it reads all fields, as {@code properties: record} does
 */
record MappedFields(Set<String> named, boolean readsAll) {
  static final MappedFields NONE = new MappedFields(Set.of(), false);

  private static final String RECORD = "record";

  /** The number of fields that a message names where none is near. */
  private static final int MOST_SHOWN = 20;

  MappedFields {
    named = Set.copyOf(named);
  }

  static MappedFields of(Mapping mapping) {
    Set<String> named = new HashSet<>(mapping.numbers().fields());
    Set<String> optional = new HashSet<>();
    boolean readsAll = false;
    for (Expression each : expressions(mapping).toList()) {
      named.addAll(each.keys(RECORD));
      optional.addAll(each.testedKeys(RECORD));
      readsAll |= each.names().contains(RECORD) && each.keys(RECORD).isEmpty();
    }
    named.removeAll(optional);
    return new MappedFields(named, readsAll);
  }

  private static Stream<Expression> expressions(Mapping mapping) {
    Stream<Expression> shared =
        Stream.of(mapping.skip(), mapping.require(), mapping.customer(), mapping.anonymous())
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull);
    return Stream.concat(shared, mapping.emissions().stream().flatMap(MappedFields::expressions));
  }

  private static Stream<Expression> expressions(Emission emission) {
    Stream<Expression> fields =
        Stream.of(
                emission.when(),
                emission.id(),
                emission.type(),
                emission.channel(),
                emission.time().value(),
                emission.sentiment().measured(),
                emission.sentiment().inferred())
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull);
    return Stream.concat(
        fields,
        emission.properties().stream()
            .map(
                part ->
                    part instanceof Properties.Whole whole
                        ? whole.map()
                        : ((Properties.One) part).value()));
  }

  /** Returns a problem for each field that is not among the columns. */
  List<String> problems(Collection<String> columns) {
    List<String> problems = new ArrayList<>();
    for (String field : new TreeSet<>(named)) {
      if (!columns.contains(field)) {
        problems.add(
            "there is no column '" + field + "', which the mapping reads" + hint(field, columns));
      }
    }
    return problems;
  }

  /** Refuses a header that lacks a column that the mapping reads, or has it twice. */
  void checkHeader(List<String> columns, char separator) throws RefusedException {
    for (String column : new TreeSet<>(columns)) {
      boolean isRead = named.contains(column) || (readsAll && !column.isEmpty());
      if (isRead && Collections.frequency(columns, column) > 1) {
        throw new RefusedException(
            Reason.NOT_CSV,
            "column '"
                + column
                + "' stands there twice; rename one of them, or name all columns in csv.columns of"
                + " the mapping and leave this line out");
      }
    }
    List<String> problems = new ArrayList<>(problems(columns));
    if (!problems.isEmpty()) {
      String other = columns.size() == 1 ? otherSeparator(columns.get(0), separator) : "";
      String optional =
          other.isEmpty()
              ? "; a column that may be missing is asked for by has(record.column)"
              : "";
      throw new RefusedException(Reason.NOT_CSV, String.join("; ", problems) + other + optional);
    }
  }

  private static String otherSeparator(String header, char separator) {
    for (char other : new char[] {',', ';', '\t', '|'}) {
      if (other != separator && header.indexOf(other) >= 0) {
        return "; is csv.separator in the mapping \""
            + (other == '\t' ? "\\t" : String.valueOf(other))
            + "\"?";
      }
    }
    return "";
  }

  /** Returns the end of a message: the name that was probably meant, or else all there are. */
  static String hint(String field, Collection<String> there) {
    for (String each : there) {
      if (each.strip().equals(field)) {
        return "; did you mean '" + each + "', with blanks around it? Remove them at the source";
      }
      if (each.strip().toLowerCase(Locale.ROOT).equals(field.toLowerCase(Locale.ROOT))) {
        return "; did you mean '" + each + "'?";
      }
    }
    return Spelling.nearest(field, there)
        .map(meant -> "; did you mean '" + meant + "'?")
        .orElseGet(
            () ->
                there.stream()
                    .limit(MOST_SHOWN)
                    .map(TouchpointFields::shortened)
                    .collect(
                        Collectors.joining(
                            ", ", "; there are ", there.size() > MOST_SHOWN ? ", ..." : "")));
  }
}
