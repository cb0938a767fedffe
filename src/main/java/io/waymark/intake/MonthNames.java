package io.waymark.intake;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The names of months and weekdays in a language, in all forms that sources write: in full, as
 * declined in a date or standing alone, and shortened with or without a point.
 */
final class MonthNames {
  private static final int SHORT_LETTERS = 3;
  private static final int FULL_LETTERS = 4;

  private MonthNames() {}

  /** Returns whether a run of letters of a pattern stands for a name. */
  static boolean isName(String letters) {
    char letter = letters.charAt(0);
    return letter == 'E' || ((letter == 'M' || letter == 'L') && letters.length() >= SHORT_LETTERS);
  }

  /**
   * Appends a name. A map holds one form of each name, so that there are as many as the name with
   * the most forms has; longer forms come first, as {@code Sep} is the beginning of {@code Sept.}
   */
  static void append(DateTimeFormatterBuilder builder, String letters, Locale language) {
    boolean isFull = letters.length() == FULL_LETTERS;
    boolean isWeekday = letters.startsWith("E");
    ChronoField field = isWeekday ? ChronoField.DAY_OF_WEEK : ChronoField.MONTH_OF_YEAR;
    List<List<String>> names =
        IntStream.rangeClosed(1, isWeekday ? DayOfWeek.values().length : Month.values().length)
            .mapToObj(
                i ->
                    isWeekday
                        ? forms(DayOfWeek.of(i)::getDisplayName, isFull, language)
                        : forms(Month.of(i)::getDisplayName, isFull, language))
            .toList();
    int most = names.stream().mapToInt(List::size).max().orElseThrow();
    for (int form = 0; form < most; form++) {
      Map<Long, String> texts = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        if (form < names.get(i).size()) {
          texts.put(i + 1L, names.get(i).get(form));
        }
      }
      builder.optionalStart().appendText(field, texts).optionalEnd();
    }
  }

  private static List<String> forms(
      BiFunction<TextStyle, Locale, String> name, boolean isFull, Locale language) {
    Set<String> forms = new LinkedHashSet<>();
    String full = name.apply(TextStyle.FULL_STANDALONE, language);
    forms.add(name.apply(isFull ? TextStyle.FULL : TextStyle.SHORT, language));
    forms.add(
        name.apply(isFull ? TextStyle.FULL_STANDALONE : TextStyle.SHORT_STANDALONE, language));
    if (!isFull) {
      if (full.length() > SHORT_LETTERS) {
        forms.add(full.substring(0, SHORT_LETTERS));
      }
      if (full.equals("M\u00e4rz")) {
        forms.add("Mrz"); // As spreadsheets in German have it.
      }
      for (String form : List.copyOf(forms)) {
        forms.add(form.endsWith(".") ? form.substring(0, form.length() - 1) : form + ".");
      }
    }
    List<String> sorted = new ArrayList<>(forms);
    sorted.sort(Comparator.comparing(String::length).reversed());
    return sorted;
  }
}
