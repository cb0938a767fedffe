package io.waymark.cli;

import io.waymark.lab.ProgressLine;
import io.waymark.lab.shop.Crowd;
import io.waymark.lab.shop.Shop;
import io.waymark.wire.TouchpointDocument;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes days of the simulated shop to a file, for those who have no data of their own yet. */
@Command(
    name = "shop",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the touchpoints of simulated customers of a shop to a file, in Waymark's own form: something to try rules, a policy or the journey map on.",
      "Customers come at the pace of life, as in the history of `waymark run`. The same options give the same file."
    },
    footer = {
      "",
      "Examples:",
      "  waymark shop shop.jsonl.gz --days 7 --until 2026-03-09T00:00:00Z",
      "  waymark run --input shop.jsonl.gz --policy default --out found"
    })
final class ShopCommand implements Callable<Integer> {
  private static final int MOST_DAYS = 366;

  /** The touchpoints after which progress is shown again. */
  private static final int PROGRESS_EVERY = 10_000;

  @Parameters(paramLabel = "FILE", description = "the file to write, packed if it ends in .gz")
  private Path file = Path.of("");

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "how many days it has; default ${DEFAULT-VALUE}")
  private int days;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "when they end, as 2026-03-09T00:00:00Z; default the last midnight in UTC")
  private @Nullable String until;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "another number gives other customers; default ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--overwrite", description = "replaces the file if it is there")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException, IOException {
    if (days < 1 || days > MOST_DAYS) {
      throw new ParameterException(
          spec.commandLine(), "--days is a number from 1 to " + MOST_DAYS + ", not " + days);
    }
    if (seed < 0) {
      throw new ParameterException(spec.commandLine(), "--seed is 0 or more, not " + seed);
    }
    Shop shop = new Shop(seed, end(), Duration.ofDays(days));
    StartProblems problems = new StartProblems();
    OutputFile output = OutputFile.of(file);
    output.check(overwrite, problems);
    problems.refuseAny();
    PrintWriter out = spec.commandLine().getOut();
    try (TemporaryFolder beside = output.beside()) {
      Path whole = beside.path().resolve(String.valueOf(output.path().getFileName()));
      long written = write(shop, whole, new ProgressLine(out));
      output.replaceBy(whole);
      out.printf("%,d touchpoints of %d days in %s%n", written, days, output.path());
    }
    out.flush();
    return 0;
  }

  private Instant end() {
    if (until == null) {
      return Instant.now().truncatedTo(ChronoUnit.DAYS);
    }
    try {
      return Instant.parse(until);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(), "--until is a time such as 2026-03-09T00:00:00Z, not " + until, e);
    }
  }

  private static long write(Shop shop, Path path, ProgressLine progress) throws IOException {
    Crowd crowd = shop.touchpoints();
    long end = shop.opened().toEpochMilli();
    long written = 0;
    try (OutputStream out = open(path)) {
      while (crowd.nextMillis() < end) {
        out.write(TouchpointDocument.INSTANCE.write(crowd.next()));
        out.write('\n');
        if (++written % PROGRESS_EVERY == 0) {
          progress.show("%,d touchpoints".formatted(written));
        }
      }
    }
    progress.clear();
    return written;
  }

  private static OutputStream open(Path path) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(path));
    return path.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out;
  }
}
