package io.waymark.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks a log against the clauses of IEEE Std 1849-2016, whose XML schema may not be copied here:
 * the elements and their order (log: extensions, globals, classifiers, attributes, traces, events;
 * trace: attributes, events; event: attributes), the attributes that each must have, the lexical
 * form of values by their type, keys that are names and occur once in a component, prefixes that an
 * extension declares, globals that each trace or event has with the same type, and classifiers over
 * globals only.
 */
final class XesCheck {
  private static final Set<String> ATTRIBUTES =
      Set.of("string", "date", "int", "float", "boolean", "id", "list");
  private static final List<String> ORDER =
      List.of("extension", "global", "classifier", "attribute", "trace", "event");
  private static final String NAME = "[A-Za-z_:][A-Za-z0-9_:.-]*";
  private static final String NO_COLON = "[A-Za-z_][A-Za-z0-9_.-]*";

  private final Set<String> prefixes = new HashSet<>();
  private final Map<String, Map<String, String>> globals = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** Returns how many components of each kind a log has, after it has passed all checks. */
  static Map<String, Integer> check(byte[] xes) throws Exception {
    Element log =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xes))
            .getDocumentElement();
    XesCheck check = new XesCheck();
    check.log(log);
    return check.counts;
  }

  private void log(Element log) {
    assertThat(log.getTagName()).isEqualTo("log");
    assertThat(new BigDecimal(log.getAttribute("xes.version"))).isPositive();
    assertOrder(log, ORDER);
    children(log, "extension").forEach(this::extension);
    children(log, "global").forEach(this::global);
    children(log, "classifier").forEach(this::classifier);
    attributes(log);
    children(log, "trace").forEach(this::trace);
    children(log, "event").forEach(this::event);
  }

  private void extension(Element extension) {
    assertThat(extension.getAttribute("name")).matches(NO_COLON);
    assertThat(extension.getAttribute("uri")).startsWith("http://www.xes-standard.org/");
    assertThat(extension.getAttribute("prefix")).matches(NO_COLON);
    assertThat(prefixes.add(extension.getAttribute("prefix"))).isTrue();
  }

  private void global(Element global) {
    assertThat(global.getAttribute("scope")).isIn("trace", "event");
    assertThat(globals.put(global.getAttribute("scope"), attributes(global))).isNull();
  }

  private void classifier(Element classifier) {
    assertThat(classifier.getAttribute("name")).matches(NO_COLON);
    assertThat(globals.get(classifier.getAttribute("scope")))
        .containsKeys(classifier.getAttribute("keys").split(" "));
  }

  private void trace(Element trace) {
    counts.merge("trace", 1, Integer::sum);
    assertOrder(trace, List.of("attribute", "event"));
    assertThat(attributes(trace)).containsAllEntriesOf(globals.get("trace"));
    children(trace, "event").forEach(this::event);
  }

  private void event(Element event) {
    counts.merge("event", 1, Integer::sum);
    assertOrder(event, List.of("attribute"));
    assertThat(attributes(event)).containsAllEntriesOf(globals.get("event"));
  }

  /** Checks the attributes of a component; returns their types by their keys. */
  private Map<String, String> attributes(Element component) {
    Map<String, String> types = new HashMap<>();
    for (Element attribute : children(component)) {
      if (kind(attribute).equals("attribute")) {
        String key = attribute.getAttribute("key");
        assertThat(key).matches(NAME);
        assertThat(types.put(key, attribute.getTagName())).as("%s occurs once", key).isNull();
        if (key.contains(":")) {
          assertThat(prefixes).contains(key.substring(0, key.indexOf(':')));
        }
        assertThat(attribute.hasAttribute("value")).isTrue();
        value(attribute.getTagName(), attribute.getAttribute("value"));
        attributes(attribute);
      }
    }
    return types;
  }

  private static void value(String type, String value) {
    switch (type) {
      case "date" -> assertThat(OffsetDateTime.parse(value)).isNotNull();
      case "int" -> assertThat(Long.toString(Long.parseLong(value))).isEqualTo(value);
      case "float" -> assertThat(value).matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
      case "boolean" -> assertThat(value).isIn("true", "false");
      default -> assertThat(type).isEqualTo("string");
    }
  }

  private static void assertOrder(Element component, List<String> order) {
    List<Integer> places =
        children(component).stream().map(child -> order.indexOf(kind(child))).toList();
    assertThat(places).isSorted().doesNotContain(-1);
  }

  private static String kind(Element element) {
    return ATTRIBUTES.contains(element.getTagName()) ? "attribute" : element.getTagName();
  }

  private static List<Element> children(Element parent, String name) {
    return children(parent).stream().filter(child -> child.getTagName().equals(name)).toList();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }
}
