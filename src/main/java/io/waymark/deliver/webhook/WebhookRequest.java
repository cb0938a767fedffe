package io.waymark.deliver.webhook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message that is to be sent. The bytes are handed over, not copied.
 *
 * @param id by which a receiver tells a repetition
 * @param attributes further headers by their names
 */
public record WebhookRequest(
    String id, byte[] body, String contentType, Map<String, String> attributes) {
  public WebhookRequest {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
