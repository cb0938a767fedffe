package io.waymark.console.authoring;

import io.waymark.console.store.Store;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.kafka.RulesTopic.Pushed;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.RuleText;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rules topic in memory. */
public final class FakeDesk implements RulesDesk {
  public final List<Pushed> pushed = new ArrayList<>();

  /** Why Kafka does not answer; null while it does. */
  public volatile @Nullable String refusal;

  /** An action of others between the comparison and the push of a turn; it happens once. */
  public Runnable meanwhile = () -> {};

  private final Clock clock;
  private int turns;

  public FakeDesk(Clock clock) {
    this.clock = clock;
  }

  /** Opens authoring on this desk and a store. */
  public Authoring authoring(Store store) {
    return new Authoring(
        LifecycleReader.named("commerce"),
        this,
        store.rules(),
        store.customers(),
        store.seenNames(),
        () -> 0);
  }

  /** Pushes a rule in a turn of its own. */
  public void push(RuleText rule) {
    turns++;
    pushed.add(new Pushed(rule, clock.instant()));
  }

  @Override
  public Turn begin() throws NotReadyException {
    refuse();
    return new FakeTurn(++turns);
  }

  /** The rules that the breaker paused. */
  public final Set<String> paused = new HashSet<>();

  @Override
  public boolean endPause(String rule, String author, String reason) throws NotReadyException {
    refuse();
    return paused.remove(rule);
  }

  private final class FakeTurn implements Turn {
    private final int number;

    FakeTurn(int number) {
      this.number = number;
    }

    @Override
    public Optional<Pushed> last(String rule) throws NotReadyException {
      refuse();
      return pushed.stream()
          .filter(each -> each.rule().id().equals(rule))
          .reduce((one, other) -> other);
    }

    @Override
    public Instant push(RuleText rule, String author, String reason)
        throws NotReadyException, OvertakenException {
      refuse();
      Runnable first = meanwhile;
      meanwhile = () -> {};
      first.run();
      if (number != turns) {
        throw new OvertakenException();
      }
      Instant time = clock.instant();
      pushed.add(new Pushed(rule, time));
      return time;
    }

    @Override
    public void close() {}
  }

  private void refuse() throws NotReadyException {
    String why = refusal;
    if (why != null) {
      throw new NotReadyException(why);
    }
  }
}
