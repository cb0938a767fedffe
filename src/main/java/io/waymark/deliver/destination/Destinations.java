package io.waymark.deliver.destination;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All destinations, by their names, in the order of their file. */
public final class Destinations {
  private final Map<String, Destination> byName = new LinkedHashMap<>();
  private final @Nullable Destination rest;

  public Destinations(List<Destination> all) {
    this(all, null);
  }

  private Destinations(Collection<Destination> all, @Nullable Destination rest) {
    all.forEach(each -> byName.put(each.to(), each));
    this.rest = rest;
  }

  /** Returns one destination that gets everything, whatever rules call theirs. */
  public static Destinations only(Destination rest) {
    return new Destinations(List.of(rest), rest);
  }

  /** Returns these and another one, unless there is one of its name. */
  public Destinations with(Destination other) {
    Map<String, Destination> all = new LinkedHashMap<>(byName);
    all.putIfAbsent(other.to(), other);
    return new Destinations(all.values(), rest);
  }

  /** Returns the destination that a rule means; empty where none has the name and none gets all. */
  public Optional<Destination> find(String to) {
    Destination named = byName.get(to);
    return Optional.ofNullable(named == null ? rest : named);
  }

  /** Returns the topics that triggers are written to. */
  public List<String> topics() {
    return byName.values().stream()
        .filter(Destination.KafkaTopic.class::isInstance)
        .map(each -> ((Destination.KafkaTopic) each).topic())
        .distinct()
        .toList();
  }

  public Collection<Destination> all() {
    return List.copyOf(byName.values());
  }
}
