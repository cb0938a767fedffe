package io.waymark.export;

import io.waymark.model.Applied;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes XES (IEEE 1849-2016): a trace for each customer, an event for each touchpoint. The type is
 * its {@code concept:name}, the channel its {@code org:resource}; each event is complete.
 */
final class XesWriter implements LogWriter {
  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <log xes.version="1849.2016">
        <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
        <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
        <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
        <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
        <global scope="trace">
          <string key="concept:name" value="unknown"/>
        </global>
        <global scope="event">
          <string key="concept:name" value="unknown"/>
          <string key="lifecycle:transition" value="complete"/>
          <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
          <string key="id" value="unknown"/>
          <boolean key="stageEntered" value="false"/>
        </global>
        <classifier name="Type" scope="event" keys="concept:name"/>
        <string key="concept:name" value="waymark"/>
        <string key="lifecycle:model" value="standard"/>
      """;

  @Override
  public EventLog.Written write(EventLog log, OutputStream stream) throws IOException {
    Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    out.write(HEAD);
    try (Events events = log.events()) {
      for (Applied event = events.next(); event != null; event = events.next()) {
        if (events.isFirstOfCustomer()) {
          out.write(events.size().customers() == 1 ? "" : "  </trace>\n");
          out.write("  <trace>\n");
          attribute(out, "    ", "string", "concept:name", event.customer());
        }
        event(out, event);
      }
      out.write(events.size().customers() == 0 ? "" : "  </trace>\n");
      out.write("</log>\n");
      out.flush();
      return events.size();
    }
  }

  private static void event(Writer out, Applied event) throws IOException {
    String indent = "      ";
    out.write("    <event>\n");
    attribute(out, indent, "string", "concept:name", event.touchpoint().type());
    attribute(out, indent, "string", "lifecycle:transition", "complete");
    attribute(out, indent, "date", "time:timestamp", EventTime.text(event));
    for (Attribute attribute : Attribute.of(event)) {
      attribute(out, indent, element(attribute.type()), key(attribute.name()), attribute.text());
    }
    out.write("    </event>\n");
  }

  private static void attribute(Writer out, String indent, String type, String key, String value)
      throws IOException {
    out.write(indent + "<" + type + " key=\"" + key + "\" value=\"");
    out.write(XmlText.escaped(value));
    out.write("\"/>\n");
  }

  private static String key(String name) {
    return name.equals(Attribute.CHANNEL) ? "org:resource" : XmlText.name(name);
  }

  private static String element(ValueType type) {
    return switch (type) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case INTEGER -> "int";
      case FLOAT -> "float";
    };
  }
}
