package io.waymark.intake;

import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Touchpoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes touchpoints of Waymark's own form, {@code schemas/touchpoint.schema.json}. */
final class NativeShaper implements Shaper {
  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "customer",
          "anonymousId",
          "type",
          "channel",
          "time",
          "sentiment",
          "sentimentInferred",
          "properties");

  @Override
  public Optional<Touchpoint> shape(Map<String, Object> record) throws RefusedException {
    for (String field : record.keySet()) {
      if (!FIELDS.contains(field)) {
        throw new RefusedException(
            Reason.MAPPING,
            "unknown field "
                + TouchpointFields.shown(field)
                + "; a touchpoint's own fields belong into its properties");
      }
    }
    return Optional.of(
        TouchpointFields.touchpoint(
            TouchpointFields.text("id", record.get("id")),
            TouchpointFields.text("customer", record.get("customer")),
            TouchpointFields.text("anonymousId", record.get("anonymousId")),
            TouchpointFields.text("type", record.get("type")),
            TouchpointFields.text("channel", record.get("channel")),
            TouchpointFields.time(record.get("time")),
            TouchpointFields.sentiment(record.get("sentiment")),
            TouchpointFields.truth("sentimentInferred", record.get("sentimentInferred")),
            TouchpointFields.properties(record.get("properties"))));
  }
}
