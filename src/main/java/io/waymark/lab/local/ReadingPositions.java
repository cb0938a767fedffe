package io.waymark.lab.local;

import io.waymark.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The positions up to which the group of a job has read its topics. */
final class ReadingPositions {
  private ReadingPositions() {}

  /** Forgets all positions of a group that no process is in, so that it reads from the start. */
  static void forget(Settings settings) throws ExecutionException, InterruptedException {
    Map<String, Object> client = new HashMap<>(settings.kafka().client());
    client.put("bootstrap.servers", settings.kafka().bootstrap());
    try (Admin admin = Admin.create(client)) {
      admin.deleteConsumerGroups(List.of(settings.group())).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
  }
}
