package io.waymark.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.ColorScheme;

/**
 * Lines of words that are broken between words where the terminal ends; lines after the first are
 * indented. Only a word that is wider than a whole line is cut. Without a terminal there is one
 * line. Texts may come from customers: what would steer the terminal is taken out of them, and no
 * markup in them is understood.
 */
final class StyledLines {
  private static final ColorScheme PLAIN = Help.defaultColorScheme(Ansi.OFF);
  private static final String MORE = "...";
  private static final int BROKEN_INDENT = 2;

  /** Control characters, and those that turn the direction of a text. */
  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]");

  private record Word(int gap, String text, List<IStyle> styles) {
    Word {
      styles = List.copyOf(styles);
    }

    int end(int column) {
      return column + gap + columns(text);
    }
  }

  private final Terminal terminal;
  private final ColorScheme colours;
  private final int indent;
  private final List<List<Word>> lines = new ArrayList<>(List.of(new ArrayList<>()));
  private int column;

  /**
   * Starts with an empty line.
   *
   * @param indent the columns before each line but the first
   */
  StyledLines(Terminal terminal, int indent) {
    this.terminal = terminal;
    this.colours = Help.defaultColorScheme(terminal.ansi());
    this.indent = indent;
  }

  /** Returns a line as it is where it fits, else broken between its words. */
  static List<String> broken(String line, Terminal terminal) {
    StyledLines lines = new StyledLines(terminal, BROKEN_INDENT);
    return (lines.fits(0, line) ? lines.add(0, line) : lines.words(0, line)).lines();
  }

  /** Adds a word, or several that stay together, after some blanks. */
  StyledLines add(int gap, String text, IStyle... styles) {
    Word word = new Word(gap, shown(text), List.of(styles));
    if (terminal.isNarrow()) {
      boolean isFirst = column == 0 || (column == indent && last().isEmpty());
      if (!isFirst && word.end(column) > terminal.width()) {
        newLine();
        word = new Word(0, word.text(), word.styles());
      }
      word = new Word(word.gap(), fitting(word.text(), column + word.gap()), word.styles());
    }
    last().add(word);
    column = word.end(column);
    return this;
  }

  /** Adds a word that begins at a column, or two blanks after the word before it. */
  StyledLines at(int start, String text, IStyle... styles) {
    return add(column == 0 ? start : Math.max(2, start - column), text, styles);
  }

  /** Adds the words of a text, which may be broken anywhere between them. */
  StyledLines words(int gap, String text, IStyle... styles) {
    if (fits(gap, text)) {
      return add(gap, text, styles);
    }
    String[] words = shown(text).strip().split(" +", -1);
    for (int i = 0; i < words.length; i++) {
      add(i == 0 ? gap : 1, words[i], styles);
    }
    return this;
  }

  /** Begins a new line. */
  StyledLines newLine() {
    lines.add(new ArrayList<>());
    column = indent;
    return this;
  }

  /** Returns whether a text fits the line after some blanks. */
  boolean fits(int gap, String text) {
    return !terminal.isNarrow() || column + gap + columns(shown(text)) <= terminal.width();
  }

  /** Returns the lines. */
  List<String> lines() {
    return lines(Integer.MAX_VALUE);
  }

  /** Returns at most so many lines, of which the last ends with dots where there are more. */
  List<String> lines(int most) {
    List<String> printed = new ArrayList<>();
    for (int i = 0; i < lines.size() && i < most; i++) {
      boolean isCut = i == most - 1 && lines.size() > most;
      printed.add(printed(isCut ? withRoom(lines.get(i)) : lines.get(i), i > 0));
    }
    return printed;
  }

  private List<Word> last() {
    return lines.get(lines.size() - 1);
  }

  /** Returns a line with dots at its end, and without the words that they take the place of. */
  private List<Word> withRoom(List<Word> line) {
    List<Word> kept = new ArrayList<>(line);
    while (kept.size() > 1 && end(kept) + 1 + MORE.length() > terminal.width()) {
      kept.remove(kept.size() - 1);
    }
    kept.add(new Word(1, MORE, List.of()));
    return kept;
  }

  private int end(List<Word> line) {
    int end = indent;
    for (Word word : line) {
      end = word.end(end);
    }
    return end;
  }

  private String printed(List<Word> line, boolean isIndented) {
    StringBuilder text = new StringBuilder(isIndented ? " ".repeat(indent) : "");
    for (int i = 0; i < line.size(); ) {
      List<IStyle> styles = line.get(i).styles();
      text.append(" ".repeat(line.get(i).gap()));
      StringBuilder alike = new StringBuilder(line.get(i).text());
      for (i++; i < line.size() && line.get(i).styles().equals(styles); i++) {
        alike.append(" ".repeat(line.get(i).gap())).append(line.get(i).text());
      }
      text.append(styles.isEmpty() ? alike : colours.apply(alike.toString(), styles));
    }
    return text.toString();
  }

  /** Returns a word, or as much of it as fits a line that it is alone on. */
  private String fitting(String word, int start) {
    int room = terminal.width() - start;
    if (columns(word) <= room) {
      return word;
    }
    int end = word.length();
    while (end > 1 && columns(word.substring(0, end)) > room - MORE.length()) {
      end = word.offsetByCodePoints(end, -1);
    }
    return word.substring(0, end) + MORE;
  }

  private static String shown(String text) {
    return STEERING.matcher(text).replaceAll(" ");
  }

  /** Returns how wide a text is; some Asian characters take two columns. */
  private static int columns(String text) {
    return PLAIN.apply(text, List.of()).getCJKAdjustedLength();
  }
}
