package io.waymark.intake;

import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Touchpoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Waymark's own form: {@code schemas/touchpoint.schema.json}. */
final class NativeShaper implements Shaper {
  private static final Set<String> FIELDS =
      Set.of("id", "customer", "anonymousId", "type", "channel", "time", "sentiment", "properties");

  @Override
  public Optional<Touchpoint> shape(Map<String, Object> record) throws RefusedException {
    for (String field : record.keySet()) {
      if (!FIELDS.contains(field)) {
        throw new RefusedException(
            Reason.MAPPING,
            "unknown field "
                + Fields.shown(field)
                + "; a touchpoint's own fields belong into its properties");
      }
    }
    return Optional.of(
        Fields.touchpoint(
            Fields.text("id", record.get("id")),
            Fields.text("customer", record.get("customer")),
            Fields.text("anonymousId", record.get("anonymousId")),
            Fields.text("type", record.get("type")),
            Fields.text("channel", record.get("channel")),
            Fields.time(record.get("time")),
            Fields.sentiment(record.get("sentiment")),
            Fields.properties(record.get("properties"))));
  }
}
