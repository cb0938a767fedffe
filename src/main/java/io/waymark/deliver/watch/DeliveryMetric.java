package io.waymark.deliver.watch;

import java.util.List;
import java.util.Locale;

/**
 * A metric of the delivery; {@link DeliveryMetrics#TABLE} lists all of them.
 *
 * @param name in Prometheus
 * @param meaning with its unit; for a person who looks at a dashboard
 */
public record DeliveryMetric(String name, Type type, List<String> labels, String meaning) {
  /** The types, as Prometheus has them. */
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String PREFIX = "waymark_deliver_";

  public DeliveryMetric {
    labels = List.copyOf(labels);
  }

  static DeliveryMetric counter(String name, String meaning, String... labels) {
    return new DeliveryMetric(PREFIX + name + "_total", Type.COUNTER, List.of(labels), meaning);
  }

  static DeliveryMetric gauge(String name, String meaning, String... labels) {
    return new DeliveryMetric(PREFIX + name, Type.GAUGE, List.of(labels), meaning);
  }

  static DeliveryMetric histogram(String name, String meaning, String... labels) {
    return new DeliveryMetric(PREFIX + name, Type.HISTOGRAM, List.of(labels), meaning);
  }
}
