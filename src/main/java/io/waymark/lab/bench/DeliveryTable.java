package io.waymark.lab.bench;

import java.io.PrintWriter;

/**
 * The table of deliveries.
 *
 * @param sentPerSecond triggers, those for endpoints that hang included
 * @param millis from emitted to delivered, of the endpoints that answer
 */
public record DeliveryTable(DeliveryBench bench, double sentPerSecond, Distribution millis)
    implements ResultTable {
  @Override
  public void print(PrintWriter out) {
    out.printf(
        "from emitted to delivered, %d endpoints of which %d hang, %d s%n",
        bench.endpoints(), bench.hanging(), bench.length().toSeconds());
    out.printf(
        "%-42s %13s %9s %9s %9s %13s%n",
        "", "sent/s", "median ms", "99% ms", "max ms", "delivered");
    out.printf(
        "%-42s %,13.0f %,9.0f %,9.0f %,9.0f %,13d%n",
        "the " + (bench.endpoints() - bench.hanging()) + " that answer",
        sentPerSecond,
        millis.median(),
        millis.percentile(99),
        millis.max(),
        millis.count());
    out.flush();
  }
}
