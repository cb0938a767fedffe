package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.Answer;
import io.waymark.model.Answer.GateCase;
import io.waymark.model.Answer.Miss;
import io.waymark.model.Answer.OpenRun;
import io.waymark.model.Answer.Part;
import io.waymark.model.Answer.Profile;
import io.waymark.model.Answer.RuleCase;
import io.waymark.model.Answer.Sent;
import io.waymark.model.Answer.Waiting;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers as JSON. */
final class AnswerDocument implements Document<Answer> {
  @Override
  public String schema() {
    return "answer";
  }

  /** The lists are bounded where they are made; traits and consent are the customer's own. */
  @Override
  public List<Omission> omissions() {
    return List.of(
        new Omission.Entries("/profile/traits"),
        new Omission.Entries("/profile/consent"),
        new Omission.LastItems("/runs"),
        new Omission.LastItems("/held"));
  }

  /** Returns whether there are more open runs than the answer has. */
  @Override
  public boolean isPartial(Answer answer) {
    return answer.openRuns() > answer.runs().size();
  }

  @Override
  public byte[] write(Answer answer, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("question", answer.question());
    json.put("customer", answer.customer());
    Fields.putIfKnown(json, "problem", answer.problem());
    if (answer.clockMillis() != Long.MIN_VALUE) {
      json.put("clock", Fields.iso(answer.clockMillis()));
    }
    if (answer.profile() != null) {
      put(json.putObject("profile"), answer.profile());
    }
    ArrayNode runs = json.putArray("runs");
    answer.runs().forEach(run -> put(runs.addObject(), run));
    json.put("openRuns", answer.openRuns());
    ArrayNode misses = json.putArray("misses");
    answer.misses().forEach(miss -> put(misses.addObject(), miss));
    ArrayNode held = json.putArray("held");
    for (Waiting each : answer.held()) {
      held.addObject()
          .put("rule", each.rule())
          .put("id", each.id())
          .put("gate", each.gate().code())
          .put("until", Fields.iso(each.untilMillis()));
    }
    ArrayNode sent = json.putArray("sent");
    for (Sent each : answer.sent()) {
      sent.addObject().put("rule", each.rule()).put("time", Fields.iso(each.timeMillis()));
    }
    if (answer.rule() != null) {
      put(json.putObject("rule"), answer.rule());
    }
    return Fields.bytes(json);
  }

  private static void put(ObjectNode json, Profile profile) {
    Fields.putIfKnown(json, "stage", profile.stage());
    putTime(json, "since", profile.sinceMillis());
    putTime(json, "last", profile.lastMillis());
    Fields.putIfKnown(json, "segment", profile.segment());
    json.set("traits", Fields.tree(profile.traits()));
    if (profile.consent() != null) {
      json.set("consent", Fields.tree(profile.consent()));
    }
  }

  private static void put(ObjectNode json, OpenRun run) {
    json.put("rule", run.rule());
    json.put("version", run.version());
    Fields.putIfKnown(json, "correlation", run.correlation());
    EvidenceList.put(json, run.chosen());
    ArrayNode waits = json.putArray("waitsFor");
    run.waitsFor().forEach(waits::add);
    json.put("until", Fields.iso(run.untilMillis()));
    json.put("isSilent", run.isSilent());
  }

  private static void put(ObjectNode json, Miss miss) {
    json.put("rule", miss.rule());
    json.put("step", miss.step());
    json.put("type", miss.type());
    json.put("time", Fields.iso(miss.timeMillis()));
    json.put("failed", miss.failed());
    json.set("values", Fields.tree(miss.values()));
    json.put("isChanged", miss.isChanged());
  }

  private static void put(ObjectNode json, RuleCase rule) {
    json.put("id", rule.id());
    json.put("version", rule.version());
    json.put("title", rule.title());
    json.put("status", rule.status());
    ArrayNode steps = json.putArray("steps");
    rule.steps().forEach(steps::add);
    ArrayNode who = json.putArray("who");
    for (Part part : rule.who()) {
      ObjectNode each = who.addObject().put("text", part.text()).put("holds", part.holds());
      each.set("values", Fields.tree(part.values()));
    }
    ArrayNode gates = json.putArray("gates");
    for (GateCase gate : rule.gates()) {
      ObjectNode each = gates.addObject().put("gate", gate.gate().code());
      each.put("outcome", gate.outcome().name().toLowerCase(Locale.ROOT));
      Fields.putIfKnown(each, "numbers", gate.numbers());
    }
  }

  private static void putTime(ObjectNode json, String name, @Nullable Long millis) {
    Fields.putIfKnown(json, name, millis == null ? null : Fields.iso(millis));
  }

  @Override
  public Answer read(byte[] json) throws MalformedDocumentException {
    return AnswerReader.answer(Fields.of(json));
  }
}
