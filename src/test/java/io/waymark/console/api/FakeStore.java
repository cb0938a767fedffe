package io.waymark.console.api;

import io.waymark.console.store.Audit;
import io.waymark.console.store.Customers;
import io.waymark.console.store.DailyCuts;
import io.waymark.console.store.DeadLetters;
import io.waymark.console.store.Decisions;
import io.waymark.console.store.Deliveries;
import io.waymark.console.store.Page;
import io.waymark.console.store.PageRequest;
import io.waymark.console.store.Policies;
import io.waymark.console.store.Rules;
import io.waymark.console.store.SeenNames;
import io.waymark.console.store.Store;
import io.waymark.console.store.StoreException;
import io.waymark.console.store.StoreState;
import io.waymark.console.store.Triggers;
import io.waymark.model.EndpointStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A store in memory. Cursors are the number of rows before. */
public final class FakeStore implements Store {
  public final Map<String, List<String>> histories = new LinkedHashMap<>();
  public final Map<String, Customers.State> states = new LinkedHashMap<>();
  public final List<Customers.Moment> moments = new ArrayList<>();
  public final List<Customers.Visitor> visitors = new ArrayList<>();

  /** May change while live events are made of it. */
  public final List<Triggers.Row> sent = new CopyOnWriteArrayList<>();

  public final List<Triggers.Rate> rates = new ArrayList<>();
  public final List<Decisions.Row> decided = new ArrayList<>();
  public final List<Decisions.Count> counts = new ArrayList<>();
  public final List<Past> pasts = new ArrayList<>();
  public final List<Deliveries.Row> steps = new CopyOnWriteArrayList<>();
  public final List<Deliveries.Endpoint> endpoints = new CopyOnWriteArrayList<>();
  public final Map<String, Deliveries.Row> lastSteps = new LinkedHashMap<>();
  public final List<Policies.Version> policies = new ArrayList<>();
  public final List<DeadLetters.Reason> reasons = new ArrayList<>();
  public final List<DeadLetters.Letter> letters = new ArrayList<>();
  public final List<String> replayed = new ArrayList<>();
  public final List<Rules.Row> statuses = new ArrayList<>();
  public final List<Rules.Version> versions = new ArrayList<>();
  public final Map<String, List<Rules.Outcomes>> outcomes = new LinkedHashMap<>();
  public final List<DailyCuts.Row> cuts = new ArrayList<>();
  public final List<Audit.Entry> entries = new ArrayList<>();
  public final List<String> types = new ArrayList<>();
  public final List<String> properties = new ArrayList<>();
  public StoreState state =
      new StoreState("a fake", 1_000, 20_000_000_000L, 20_000L, 20_001L, null);

  /** Throws instead of an answer, where there is one. */
  public volatile @Nullable RuntimeException failure;

  private record FakeNames(List<String> types, List<String> channels, List<String> properties)
      implements SeenNames {}

  /** The past of a customer as documents. */
  public record Past(
      String customer, List<String> decisions, List<String> heard, List<String> transitions) {}

  /** Returns the failure of a store without room. */
  static RuntimeException full() {
    return new StoreException(StoreException.Kind.FULL, "no room on the disk", null);
  }

  private <T> Page<T> page(List<T> rows, PageRequest request) {
    fail();
    int from = request.after() == null ? 0 : Integer.parseInt(request.after());
    List<T> all = List.copyOf(rows);
    int to = Math.min(all.size(), from + request.limit());
    return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
  }

  private void fail() {
    RuntimeException toThrow = failure;
    if (toThrow != null) {
      throw toThrow;
    }
  }

  private <T> T answer(Supplier<T> answer) {
    fail();
    return answer.get();
  }

  @Override
  public Customers customers() {
    return new Customers() {
      @Override
      public Page<Row> beginningWith(String prefix, PageRequest request) {
        return page(
            states.values().stream()
                .filter(each -> each.customer().startsWith(prefix))
                .map(each -> new Row(each.customer(), each.key()))
                .toList(),
            request);
      }

      @Override
      public Optional<String> find(String key) {
        return answer(
            () ->
                states.values().stream()
                    .filter(each -> each.key().equals(key))
                    .map(State::customer)
                    .findFirst());
      }

      @Override
      public Map<String, String> keys(Collection<String> customers) {
        return answer(
            () ->
                states.values().stream()
                    .filter(each -> customers.contains(each.customer()))
                    .collect(Collectors.toMap(State::customer, State::key)));
      }

      @Override
      public Optional<State> state(String customer) {
        return answer(() -> Optional.ofNullable(states.get(customer)));
      }

      @Override
      public Page<Moment> timeline(String customer, PageRequest request) {
        return page(moments, request);
      }

      @Override
      public Page<Visitor> ofCell(Cell cell, PageRequest request) {
        return page(visitors, request);
      }

      @Override
      public void histories(long fromMillis, int mostTouchpoints, HistoryTaker taker) {
        fail();
        for (Map.Entry<String, List<String>> each : histories.entrySet()) {
          if (!taker.take(each.getKey(), each.getValue())) {
            return;
          }
        }
      }
    };
  }

  @Override
  public Triggers triggers() {
    return new Triggers() {
      @Override
      public Page<Row> page(Filter filter, PageRequest request) {
        return FakeStore.this.page(sent, request);
      }

      @Override
      public Rates rates(long sinceMillis, int spanMinutes, int mostRules) {
        return answer(() -> new Rates(rates, 0));
      }

      @Override
      public List<Rate> totals(long sinceMillis) {
        return answer(() -> rates);
      }
    };
  }

