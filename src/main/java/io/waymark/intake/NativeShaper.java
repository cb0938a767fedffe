package io.waymark.intake;

import io.waymark.intake.LocalTimes.Order;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Touchpoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  public List<Touchpoint> shape(Map<String, Object> record, @Nullable Order order)
      throws RefusedException {
    for (String field : record.keySet()) {
      if (!FIELDS.contains(field)) {
        throw new RefusedException(
            Reason.MAPPING,
            "unknown field "
                + TouchpointFields.shown(field)
                + "; a touchpoint's own fields belong into its properties");
      }
    }
    String type = TouchpointFields.text("type", record.get("type"));
    Map<String, Object> properties = TouchpointFields.properties(record.get("properties"));
    if (Touchpoint.IDENTIFY.equals(type)) {
      JsonObject.restoreNulls(record.get("properties"), properties);
    }
    return List.of(
        TouchpointFields.touchpoint(
            TouchpointFields.id("id", record.get("id")),
            TouchpointFields.id("customer", record.get("customer")),
            TouchpointFields.id("anonymousId", record.get("anonymousId")),
            type,
            TouchpointFields.text("channel", record.get("channel")),
            TouchpointFields.time(record.get("time")),
            TouchpointFields.sentiment(record.get("sentiment")),
            TouchpointFields.truth("sentimentInferred", record.get("sentimentInferred")),
            properties));
  }
}
