package io.waymark.deliver;

import io.waymark.deliver.destination.Destinations;
import io.waymark.deliver.lane.Budget;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** A process that delivers with hardly any memory for triggers, so that it parks most of them. */
final class SpawnedDelivery {
  private static final long MOST_BYTES = 3_000;

  private SpawnedDelivery() {}

  /** Delivers until it is killed. */
  public static void main(String[] args) throws Exception {
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < args.length; i++) {
      String[] pair = args[i].split("=", 2);
      values.put(pair[0], pair[1]);
    }
    String items = Files.readString(Path.of(args[0])).replaceFirst("destinations:\n", "");
    start(SettingsReader.with(values), DeliveryUnderTest.destinations(items)).await();
  }

  static DeliveryProcess start(Settings settings, Destinations destinations) throws Exception {
    return DeliveryProcess.start(
        settings,
        destinations,
        SystemDefaultDnsResolver.INSTANCE,
        Clock.systemUTC(),
        new Budget(destinations.all().size() + 1, 100_000, MOST_BYTES));
  }
}
