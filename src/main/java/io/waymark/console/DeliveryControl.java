package io.waymark.console;

import io.waymark.console.api.DeliveryDesk;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Refusal;
import io.waymark.kafka.Switchboard;
import io.waymark.kafka.UndeliveredReplay;
import io.waymark.kafka.UndeliveredReplay.Candidate;
import io.waymark.model.EndpointStatus;
import io.waymark.settings.Settings;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Does what {@code waymark deliver enable}, {@code disable} and {@code replay} do. */
final class DeliveryControl implements DeliveryDesk {
  private final Settings settings;

  DeliveryControl(Settings settings) {
    this.settings = settings;
  }

  /** A step that Kafka may refuse. */
  @FunctionalInterface
  private interface Step<T> {
    T take() throws NotReadyException, InterruptedException;
  }

  @Override
  public void put(EndpointStatus status) throws NotReadyException, InterruptedException {
    boolean unused =
        inWords(
            () -> {
              Switchboard.put(settings, status);
              return true;
            });
  }

  @Override
  public synchronized Outcome replay(Request request)
      throws NotReadyException, InterruptedException {
    UndeliveredReplay replay = new UndeliveredReplay(settings);
    return inWords(
        () -> {
          List<Candidate> found =
              replay.find(
                  each ->
                      each.to().equals(request.to()) && each.atMillis() >= request.sinceMillis());
          if (!request.isTried()) {
            replay.send(found, request.untilMillis());
          }
          return new Outcome(found.size(), replay.passedOver().size());
        });
  }

  private <T> T inWords(Step<T> step) throws NotReadyException, InterruptedException {
    try {
      return step.take();
    } catch (InterruptException e) {
      InterruptedException interrupted = new InterruptedException("while Kafka was asked");
      interrupted.initCause(e);
      throw interrupted;
    } catch (KafkaException e) {
      throw new NotReadyException(new Refusal(settings.kafka(), "the console").explainFailed(e));
    }
  }
}
