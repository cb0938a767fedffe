package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statuses of rules as JSON. */
final class RuleStatusDocument implements Document<RuleStatus> {
  @Override
  public String schema() {
    return "rule-status";
  }

  @Override
  public List<Omission> omissions() {
    return List.of(
        new Omission.LastItems("/problems"),
        new Omission.End("/problems/0/message"),
        new Omission.End("/rule"));
  }

  @Override
  public byte[] write(RuleStatus status, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("rule", status.rule());
    Fields.putIfKnown(json, "version", status.version());
    json.put("state", status.state().code());
    ArrayNode problems = json.putArray("problems");
    for (Problem problem : status.problems()) {
      problems
          .addObject()
          .put("file", problem.file())
          .put("line", problem.line())
          .put("column", problem.column())
          .put("message", problem.message())
          .put("excerpt", problem.excerpt());
    }
    json.put("subtask", status.subtask());
    json.put("subtasks", status.subtasks());
    json.put("time", Fields.iso(status.timeMillis()));
    RuleStatus.Failures failures = status.failures();
    if (failures != null) {
      json.putObject("failures")
          .put("failed", failures.failed())
          .put("overLimit", failures.overLimit())
          .put("expression", failures.expression())
          .put("reason", failures.reason());
    }
    Double runs = status.runsPerCustomer();
    if (runs != null) {
      json.put("runsPerCustomer", runs);
    }
    Fields.putIfKnown(json, "pause", status.pause());
    return Fields.bytes(json);
  }

  @Override
  public RuleStatus read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    return new RuleStatus(
        fields.text("rule"),
        fields.textIfKnown("version"),
        fields.code("state", RuleStatus.State.class),
        problems(fields.list("problems")),
        fields.smallInteger("subtask"),
        fields.smallInteger("subtasks"),
        fields.millis("time"),
        failures(fields),
        fields.numberIfKnown("runsPerCustomer"),
        fields.textIfKnown("pause"));
  }

  private static RuleStatus.@Nullable Failures failures(Fields fields)
      throws MalformedDocumentException {
    if (!fields.has("failures")) {
      return null;
    }
    Fields given = fields.fields("failures");
    return new RuleStatus.Failures(
        given.integer("failed"),
        given.integer("overLimit"),
        given.text("expression"),
        given.text("reason"));
  }

  private static List<Problem> problems(List<Fields> given) throws MalformedDocumentException {
    List<Problem> problems = new ArrayList<>();
    for (Fields each : given) {
      problems.add(
          new Problem(
              each.text("file"),
              each.smallInteger("line"),
              each.smallInteger("column"),
              each.text("message"),
              each.text("excerpt")));
    }
    return problems;
  }
}
