package io.waymark.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchIT {
  @Test
  void throughputHasARowForEachBaselineAndNumberOfRules() {
    String printed =
        run(
            "throughput",
            "--rules",
            "1,3",
            "--customers",
            "500",
            "--touchpoints",
            "200000",
            "--runs",
            "1");

    assertThat(printed.lines())
        .anySatisfy(line -> assertThat(line).matches("bare keyed pass-through +[\\d,]{4,} .*"))
        .anySatisfy(line -> assertThat(line).matches("bare RocksDB get\\+put .* 1\\.00 .*"))
        .anySatisfy(line -> assertThat(line).matches("Waymark, 1 rule +[\\d,]{4,} .*"))
        .anySatisfy(line -> assertThat(line).matches("Waymark, 3 rules +[\\d,]{4,} .*"));
  }

  @Test
  void latencyHasARowForEachDisorderAndMissesNoTrigger() {
    String printed = run("latency", "--rate", "500", "--seconds", "3", "--disorder", "0s,200ms");

    assertThat(printed.lines())
        .anySatisfy(line -> assertThat(line).matches("0s( +[\\d,]+){3} +(\\d+) +\\2"))
        .anySatisfy(line -> assertThat(line).matches("200ms( +[\\d,]+){3} +(\\d+) +\\2"));
  }

  private static String run(String... arguments) {
    StringWriter printed = new StringWriter();
    int exit =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(printed, true))
            .execute(arguments);
    assertThat(exit).isZero();
    return printed.toString();
  }
}
