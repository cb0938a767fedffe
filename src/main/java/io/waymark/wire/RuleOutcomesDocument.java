package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.ArmFigures;
import io.waymark.model.Estimate;
import io.waymark.model.RuleOutcomes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Outcomes of rules as JSON; either an effect is in it, or the reason why there is none. */
final class RuleOutcomesDocument implements Document<RuleOutcomes> {
  @Override
  public String schema() {
    return "rule-outcomes";
  }

  @Override
  public List<Omission> omissions() {
    return List.of(new Omission.End("/rule"));
  }

  @Override
  public byte[] write(RuleOutcomes outcomes, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("rule", outcomes.rule());
    json.put("version", outcomes.version());
    json.put("asOf", Fields.iso(outcomes.asOfMillis()));
    put(json.putObject("sent"), outcomes.sent());
    put(json.putObject("heldOut"), outcomes.heldOut());
    Estimate effect = outcomes.effect();
    if (effect != null) {
      json.putObject("effect")
          .put("value", effect.value())
          .put("low", effect.low())
          .put("high", effect.high())
          .put("n", effect.n());
    }
    Fields.putIfKnown(json, "missing", outcomes.missing());
    return Fields.bytes(json);
  }

  private static void put(ObjectNode json, ArmFigures arm) {
    json.put("n", arm.n()).put("reached", arm.reached()).put("contaminated", arm.contaminated());
  }

  @Override
  public RuleOutcomes read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    try {
      return new RuleOutcomes(
          fields.text("rule"),
          fields.text("version"),
          fields.millis("asOf"),
          arm(fields.fields("sent")),
          arm(fields.fields("heldOut")),
          fields.has("effect") ? effect(fields.fields("effect")) : null);
    } catch (IllegalArgumentException e) {
      throw new MalformedDocumentException(Objects.requireNonNull(e.getMessage()), e);
    }
  }

  private static ArmFigures arm(Fields fields) throws MalformedDocumentException {
    return new ArmFigures(
        fields.integer("n"), fields.integer("reached"), fields.integer("contaminated"));
  }

  private static Estimate effect(Fields fields) throws MalformedDocumentException {
    return new Estimate(
        number(fields, "value"),
        number(fields, "low"),
        number(fields, "high"),
        fields.integer("n"));
  }

  private static double number(Fields fields, String name) throws MalformedDocumentException {
    @Nullable Double number = fields.numberIfKnown(name);
    if (number == null) {
      throw new MalformedDocumentException(name + " is missing");
    }
    return number;
  }
}
