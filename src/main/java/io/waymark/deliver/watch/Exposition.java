package io.waymark.deliver.watch;

/** Writes the text form of Prometheus, version 0.0.4. */
final class Exposition {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder out = new StringBuilder();

  /** Writes what comes before the numbers of a metric. */
  Exposition head(DeliveryMetric metric) {
    out.append("# HELP ").append(metric.name()).append(' ').append(metric.meaning()).append('\n');
    out.append("# TYPE ").append(metric.name()).append(' ').append(metric.type().code());
    out.append('\n');
    return this;
  }

  /**
   * Writes a number.
   *
   * @param values of the labels, in their order
   */
  void number(DeliveryMetric metric, long number, String... values) {
    line(metric.name(), labels(metric, values), number);
  }

  void histogram(DeliveryMetric metric, Histogram.Reading reading, String... values) {
    String labels = labels(metric, values);
    String before = labels.isEmpty() ? "" : labels + ",";
    for (int i = 0; i < reading.bounds().length; i++) {
      line(
          metric.name() + "_bucket",
          before + "le=\"" + reading.bounds()[i] + "\"",
          reading.counts()[i]);
    }
    line(metric.name() + "_bucket", before + "le=\"+Inf\"", reading.all());
    line(metric.name() + "_sum", labels, reading.sum());
    line(metric.name() + "_count", labels, reading.all());
  }

  private void line(String name, String labels, long number) {
    out.append(name);
    if (!labels.isEmpty()) {
      out.append('{').append(labels).append('}');
    }
    out.append(' ').append(number).append('\n');
  }

  private static String labels(DeliveryMetric metric, String... values) {
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      labels.append(i == 0 ? "" : ",").append(metric.labels().get(i)).append("=\"");
      labels.append(escaped(values[i])).append('"');
    }
    return labels.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
