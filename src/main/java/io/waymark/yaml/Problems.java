package io.waymark.yaml;

import io.waymark.model.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one text while it is read. */
public final class Problems {
  /**
   * The number of problems that are kept: more than anybody mends at once, and a bound on the
   * answer to a pushed text.
   */
  static final int MOST = 100;

  private static final int MOST_EXCERPT = 200;

  private final String file;
  private final List<String> lines;
  private final List<Problem> found = new ArrayList<>();

  /** Collects for {@code text}, which its author knows as {@code file}. */
  public Problems(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  /** Adds a problem at a place, up to {@link #MOST}; line and column from 1. */
  public void add(int line, int column, String message) {
    if (found.size() < MOST) {
      String text = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
      String excerpt =
          text.length() <= MOST_EXCERPT ? text : text.substring(0, MOST_EXCERPT) + "...";
      found.add(new Problem(file, line, column, message, excerpt));
    }
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Returns how many problems there are, so that a reader can tell which of its parts have some.
   */
  public int count() {
    return found.size();
  }

  /** Returns the problems in the order of the text. */
  public List<Problem> list() {
    return found.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }

  List<String> lines() {
    return lines;
  }
}