  @Override
  public Decisions decisions() {
    return new Decisions() {
      @Override
      public Page<Row> page(Filter filter, PageRequest request) {
        return FakeStore.this.page(decided, request);
      }

      @Override
      public List<Count> counts(long sinceMillis) {
        return answer(() -> counts);
      }

      @Override
      public void pasts(long fromMillis, boolean isHeard, PastTaker taker) {
        fail();
        for (Past each : pasts) {
          if (!taker.take(each.customer(), each.decisions(), each.heard(), each.transitions())) {
            return;
          }
        }
      }
    };
  }

  @Override
  public Deliveries deliveries() {
    return new Deliveries() {
      @Override
      public Page<Row> page(Filter filter, PageRequest request) {
        return FakeStore.this.page(steps, request);
      }

      @Override
      public List<Endpoint> endpoints(long sinceMillis, int spanMinutes) {
        return answer(() -> endpoints);
      }

      @Override
      public List<EndpointStatus> statuses() {
        return answer(
            () -> endpoints.stream().map(Endpoint::status).filter(Objects::nonNull).toList());
      }

      @Override
      public Map<String, Row> last(Collection<String> triggers) {
        return answer(() -> lastSteps);
      }
    };
  }

  @Override
  public Policies policies() {
    return new Policies() {
      @Override
      public Page<Version> versions(PageRequest request) {
        return FakeStore.this.page(newestFirst(), request);
      }

      @Override
      public Optional<Version> find(String version) {
        return answer(
            () -> newestFirst().stream().filter(e -> e.version().equals(version)).findFirst());
      }

      private List<Version> newestFirst() {
        return policies.stream()
            .sorted(Comparator.comparingLong(Version::timeMillis).reversed())
            .toList();
      }
    };
  }

  @Override
  public DeadLetters deadLetters() {
    return new DeadLetters() {
      @Override
      public List<Reason> byReason(long sinceMillis, int samples) {
        return answer(() -> reasons);
      }

      @Override
      public Page<Letter> page(String reason, long sinceMillis, PageRequest request) {
        return FakeStore.this.page(letters, request);
      }

      @Override
      public void keepReplayed(Collection<String> positions, long nowMillis) {
        fail();
        replayed.addAll(positions);
      }
    };
  }

  @Override
  public Rules rules() {
    return new Rules() {
      @Override
      public Page<Row> page(PageRequest request) {
        return FakeStore.this.page(statuses, request);
      }

      @Override
      public Optional<Row> find(String rule) {
        return answer(() -> statuses.stream().filter(each -> each.rule().equals(rule)).findFirst());
      }

      @Override
      public Page<Version> versions(String rule, PageRequest request) {
        return FakeStore.this.page(ofRule(rule), request);
      }

      @Override
      public List<Version> texts() {
        return answer(
            () ->
                List.copyOf(
                    versions.stream()
                        .collect(
                            Collectors.toMap(Version::rule, each -> each, (one, other) -> other))
                        .values()));
      }

      @Override
      public List<Outcomes> outcomes(String rule, int most) {
        return answer(() -> outcomes.getOrDefault(rule, List.of()).stream().limit(most).toList());
      }

      @Override
      public Edition edition() {
        return answer(
            () ->
                new Edition(
                    versions.size(),
                    versions.stream().mapToLong(Version::timeMillis).max().orElse(0)));
      }

      @Override
      public Optional<Version> newest(String rule) {
        return answer(() -> ofRule(rule).stream().findFirst());
      }

      @Override
      public void keep(Version version) {
        fail();
        versions.add(version);
      }

      private List<Version> ofRule(String rule) {
        return versions.stream()
            .filter(each -> each.rule().equals(rule))
            .sorted(Comparator.comparingLong(Version::timeMillis).reversed())
            .toList();
      }
    };
  }

  @Override
  public DailyCuts dailyCuts() {
    return new DailyCuts() {
      @Override
      public List<Long> days(String segment) {
        return answer(
            () ->
                cuts.stream()
                    .filter(each -> each.segment().equals(segment))
                    .map(Row::day)
                    .sorted(Comparator.reverseOrder())
                    .toList());
      }

      @Override
      public Optional<Row> find(long day, String segment) {
        return answer(
            () ->
                cuts.stream()
                    .filter(each -> each.day() == day && each.segment().equals(segment))
                    .findFirst());
      }
    };
  }

  @Override
  public SeenNames seenNames() {
    return new FakeNames(types, List.of(), properties);
  }

  @Override
  public Audit audit() {
    return new Audit() {
      @Override
      public void record(Entry entry) {
        fail();
        entries.add(entry);
      }

      @Override
      public Page<Entry> page(Filter filter, PageRequest request) {
        return FakeStore.this.page(
            entries.stream()
                .filter(each -> filter.who() == null || each.who().equals(filter.who()))
                .filter(each -> filter.what() == null || each.what().equals(filter.what()))
                .filter(each -> each.timeMillis() >= filter.sinceMillis())
                .toList(),
            request);
      }
    };
  }

  @Override
  public StoreState state() {
    return answer(() -> state);
  }

  @Override
  public void close() {}
}
