package io.waymark.intake;

import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.DecimalReader;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The fields of a record that hold numbers in the form of another language, such as {@code
 * 1.249,50}. Only these are read so: in any other field {@code 1.249} may be a version.
 */
final class NumberFields {
  static final NumberFields NONE = new NumberFields(".", "", List.of());

  private static final String BLANKS = "[ \u00A0\u202F]";

  private static final Pattern AROUND = Pattern.compile("^" + BLANKS + "+|" + BLANKS + "+$");

  private final String decimal;
  private final String thousands;
  private final List<String> fields;
  private final Pattern form;
  private final Pattern group;

  /**
   * @param decimal the character before the fraction
   * @param thousands the character between groups of three digits; empty where there is none. A
   *     blank stands for blanks that do not break a line, too.
   */
  NumberFields(String decimal, String thousands, List<String> fields) {
    this.decimal = decimal;
    this.thousands = thousands;
    this.fields = List.copyOf(fields);
    this.group = Pattern.compile(thousands.isBlank() ? BLANKS : Pattern.quote(thousands));
    String grouped = thousands.isEmpty() ? "" : "[0-9]{1,3}(?:" + group + "[0-9]{3})+|";
    this.form =
        Pattern.compile(
            "[-+]?(?:%s[0-9]+)(?:%s[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?"
                .formatted(grouped, Pattern.quote(decimal)));
  }

  List<String> fields() {
    return fields;
  }

  /** Puts numbers in the place of the texts of them. */
  void read(Map<String, Object> record) throws RefusedException {
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      if (record.get(field) instanceof String text && !text.isEmpty()) {
        record.put(field, number(field, text));
      }
    }
  }

  private Number number(String field, String text) throws RefusedException {
    String stripped = AROUND.matcher(text).replaceAll("");
    if (form.matcher(stripped).matches()) {
      String whole = thousands.isEmpty() ? stripped : group.matcher(stripped).replaceAll("");
      try {
        return DecimalReader.read(whole.replace(decimal, "."));
      } catch (NumberFormatException e) {
        throw new RefusedException(
            Reason.NUMBER_OUT_OF_BOUNDS,
            field + " is " + TouchpointFields.shown(text) + ": " + e.getMessage());
      }
    }
    throw new RefusedException(
        Reason.MAPPING,
        field
            + " is "
            + TouchpointFields.shown(text)
            + "; 'numbers' in the mapping expects a number that is written like 1"
            + thousands
            + "249"
            + decimal
            + "5");
  }
}
