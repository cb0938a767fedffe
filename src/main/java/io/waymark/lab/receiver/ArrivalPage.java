package io.waymark.lab.receiver;

import io.waymark.lab.receiver.Arrivals.Arrival;
import io.waymark.model.Trigger;
import io.waymark.yaml.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of what has arrived, as HTML. Every text that a sender chose is escaped. */
final class ArrivalPage {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm:ss");
  private static final List<String> COLUMNS =
      List.of(
          "arrived",
          "rule",
          "customer",
          "to",
          "why",
          "touchpoint",
          "received",
          "matched",
          "emitted",
          "delivered",
          "id");

  private final ZoneId zone;

  ArrivalPage(ZoneId zone) {
    this.zone = zone;
  }

  /** Returns the whole page, which asks for {@link #part} again by itself, with a script or not. */
  String whole(Arrivals.Reading reading) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Waymark: triggers that arrived</title>
        <link rel="stylesheet" href="/page.css">
        <noscript><meta http-equiv="refresh" content="3"></noscript>
        <script src="/page.js" defer></script>
        </head>
        <body>
        <h1>Triggers that arrived</h1>
        <p>Each was sent as a signed webhook by <code>waymark deliver</code>, and its signature is \
        genuine. Times are those of each step: when the touchpoint happened, and how much later it \
        was received, matched, emitted and delivered.</p>
        <div id="arrivals">
        %s</div>
        </body>
        </html>
        """
        .formatted(part(reading));
  }

  /** Returns the part of the page that changes. */
  String part(Arrivals.Reading reading) {
    StringBuilder html = new StringBuilder();
    html.append("<p id=\"counts\">").append(reading.arrived()).append(" arrived, ");
    html.append(reading.repeated()).append(" of them again, ");
    html.append(reading.refused()).append(" refused");
    if (!reading.lastRefusal().isEmpty()) {
      html.append("; the last: ").append(escaped(reading.lastRefusal()));
    }
    html.append("</p>\n<table>\n<thead><tr>");
    COLUMNS.forEach(column -> html.append("<th scope=\"col\">").append(column).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    reading.newestFirst().forEach(arrival -> row(arrival, html));
    return html.append("</tbody>\n</table>\n").toString();
  }

  private void row(Arrival arrival, StringBuilder html) {
    Trigger.Latency latency = arrival.latency();
    html.append("<tr>");
    cell(html, TIME.withZone(zone).format(Instant.ofEpochMilli(arrival.atMillis())));
    html.append("<td title=\"").append(escaped(arrival.rule())).append("\">");
    html.append(escaped(arrival.title())).append("</td>");
    cell(html, arrival.customer());
    cell(html, arrival.to());
    cell(html, arrival.why());
    cell(html, due(latency.dueMillis(), arrival.atMillis()));
    later(html, latency.receivedMillis(), latency.dueMillis());
    later(html, latency.matchedMillis(), before(latency.receivedMillis(), latency.dueMillis()));
    later(html, latency.emittedMillis(), latency.matchedMillis());
    later(html, arrival.atMillis(), before(latency.emittedMillis(), latency.matchedMillis()));
    cell(html, arrival.id() + (arrival.times() > 1 ? " ×" + arrival.times() : ""));
    html.append("</tr>\n");
  }

  private static long before(@Nullable Long known, long otherwise) {
    return known == null ? otherwise : known;
  }

  /** Returns a time of day, with the day where that is not the one of the arrival. */
  private String due(long millis, long arrivedMillis) {
    Instant due = Instant.ofEpochMilli(millis);
    boolean isSameDay =
        due.atZone(zone)
            .toLocalDate()
            .equals(Instant.ofEpochMilli(arrivedMillis).atZone(zone).toLocalDate());
    return (isSameDay ? TIME : DAY).withZone(zone).format(due);
  }

  /** Writes how much later a step was; nothing for one that there was not. */
  private static void later(StringBuilder html, @Nullable Long millis, long beforeMillis) {
    cell(
        html,
        millis == null
            ? ""
            : "+" + Durations.toText(Duration.ofMillis(Math.max(0, millis - beforeMillis))));
  }

  private static void cell(StringBuilder html, String text) {
    html.append("<td>").append(escaped(text)).append("</td>");
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            each -> {
              switch (each) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(each);
              }
            });
    return escaped.toString();
  }
}
