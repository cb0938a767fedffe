package io.waymark.yaml;

import java.util.Collection;
import java.util.Optional;

/** Guesses which known word somebody meant by a misspelt one. */
public final class Spelling {
  private Spelling() {}

  /** Returns the known word that is so near that a slip explains the difference. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < least && 2 * distance < Math.max(word.length(), candidate.length())) {
        nearest = candidate;
        least = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Returns whether one letter too many, too few, wrong or swapped made a word of another. */
  public static boolean isSlip(String word, String meant) {
    return distance(word, meant) == 1;
  }

  /** Returns the end of a message: the word that was probably meant, or else all known words. */
  public static String hint(String word, String there, Collection<String> known) {
    return nearest(word, known)
        .map(meant -> "; did you mean '" + meant + "'?")
        .orElseGet(() -> "; " + there + " " + String.join(", ", known));
  }

  /**
   * Returns the optimal string alignment distance: the number of letters that were inserted, left
   * out, replaced or swapped with the next one.
   */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + other, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
