package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.expression.Expression;
import io.waymark.rule.Pattern;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import io.waymark.rule.Types;

/** The pattern of a rule, for its picture. Durations are milliseconds; 0 and false are left out. */
final class PatternJson {
  private PatternJson() {}

  static ObjectNode of(Rule rule) {
    Pattern pattern = rule.pattern();
    ObjectNode json = Json.object();
    Expression correlate = pattern.correlate();
    if (correlate != null) {
      json.put("correlate", correlate.text());
    }
    putDuration(json, "withinMillis", pattern.withinMillis());
    Json.array(json, "steps", pattern.steps(), PatternJson::step);
    return json;
  }

  private static ObjectNode step(Step step) {
    ObjectNode json = Json.object();
    types(json, "types", step.types());
    Expression where = step.where();
    if (where != null) {
      json.put("where", where.text());
    }
    if (step instanceof Step.Absent absent) {
      json.put("absent", true);
      putDuration(json, "forMillis", absent.forMillis());
      if (!absent.correlated()) {
        json.put("correlate", false);
      }
    } else if (step instanceof Step.Positive positive) {
      json.put("name", positive.name());
      if (positive.optional()) {
        json.put("optional", true);
      }
      putDuration(json, "withinMillis", positive.withinMillis());
      if (positive.choice() instanceof Step.Times times) {
        json.put("times", times.count());
      } else if (positive.choice() instanceof Step.Range range) {
        json.put("times", range.text());
      } else {
        json.put("all", true);
      }
      Expression having = positive.having();
      if (having != null) {
        json.put("having", having.text());
      }
    }
    return json;
  }

  /** Puts the names; with {@code anyBut} they are those that any type leaves out. */
  static void types(ObjectNode json, String name, Types types) {
    ArrayNode names = json.putArray(name);
    if (types.isAnyBut()) {
      json.put("anyBut", true);
      types.exceptions().forEach(names::add);
    } else {
      types.names().forEach(names::add);
    }
  }

  private static void putDuration(ObjectNode json, String name, long millis) {
    if (millis > 0) {
      json.put(name, millis);
    }
  }
}
