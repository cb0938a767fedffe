package io.waymark.expression;

import io.waymark.model.Problem;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlMap;
import java.util.List;

/** Conditions and expressions as an author writes them into YAML. */
final class CheckedText {
  private static final String KEY = "where: >-\n  ";

  private CheckedText() {}

  static List<Problem> problems(String condition) {
    Problems problems = new Problems("rule.yaml", KEY + condition);
    YamlMap map = Yaml.read(KEY + condition, problems).orElseThrow();
    Expressions.condition(map.required("where").orElseThrow(), Vocabulary.EVENT.customer());
    return problems.list();
  }

  static Expression condition(String condition) {
    Problems problems = new Problems("rule.yaml", KEY + condition);
    YamlMap map = Yaml.read(KEY + condition, problems).orElseThrow();
    return Expressions.condition(map.required("where").orElseThrow(), Vocabulary.EVENT.customer())
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }

  static Expression expression(String expression) {
    Problems problems = new Problems("rule.yaml", KEY + expression);
    YamlMap map = Yaml.read(KEY + expression, problems).orElseThrow();
    return Expressions.expression(map.required("where").orElseThrow(), Vocabulary.EVENT.customer())
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }
}
