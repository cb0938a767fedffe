package io.waymark.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.job.metric.Tally;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The summary of a finite run, for programs: a JSON file beside the results. It tells nothing of
 * the wall clock, so that the same files give the same summary.
 */
final class SummaryFile {
  static final String NAME = "summary.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private SummaryFile() {}

  static void write(Path out, PlaybackResult result) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("whole", result.isWhole());
    ObjectNode counts = json.putObject("counts");
    for (Tally.Of of : Tally.Of.values()) {
      counts.put(of.code(), result.count(of));
    }
    ObjectNode deadLetters = json.putObject("deadLetters");
    result.deadLetters().forEach(deadLetters::put);
    ObjectNode rules = json.putObject("rules");
    result
        .rules()
        .forEach(
            (id, rule) -> {
              ObjectNode numbers =
                  rules
                      .putObject(id)
                      .put("matches", rule.matches())
                      .put("sent", rule.sent())
                      .put("customers", rule.customers());
              result.triggers().stages(id).forEach(numbers.putObject("sentInStage")::put);
            });
    result.triggers().stages().forEach(json.putObject("sentInStage")::put);
    ObjectNode types = json.putObject("types");
    result.types().forEach(types::put);
    ObjectNode dropped = json.putObject("droppedRuns");
    result.droppedRuns().forEach(dropped::put);
    result.unsent().forEach(json.putArray("warnings")::add);
    JSON.writerWithDefaultPrettyPrinter().writeValue(out.resolve(NAME).toFile(), json);
  }
}
