package io.waymark.export;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The types of events, with the attributes that they have and the types of these. */
final class AttributeTypes {
  /** Far more than a log that people read has; each is a column, or is listed in the log. */
  static final int MOST = 10_000;

  private final NavigableMap<String, NavigableMap<String, ValueType>> byEvent = new TreeMap<>();
  private int count;

  /**
   * Notes the attributes of an event.
   *
   * @throws TooManyAttributesException if they, or the types of events, are too many
   */
  void note(String event, List<Attribute> attributes) throws TooManyAttributesException {
    Map<String, ValueType> types = byEvent.computeIfAbsent(event, type -> new TreeMap<>());
    int before = types.size();
    attributes.forEach(each -> types.merge(each.name(), each.type(), ValueType::and));
    count += types.size() - before;
    if (count > MOST) {
      throw new TooManyAttributesException(event);
    }
  }

  NavigableMap<String, NavigableMap<String, ValueType>> byEvent() {
    return Collections.unmodifiableNavigableMap(byEvent);
  }

  /** Returns the names of the attributes of all events, without those that each may have. */
  NavigableSet<String> properties() {
    NavigableSet<String> names = new TreeSet<>();
    byEvent.values().forEach(types -> names.addAll(types.keySet()));
    Attribute.FIRST.forEach(names::remove);
    return names;
  }
}
