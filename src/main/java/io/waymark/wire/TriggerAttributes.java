package io.waymark.wire;

import io.waymark.model.Trigger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The CloudEvents attributes of a trigger, for headers, so that a receiver can route it without
 * reading it. {@code to} is an extension of Waymark's own.
 */
public final class TriggerAttributes {
  private TriggerAttributes() {}

  /** Returns the attributes by their names, in the order of the specification. */
  public static Map<String, String> of(Trigger trigger) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", trigger.id());
    attributes.put("source", TriggerDocument.source(trigger));
    attributes.put("type", TriggerDocument.type(trigger));
    attributes.put("subject", trigger.customer());
    attributes.put("time", Fields.iso(trigger.timeMillis()));
    attributes.put("dataschema", TriggerDocument.SCHEMA.toString());
    attributes.put("to", trigger.to());
    Long expires = trigger.expiresMillis();
    if (expires != null) {
      attributes.put("expirytime", Fields.iso(expires));
    }
    return attributes;
  }
}
