package io.waymark.intake;

import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.List;
import java.util.Optional;

/** Reads how a mapping's source writes its records, and the numbers in them. */
final class FormatReader {
  private FormatReader() {}

  private enum Format {
    JSON,
    CSV
  }

  static RecordFormat read(YamlMap mapping) {
    Format format =
        mapping.required("format").map(value -> value.oneOf(Format.class)).orElse(Format.JSON);
    Optional<YamlValue> csv = mapping.optional("csv");
    if (format == Format.JSON) {
      csv.ifPresent(value -> value.problem("'csv' goes with 'format: csv'"));
      return new JsonFormat();
    }
    return csv.flatMap(YamlValue::map).map(FormatReader::csv).orElse(CsvFormat.PLAIN);
  }

  private static CsvFormat csv(YamlMap map) {
    try (map) {
      return CsvFormat.of(
          map.optional("separator").map(FormatReader::separator),
          map.optional("columns").map(FormatReader::columns).orElse(List.of()),
          map.optional("charset").map(FormatReader::charset).orElse(CsvCharset.UTF_8));
    }
  }

  private static List<String> columns(YamlValue value) {
    return value.distinctTexts().stream().map(YamlValue::text).toList();
  }

  private static CsvCharset charset(YamlValue value) {
    Optional<CsvCharset> charset = CsvCharset.named(value.anyText());
    if (charset.isEmpty()) {
      value.problem(
          "no charset that CSV can be read in; such as UTF-8, UTF-16, windows-1252 or ISO-8859-1");
    }
    return charset.orElse(CsvCharset.UTF_8);
  }

  private static char separator(YamlValue value) {
    String text = value.anyText();
    if (text.length() != 1 || "\"\r\n".contains(text)) {
      value.problem("the separator is one character, such as ',', ';' or \"\\t\"");
      return ',';
    }
    return text.charAt(0);
  }

  static NumberFields numbers(YamlValue value) {
    Optional<YamlMap> numbers = value.map();
    if (numbers.isEmpty()) {
      return NumberFields.NONE;
    }
    try (YamlMap map = numbers.get()) {
      String decimal = map.required("decimal").map(FormatReader::decimal).orElse(".");
      Optional<YamlValue> thousands = map.optional("thousands");
      String group = thousands.map(FormatReader::thousands).orElse("");
      if (group.equals(decimal)) {
        thousands.ifPresent(it -> it.problem("thousands and fractions cannot be told apart"));
      }
      List<String> fields =
          map.required("fields").map(YamlValue::distinctTexts).orElse(List.of()).stream()
              .map(YamlValue::text)
              .toList();
      return new NumberFields(decimal, group, fields);
    }
  }

  private static String decimal(YamlValue value) {
    String text = value.anyText();
    if (!text.equals(",") && !text.equals(".")) {
      value.problem("before a fraction stands \",\" or \".\"");
      return ",";
    }
    return text;
  }

  private static String thousands(YamlValue value) {
    String text = value.anyText();
    if (text.length() != 1 || ".,' \u2019_".indexOf(text.charAt(0)) < 0) {
      value.problem(
          "between thousands stands \".\", \",\", \"'\", \"_\" or a blank; none is left out");
      return "";
    }
    return text;
  }
}
