package io.waymark.console.authoring;

import java.util.List;

/**
 * The words that may stand where the cursor is.
 *
 * @param column from 1, where the word begins that they replace
 */
public record Completions(int column, List<Completion> items) {
  public Completions {
    items = List.copyOf(items);
  }
}
