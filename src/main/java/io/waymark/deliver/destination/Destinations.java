package io.waymark.deliver.destination;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All destinations, by their names, in the order of their file. */
public final class Destinations {
  private final Map<String, Destination> byName = new LinkedHashMap<>();

  public Destinations(List<Destination> all) {
    all.forEach(each -> byName.put(each.to(), each));
  }

  /** Returns the destination that a rule means; empty for one that the file does not name. */
  public Optional<Destination> find(String to) {
    return Optional.ofNullable(byName.get(to));
  }

  public Collection<Destination> all() {
    return List.copyOf(byName.values());
  }
}
