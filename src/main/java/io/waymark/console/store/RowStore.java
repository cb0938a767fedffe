package io.waymark.console.store;

import io.waymark.console.store.StoreException.Kind;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of one console: asked by any number of threads, written by the one of the feed.
 *
 * <p>A batch and the offsets up to which it was read are one transaction. The offsets are replaced
 * only where they are still those that this store has written last, so that a second console on the
 * same database is noticed before it counts anything twice.
 */
public final class RowStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(RowStore.class);

  /** The number of batches after which the space is measured anew. */
  private static final int MEASURED_EVERY = 32;

  private final StoreSettings settings;
  private final StoreFiles files;
  private final Kept kept;
  private final KeptPolicies policies;
  private final NameBook names = new NameBook();
  private final StoredCustomers customers = new StoredCustomers(this::read);
  private final StoredTriggers triggers = new StoredTriggers(this::read);
  private final StoredDecisions decisions = new StoredDecisions(this::read);
  private final StoredDeliveries deliveries = new StoredDeliveries(this::read);
  private final StoredDeadLetters deadLetters;
  private final StoredCuts cuts = new StoredCuts(this::read);
  private final StoredRules rules;
  private Map<Batch.Partition, Long> offsets = Map.of();
  private volatile boolean isCorrupt;
  private int written;

  private RowStore(StoreSettings settings, StoreFiles files) {
    this.settings = settings;
    this.files = files;
    this.kept = new Kept(files.kept());
    this.policies = new KeptPolicies(files.kept());
    this.rules = new StoredRules(this::read, kept);
    this.deadLetters = new StoredDeadLetters(this::read, kept);
    begin();
  }

  /**
   * Opens the store, which is made where it is missing. A file that is damaged is set aside.
   *
   * @throws StoreException if it cannot be used
   */
  public static RowStore open(StoreSettings settings) {
    return new RowStore(settings, StoreFiles.open(settings.database()));
  }

  /** Opens the store without any row that Kafka can rebuild. */
  public static RowStore openEmpty(StoreSettings settings) {
    return new RowStore(settings, StoreFiles.openEmpty(settings.database()));
  }

  private void begin() {
    isCorrupt = false;
    offsets = read(RowStore::storedOffsets);
    read(
        handle -> {
          names.load(handle);
          return names;
        });
  }

  private static Map<Batch.Partition, Long> storedOffsets(Handle handle) {
    Map<Batch.Partition, Long> found = new HashMap<>();
    handle
        .createQuery("SELECT topic, part, next FROM offsets")
        .map(
            (row, context) ->
                found.put(new Batch.Partition(row.getString(1), row.getInt(2)), row.getLong(3)))
        .list();
    return Map.copyOf(found);
  }

  /** Returns the offset that the next record to be stored has, of each partition that was read. */
  public Map<Batch.Partition, Long> offsets() {
    return offsets;
  }

  /** Returns whether a query or a batch has met a damaged file. */
  public boolean isCorrupt() {
    return isCorrupt;
  }

  /**
   * Gives the damaged file of rows another name and begins an empty one; the feed reads Kafka
   * again.
   *
   * @throws StoreException if it is not of SQLite, where a person has to decide
   */
  public void setAside() {
    files.setAside();
    begin();
  }

  /**
   * Returns which damaged files were renamed since the store was opened, and what is lost, in
   * sentences for people.
   */
  public List<String> wereSetAside() {
    return files.wereSetAside();
  }

  /**
   * Stores a batch, and how far it was read, or nothing of it.
   *
   * @throws StoreException if it cannot be stored now; it may be tried again
   */
  public void write(Batch batch) {
    kept.add(batch.versions);
    policies.add(batch.policies);
    NameBook.News learnt = names.learn(batch.applied);
    writing(
        handle -> {
          Map<Family, Long> oldest = makeDays(handle, batch);
          learnt.write(handle);
          new RowWriter(handle, oldest).write(batch);
          writeOffsets(handle, batch.next);
        });
    learnt.keep();
    Map<Batch.Partition, Long> now = new HashMap<>(offsets);
    now.putAll(batch.next);
    offsets = Map.copyOf(now);
    if (written++ % MEASURED_EVERY == 0) {
      makeRoom();
    }
  }

  private void writing(Consumer<Handle> work) {
    try {
      files.rows().write(work);
    } catch (StoreException e) {
      noteCorruption(e);
      throw e;
    }
  }

  private <T> T read(Function<Handle, T> query) {
    try {
      return files.rows().read(query);
    } catch (StoreException e) {
      noteCorruption(e);
      throw e;
    }
  }

  private void noteCorruption(StoreException e) {
    isCorrupt |= e.kind() == Kind.CORRUPT;
  }

  /** Makes the tables of new days, drops those of old ones, and returns the oldest to be stored. */
  private Map<Family, Long> makeDays(Handle handle, Batch batch) {
    Map<Family, Long> oldest = new HashMap<>();
    oldest.put(Family.EVENTS, makeDays(handle, Family.EVENTS, eventDays(batch)));
    oldest.put(
        Family.LETTERS,
        makeDays(
            handle,
            Family.LETTERS,
            batch.deadLetters.stream().map(row -> Family.day(row.letter().receivedMillis()))));
    oldest.put(
        Family.ATTEMPTS,
        makeDays(
            handle,
            Family.ATTEMPTS,
            batch.attempts.stream().map(row -> Family.day(row.attempt().timeMillis()))));
    return oldest;
  }

  private static Stream<Long> eventDays(Batch batch) {
    return Stream.of(
            batch.applied.stream().map(row -> row.applied().eventMillis()),
            batch.triggers.stream().map(row -> row.trigger().timeMillis()),
            batch.decisions.stream().map(row -> row.decision().timeMillis()),
            batch.transitions.stream().map(row -> row.transition().timeMillis()))
        .flatMap(times -> times)
        .map(Family::day);
  }

  private long makeDays(Handle handle, Family family, Stream<Long> ofRows) {
    NavigableSet<Long> there = family.days(handle);
    TreeSet<Long> wanted = new TreeSet<>(there);
    ofRows.forEach(wanted::add);
    if (wanted.isEmpty()) {
      return Long.MIN_VALUE;
    }
    long oldest = wanted.last() - settings.days() + 1;
    drop(handle, family, List.copyOf(there.headSet(oldest)));
    wanted.removeAll(there);
    family.create(handle, files.rows().product(), List.copyOf(wanted.tailSet(oldest)));
    return oldest;
  }

  private static void drop(Handle handle, Family family, Collection<Long> days) {
    if (days.isEmpty()) {
      return;
    }
    family.drop(handle, days);
    if (family == Family.EVENTS) {
      NavigableSet<Long> left = family.days(handle);
      handle.execute(
          "DELETE FROM customers WHERE last_day < ?",
          left.isEmpty() ? Long.MAX_VALUE : left.first());
    }
  }

  private void writeOffsets(Handle handle, Map<Batch.Partition, Long> next) {
    next.forEach(
        (partition, offset) -> {
          Long before = offsets.get(partition);
          int changed =
              before == null
                  ? handle.execute(
                      "INSERT INTO offsets (topic, part, next) VALUES (?, ?, ?)"
                          + " ON CONFLICT DO NOTHING",
                      partition.topic(),
                      partition.number(),
                      offset)
                  : handle.execute(
                      "UPDATE offsets SET next = ? WHERE topic = ? AND part = ? AND next = ?",
                      offset,
                      partition.topic(),
                      partition.number(),
                      before);
          if (changed != 1) {
            throw new StoreException(
                Kind.TAKEN,
                "another console writes to "
                    + settings.database().name()
                    + "; give each console its own store and restart this one",
                null);
          }
        });
  }

  /** Drops the oldest day, and the next, until the rest has room, the newest one too. */
  void makeRoom() {
    while (read(handle -> files.rows().product().usedBytes(handle)) > settings.bytes()) {
      boolean[] hasDropped = {false};
      writing(handle -> hasDropped[0] = dropOldest(handle));
      if (!hasDropped[0]) {
        return;
      }
    }
  }

  private static boolean dropOldest(Handle handle) {
    Family oldest = null;
    long day = Long.MAX_VALUE;
    for (Family family : Family.values()) {
      NavigableSet<Long> days = family.days(handle);
      if (!days.isEmpty() && days.first() < day) {
        oldest = family;
        day = days.first();
      }
    }
    if (oldest == null) {
      return false;
    }
    LOG.warn("dropped the rows of {} to stay within console.keep-bytes", LocalDate.ofEpochDay(day));
    drop(handle, oldest, List.of(day));
    Schema.ROWS.put(handle, "dropped-for-room", Long.toString(day));
    return true;
  }

  /** Bounds the file of rows, so that a test can fill it. */
  void limitPages(int pages) {
    writing(
        handle -> {
          long unused =
              handle.createQuery("PRAGMA max_page_count = " + pages).mapTo(Long.class).one();
        });
  }

  @Override
  public StoreState state() {
    return read(
        handle -> {
          NavigableSet<Long> days = Family.EVENTS.days(handle);
          return new StoreState(
              settings.database().name(),
              files.rows().product().usedBytes(handle),
              settings.bytes(),
              days.isEmpty() ? null : days.first(),
              days.isEmpty() ? null : days.last(),
              shortened(handle, days));
        });
  }

  private @Nullable String shortened(Handle handle, NavigableSet<Long> days) {
    long dropped =
        Schema.ROWS.get(handle, "dropped-for-room").map(Long::parseLong).orElse(Long.MIN_VALUE);
    if (days.isEmpty() || dropped <= days.last() - settings.days()) {
      return null;
    }
    return "%,d bytes hold %d of %d days; raise console.keep-bytes to keep more"
        .formatted(settings.bytes(), days.size(), settings.days());
  }

  @Override
  public Customers customers() {
    return customers;
  }

  @Override
  public Triggers triggers() {
    return triggers;
  }

  @Override
  public Decisions decisions() {
    return decisions;
  }

  @Override
  public Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public Policies policies() {
    return policies;
  }

  @Override
  public DeadLetters deadLetters() {
    return deadLetters;
  }

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public DailyCuts dailyCuts() {
    return cuts;
  }

  @Override
  public SeenNames seenNames() {
    return names;
  }

  @Override
  public Audit audit() {
    return kept;
  }

  @Override
  public void close() {
    files.close();
  }
}
