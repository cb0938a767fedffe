package io.waymark.cli;

import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.UndeliveredReplay;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.yaml.Durations;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends triggers again that were given up. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Sends triggers again that were given up: expired, refused too often, or too many.",
      "Each is sent once, unless it was delivered since; its webhook-id stays the same."
    },
    footer = {
      "",
      "Examples:",
      "  waymark deliver replay --to service-desk --since 1d --dry-run",
      "  waymark deliver replay --id 6f1c2a90b7d34e58 --for 2h"
    })
final class DeliverReplayCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--to", paramLabel = "NAME", description = "only those for this destination")
  private @Nullable String to;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "only this trigger; may be given several times")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      description = "only those given up in this time, such as 2h or 1d")
  private @Nullable String since;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description = "how long they are tried; default ${DEFAULT-VALUE}")
  private String patience = "1h";

  @Option(names = "--dry-run", description = "shows them and sends nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException, NotReadyException, InterruptedException {
    long now = System.currentTimeMillis();
    long from = since == null ? Long.MIN_VALUE : now - millis("--since", since);
    long until = now + millis("--for", patience);
    Settings settings = options.read(SettingsReader::read);
    UndeliveredReplay replay = new UndeliveredReplay(settings);
    List<UndeliveredReplay.Candidate> found =
        replay.find(
            each ->
                (to == null || to.equals(each.to()))
                    && (ids.isEmpty() || ids.contains(each.id()))
                    && each.atMillis() >= from);
    PrintWriter out = spec.commandLine().getOut();
    replay.passedOver().forEach(line -> out.println("passed over: " + line));
    if (dryRun) {
      found.forEach(each -> out.println(each.id() + "  to " + each.to()));
    } else {
      replay.send(found, until);
    }
    out.println(found.size() + " triggers " + (dryRun ? "would be" : "are") + " sent again");
    return 0;
  }

  private long millis(String option, String text) {
    OptionalLong millis = Durations.parseMillis(text);
    if (millis.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), option + " is a duration such as 30m, 2h or 1d");
    }
    return millis.getAsLong();
  }
}
