package io.waymark.console.authoring;

import io.waymark.console.store.Store;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.model.PolicyText;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A topic of the policy in memory. */
public final class FakePolicyDesk implements PolicyDesk {
  public final List<Pushed> pushed = new ArrayList<>();
  public final List<String> reasons = new ArrayList<>();

  /** Why Kafka does not answer; null while it does. */
  public volatile @Nullable String refusal;

  /** Whether somebody else begins a turn before the push of this one. */
  public volatile boolean isOvertaken;

  private final Clock clock;

  public FakePolicyDesk(Clock clock) {
    this.clock = clock;
  }

  /** Opens authoring on this desk and a store. */
  public PolicyAuthoring authoring(Authoring authoring, Store store) {
    return new PolicyAuthoring(this, authoring, store, () -> 0);
  }

  /** Pushes a policy past the console. */
  public void push(PolicyText policy) {
    pushed.add(new Pushed(policy, clock.instant()));
  }

  @Override
  public Turn begin() throws NotReadyException {
    String why = refusal;
    if (why != null) {
      throw new NotReadyException(why);
    }
    return new FakeTurn();
  }

  private final class FakeTurn implements Turn {
    @Override
    public Optional<Pushed> last() {
      return pushed.stream().reduce((one, other) -> other);
    }

    @Override
    public void push(PolicyText policy, String author, String reason) throws OvertakenException {
      if (isOvertaken) {
        throw new OvertakenException();
      }
      FakePolicyDesk.this.push(policy);
      reasons.add(author + ": " + reason);
    }

    @Override
    public void close() {}
  }
}
