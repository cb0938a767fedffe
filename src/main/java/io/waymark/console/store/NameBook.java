package io.waymark.console.store;

import io.waymark.model.Touchpoint;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/** The names that touchpoints have brought, in memory and in a table; new ones are few. */
final class NameBook implements SeenNames {
  private static final int MOST = 10_000;
  private static final String TYPE = "type";
  private static final String CHANNEL = "channel";
  private static final String PROPERTY = "property";

  private final Map<String, Set<String>> known =
      Map.of(
          TYPE, ConcurrentHashMap.newKeySet(),
          CHANNEL, ConcurrentHashMap.newKeySet(),
          PROPERTY, ConcurrentHashMap.newKeySet());

  /** New names, which are known once their transaction is through. */
  final class News {
    private final Map<String, Set<String>> fresh =
        Map.of(
            TYPE, new LinkedHashSet<>(),
            CHANNEL, new LinkedHashSet<>(),
            PROPERTY, new LinkedHashSet<>());

    private void add(String kind, String name) {
      Set<String> names = names(kind);
      Set<String> added = Objects.requireNonNull(fresh.get(kind));
      if (!names.contains(name) && names.size() + added.size() < MOST) {
        added.add(name);
      }
    }

    void write(Handle handle) {
      fresh.forEach(
          (kind, names) ->
              names.forEach(
                  name ->
                      handle.execute(
                          "INSERT INTO seen_names (kind, name) VALUES (?, ?)"
                              + " ON CONFLICT DO NOTHING",
                          kind,
                          ColumnText.write(name))));
    }

    void keep() {
      fresh.forEach((kind, names) -> names(kind).addAll(names));
    }
  }

  private Set<String> names(String kind) {
    return Objects.requireNonNull(known.get(kind));
  }

  void load(Handle handle) {
    known.forEach(
        (kind, names) -> {
          names.clear();
          handle
              .createQuery("SELECT name FROM seen_names WHERE kind = ?")
              .bind(0, kind)
              .mapTo(String.class)
              .forEach(name -> names.add(ColumnText.read(name)));
        });
  }

  /** Returns the names of touchpoints that are not known yet. */
  News learn(List<Batch.AppliedRow> rows) {
    News news = new News();
    Set<String> properties = new HashSet<>();
    for (Batch.AppliedRow row : rows) {
      Touchpoint touchpoint = row.applied().touchpoint();
      news.add(TYPE, touchpoint.type());
      if (touchpoint.channel() != null) {
        news.add(CHANNEL, touchpoint.channel());
      }
      properties.addAll(touchpoint.properties().keySet());
    }
    properties.forEach(name -> news.add(PROPERTY, name));
    return news;
  }

  @Override
  public List<String> types() {
    return names(TYPE).stream().sorted().toList();
  }

  @Override
  public List<String> channels() {
    return names(CHANNEL).stream().sorted().toList();
  }

  @Override
  public List<String> properties() {
    return names(PROPERTY).stream().sorted().toList();
  }
}
