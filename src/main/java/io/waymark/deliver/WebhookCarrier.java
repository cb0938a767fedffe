package io.waymark.deliver;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.webhook.Signatures;
import io.waymark.deliver.webhook.WebhookClient;
import io.waymark.deliver.webhook.WebhookRequest;
import io.waymark.wire.Topics;
import io.waymark.wire.TriggerAttributes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends triggers as webhooks: the CloudEvent as the body, its attributes as headers too. */
record WebhookCarrier(WebhookClient client, URI url, Signatures signatures) implements Carrier {
  @Override
  public Answer carry(TriggerText text, long untilMillis) {
    Map<String, String> headers = new LinkedHashMap<>();
    TriggerAttributes.of(text.trigger())
        .forEach((name, value) -> headers.put("ce-" + name, encoded(value)));
    WebhookRequest request =
        new WebhookRequest(
            text.trigger().id(), text.bytes(), Topics.TRIGGERS.document().contentType(), headers);
    return client.send(request, url, signatures, untilMillis);
  }

  /** Encodes a value as the HTTP binding of CloudEvents says, 3.1.3.2. */
  static String encoded(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      if (each > ' ' && each <= '~' && each != '"' && each != '%') {
        encoded.append((char) each);
      } else {
        encoded.append(String.format("%%%02X", each));
      }
    }
    return encoded.toString();
  }
}
