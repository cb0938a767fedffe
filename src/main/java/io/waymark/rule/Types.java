package io.waymark.rule;

import io.waymark.model.Touchpoint;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The types of touchpoints that are asked for: some, or any but some.
 *
 * @param names in the order in which they are written: those that are asked for, or, of any but
 *     some, those that are not
 */
public record Types(Set<String> names, boolean isAnyBut) {
  /** The text that stands for every type. */
  public static final String ANY = "*";

  public Types {
    names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  public static Types of(String... names) {
    return of(List.of(names));
  }

  public static Types of(Collection<String> names) {
    return new Types(new LinkedHashSet<>(names), false);
  }

  /**
   * Returns every type but some. A {@code Stage Entered} is not among them either: nobody did it,
   * as it follows from another touchpoint.
   */
  public static Types anyBut(Collection<String> names) {
    Set<String> all = new LinkedHashSet<>(names);
    all.add(Touchpoint.STAGE_ENTERED);
    return new Types(all, true);
  }

  /** Returns these and one more. */
  public Types and(String type) {
    Set<String> all = new LinkedHashSet<>(names);
    if (isAnyBut) {
      all.remove(type);
    } else {
      all.add(type);
    }
    return new Types(all, isAnyBut);
  }

  public boolean contains(String type) {
    return names.contains(type) != isAnyBut;
  }

  /** Returns the types that are asked for by name. */
  public Set<String> asked() {
    return isAnyBut ? Set.of() : names;
  }

  /** Returns those that are left out of any, as far as customers do them. */
  public List<String> exceptions() {
    return isAnyBut
        ? names.stream().filter(name -> !name.equals(Touchpoint.STAGE_ENTERED)).toList()
        : List.of();
  }

  /** Returns how many are asked for by name. */
  public int size() {
    return asked().size();
  }

  /** Returns the types in words: {@code A or B}, {@code any touchpoint but A or B}. */
  public String words(String joint) {
    return (isAnyBut ? "any " : "") + String.join(joint, listed());
  }

  /** Returns in words that none of them comes: {@code no A or B}, {@code no touchpoint but A}. */
  public String none() {
    return "no " + String.join(" or ", listed());
  }

  /** Returns each of them, or all but some as one: {@code touchpoint but A or B}. */
  public List<String> listed() {
    List<String> left = exceptions();
    String but = left.isEmpty() ? "" : " but " + String.join(" or ", left);
    return isAnyBut ? List.of("touchpoint" + but) : List.copyOf(names);
  }

  /** Returns the same text for the same types, in whatever order they are written. */
  List<String> sorted() {
    return List.copyOf(new TreeSet<>(names));
  }
}
