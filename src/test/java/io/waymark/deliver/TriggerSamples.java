package io.waymark.deliver;

import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.wire.Topics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Triggers as the job sends them. */
final class TriggerSamples {
  private TriggerSamples() {}

  static Trigger trigger(
      String id, String to, String customer, long atMillis, @Nullable Long expiresMillis) {
    return new Trigger(
        id,
        "payment-keeps-failing",
        "v1",
        "Payment keeps failing",
        Signal.FRUSTRATION,
        "customer-service",
        to,
        50,
        customer,
        false,
        "purchase",
        null,
        "Payment Failed 2 times",
        atMillis,
        expiresMillis,
        List.of(new Trigger.Evidence("failure", "e-" + id, "Payment Failed", atMillis)),
        Map.of("name", "Größe 👋"),
        new Trigger.Latency(atMillis, atMillis + 1, atMillis + 2));
  }

  static byte[] bytes(Trigger trigger) {
    return Topics.TRIGGERS.document().write(trigger, trigger.timeMillis() + 3);
  }
}
