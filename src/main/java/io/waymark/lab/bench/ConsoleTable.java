package io.waymark.lab.bench;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The table of the console.
 *
 * @param storedPerSecond touchpoints while it read the history
 * @param behind the records that it had still to read at the end
 * @param coresAlone CPU while touchpoints came
 * @param coresWatched CPU while viewers looked on, too
 * @param bytesPerSecond that a viewer received
 * @param open the streams that were open at the end
 * @param residentBytes memory of the process
 * @param pages milliseconds until the data of a page was there
 */
public record ConsoleTable(
    ConsoleBench.Load load,
    double storedPerSecond,
    long behind,
    double coresAlone,
    double coresWatched,
    double bytesPerSecond,
    long open,
    long residentBytes,
    Map<String, Distribution> pages)
    implements ResultTable {
  private static final int MINUTES_PER_HOUR = 60;

  public ConsoleTable {
    pages = Collections.unmodifiableMap(new LinkedHashMap<>(pages));
  }

  @Override
  public void print(PrintWriter out) {
    out.printf(
        "the console at %,d customers, %,d touchpoints of history, %,d rules, %,d touchpoints/s,"
            + " %,d viewers, %d s%n",
        load.customers(),
        load.history(),
        load.rules() + 1,
        load.rate(),
        load.viewers(),
        load.length().toSeconds());
    out.printf("%-42s %,13.0f%n", "touchpoints/s stored from a history", storedPerSecond);
    out.printf("%-42s %13s%n", "minutes to catch up after an hour away", minutesAfterAnHour());
    out.printf("%-42s %,13d%n", "records behind at the end", behind);
    out.printf("%-42s %13.2f%n", "cores, alone", coresAlone);
    out.printf("%-42s %13.2f%n", "cores, watched", coresWatched);
    out.printf("%-42s %,13d%n", "streams open at the end", open);
    out.printf("%-42s %,13.0f%n", "bytes/s to a viewer", bytesPerSecond);
    out.printf("%-42s %,13d%n", "megabytes of memory", residentBytes >> 20);
    out.printf(
        "%-42s %13s %13s %9s %9s%n", "until the data is there", "asked", "median ms", "95%", "max");
    pages.forEach(
        (page, millis) ->
            out.printf(
                "%-42s %,13d %,13.1f %,9.1f %,9.1f%n",
                page, millis.count(), millis.median(), millis.percentile(95), millis.max()));
    out.flush();
  }

  /** Counts that new touchpoints come meanwhile, and have to be read, too. */
  private String minutesAfterAnHour() {
    double faster = storedPerSecond - load.rate();
    return faster <= 0 ? "never" : "%,.0f".formatted(MINUTES_PER_HOUR * load.rate() / faster);
  }
}
