package io.waymark.wire;

import io.waymark.model.Answer;
import io.waymark.model.Answer.GateCase;
import io.waymark.model.Answer.Miss;
import io.waymark.model.Answer.OpenRun;
import io.waymark.model.Answer.Outcome;
import io.waymark.model.Answer.Part;
import io.waymark.model.Answer.Profile;
import io.waymark.model.Answer.RuleCase;
import io.waymark.model.Answer.Sent;
import io.waymark.model.Answer.Waiting;
import io.waymark.model.Gate;
import java.util.ArrayList;
import java.util.List;

/** Reads the JSON form of answers. */
final class AnswerReader {
  /** Reads an item of a list. */
  private interface Item<T> {
    T read(Fields fields) throws MalformedDocumentException;
  }

  private AnswerReader() {}

  static Answer answer(Fields json) throws MalformedDocumentException {
    Long clock = json.millisIfKnown("clock");
    return new Answer(
        json.text("question"),
        json.text("customer"),
        json.textIfKnown("problem"),
        clock == null ? Long.MIN_VALUE : clock,
        json.has("profile") ? profile(json.fields("profile")) : null,
        all(json, "runs", AnswerReader::run),
        json.smallInteger("openRuns"),
        all(json, "misses", AnswerReader::miss),
        all(json, "held", AnswerReader::held),
        all(json, "sent", each -> new Sent(each.text("rule"), each.millis("time"))),
        json.has("rule") ? rule(json.fields("rule")) : null);
  }

  private static <T> List<T> all(Fields of, String name, Item<T> item)
      throws MalformedDocumentException {
    List<T> all = new ArrayList<>();
    for (Fields each : of.list(name)) {
      all.add(item.read(each));
    }
    return all;
  }

  private static Profile profile(Fields json) throws MalformedDocumentException {
    return new Profile(
        json.textIfKnown("stage"),
        json.millisIfKnown("since"),
        json.millisIfKnown("last"),
        json.textIfKnown("segment"),
        json.values("traits"),
        json.has("consent") ? json.values("consent") : null);
  }

  private static OpenRun run(Fields json) throws MalformedDocumentException {
    return new OpenRun(
        json.text("rule"),
        json.text("version"),
        json.textIfKnown("correlation"),
        EvidenceList.read(json),
        json.texts("waitsFor"),
        json.millis("until"),
        json.truth("isSilent"));
  }

  private static Miss miss(Fields json) throws MalformedDocumentException {
    return new Miss(
        json.text("rule"),
        json.text("step"),
        json.text("type"),
        json.millis("time"),
        json.text("failed"),
        json.values("values"),
        json.truth("isChanged"));
  }

  private static Waiting held(Fields json) throws MalformedDocumentException {
    return new Waiting(
        json.text("rule"), json.text("id"), json.code("gate", Gate.class), json.millis("until"));
  }

  private static RuleCase rule(Fields json) throws MalformedDocumentException {
    return new RuleCase(
        json.text("id"),
        json.text("version"),
        json.text("title"),
        json.text("status"),
        json.texts("steps"),
        all(json, "who", AnswerReader::part),
        all(json, "gates", AnswerReader::gate));
  }

  private static Part part(Fields json) throws MalformedDocumentException {
    return new Part(json.text("text"), json.truth("holds"), json.values("values"));
  }

  private static GateCase gate(Fields json) throws MalformedDocumentException {
    return new GateCase(
        json.code("gate", Gate.class),
        json.code("outcome", Outcome.class),
        json.textIfKnown("numbers"));
  }
}
