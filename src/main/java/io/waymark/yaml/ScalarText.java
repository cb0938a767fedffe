package io.waymark.yaml;

import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Finds the characters of a scalar's value in the document. The two differ by quotes, escapes,
 * indentation and folded lines, so both are walked side by side. Blanks are passed over on either
 * side, because folding turns line ends into spaces.
 */
final class ScalarText {
  private final List<int[]> lines;
  private final ScalarStyle style;
  private final int[] value;
  private int row;
  private int column;

  ScalarText(ScalarNode node, List<String> lines) {
    this.lines = lines.stream().map(line -> line.codePoints().toArray()).toList();
    this.style = node.getScalarStyle();
    this.value = node.getValue().codePoints().toArray();
    this.row = node.getStartMark().orElseThrow().getLine();
    this.column = node.getStartMark().orElseThrow().getColumn();
    if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      row++;
      column = 0;
    } else if (style != ScalarStyle.PLAIN) {
      column++;
    }
  }

  /** A point in the document; row and column count from 0. */
  record Point(int row, int column) {}

  /**
   * Returns the point in the document at which a character of the value stands.
   *
   * @param line of the value, from 1
   * @param columnOfLine in code points, from 0; the line's end for one behind it
   */
  Point find(int line, int columnOfLine) {
    int target = offset(line, columnOfLine);
    int last = target;
    while (last > 0 && (last == value.length || isBlank(value[last]))) {
      last--;
    }
    for (int i = 0; i < last; i++) {
      if (!isBlank(value[i])) {
        skipBlanks();
        column += width();
      }
    }
    skipBlanks();
    boolean behind = last < target;
    return new Point(row, behind ? column + width() + target - last - 1 : column);
  }

  private int offset(int line, int columnOfLine) {
    int start = 0;
    for (int left = line - 1; left > 0 && start < value.length; start++) {
      if (value[start] == '\n') {
        left--;
      }
    }
    return Math.min(value.length, start + columnOfLine);
  }

  private void skipBlanks() {
    while (row < lines.size()) {
      if (column >= lines.get(row).length) {
        row++;
        column = 0;
      } else if (isBlank(at(0))) {
        column++;
      } else if (isEscape() && (at(1) == -1 || "ntr 0_".indexOf(at(1)) >= 0)) {
        column += 2;
      } else {
        return;
      }
    }
  }

  /**
   * Returns how many characters of the document make up the character of the value that stands
   * here.
   */
  private int width() {
    if (style == ScalarStyle.SINGLE_QUOTED && at(0) == '\'') {
      return 2;
    }
    if (!isEscape()) {
      return 1;
    }
    return switch (at(1)) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private boolean isEscape() {
    return style == ScalarStyle.DOUBLE_QUOTED && at(0) == '\\';
  }

  private int at(int ahead) {
    int[] line = row < lines.size() ? lines.get(row) : new int[0];
    return column + ahead < line.length ? line[column + ahead] : -1;
  }

  private static boolean isBlank(int character) {
    return Character.isWhitespace(character);
  }
}
