package io.waymark.export;

import java.util.List;

/** The form of an event log. */
public sealed interface LogFormat {
  /** XES, IEEE 1849-2016: a trace for each customer, in XML. */
  record Xes() implements LogFormat {}

  /** RFC 4180: a row for each event, those of a customer together. */
  record Csv() implements LogFormat {}

  /**
   * OCEL 2.0 in JSON: each event belongs to its customer, and to the objects that its properties
   * name.
   */
  record Ocel(List<ObjectType> objects) implements LogFormat {
    public Ocel {
      objects = List.copyOf(objects);
    }
  }

  /**
   * A type of objects beside the customers.
   *
   * @param name such as {@code order}
   * @param property the property of a touchpoint that holds the id of such an object, or a list of
   *     ids
   */
  record ObjectType(String name, String property) {}
}
