package io.waymark.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.cli.BenchCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchIT {
  @Test
  void measuresAllOfItInOneTable() {
    String printed =
        run(
            "--rules", "1,3",
            "--customers", "500",
            "--many-customers", "1000",
            "--unselective", "40",
            "--policy", "default",
            "--touchpoints", "50000",
            "--runs", "1",
            "--operators", "1",
            "--run-seconds", "1",
            "--warm-up-seconds", "0",
            "--state-rules", "50",
            "--state-customers", "200",
            "--state-touchpoints", "2000",
            "--kafka-rules", "5",
            "--backlog", "10000",
            "--rate", "500",
            "--seconds", "2",
            "--disorder", "0s");

    assertThat(printed.lines())
        .anySatisfy(line -> assertThat(line).matches("bare keyed pass-through +[\\d,]{4,} .*"))
        .anySatisfy(line -> assertThat(line).matches("bare RocksDB get\\+put .* 1\\.00 .*"))
        .anySatisfy(line -> assertThat(line).matches("Flink CEP, 1 operator +[\\d,]{4,} .*"))
        .anySatisfy(
            line -> assertThat(line).matches("Waymark, 3 rules, 500 customers +[\\d,]{4,} .*"))
        .anySatisfy(
            line -> assertThat(line).matches("Waymark, 3 rules, 1,000 customers +[\\d,]{4,} .*"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("Waymark, 40 unselective, 30,000 customers +[\\d,]{4,} .*"))
        .anySatisfy(line -> assertThat(line).matches("3 rules to RocksDB get\\+put +[\\d.]+"))
        .anySatisfy(line -> assertThat(line).matches("3 rules to 1 rule +[\\d.]+"))
        .anySatisfy(line -> assertThat(line).matches("under a policy to none +[\\d.]+"))
        .anySatisfy(line -> assertThat(line).matches("1 rule to Flink CEP, 1 operator +[\\d.]+"))
        .anySatisfy(line -> assertThat(line).matches("1,000 customers to 500, 3 rules +[\\d.]+"))
        .anySatisfy(line -> assertThat(line).matches("any number of open runs +200( +[\\d,]+){4}"))
        .anySatisfy(line -> assertThat(line).matches("disorder 0s( +[\\d,]+){5} +([\\d,]+) +\\2"));
  }

  @Test
  void latencyHasARowForEachDisorderAndMissesNoTrigger(@TempDir Path folder) {
    Path each = folder.resolve("each.csv");

    String printed =
        run(
            "latency",
            "--kafka-rules",
            "5",
            "--backlog",
            "0",
            "--rate",
            "500",
            "--seconds",
            "2",
            "--disorder",
            "0s,200ms",
            "--each",
            each.toString());

    assertThat(printed.lines())
        .anySatisfy(line -> assertThat(line).matches("disorder 0s( +[\\d,]+){5} +([\\d,]+) +\\2"))
        .anySatisfy(
            line -> assertThat(line).matches("disorder 200ms( +[\\d,]+){5} +([\\d,]+) +\\2"));
    assertThat(each)
        .content()
        .startsWith("measured,sent ms,latency ms")
        .contains("\ndisorder 200ms,");
  }

  @Test
  void theConsoleAnswersForEachPageWhileViewersLookOn() {
    String printed =
        run(
            "console",
            "--rules",
            "3",
            "--customers",
            "2000",
            "--history",
            "10000",
            "--rate",
            "500",
            "--viewers",
            "5",
            "--seconds",
            "2");

    assertThat(printed.lines())
        .anySatisfy(
            line -> assertThat(line).matches("touchpoints/s stored from a history +[\\d,]+"))
        .anySatisfy(line -> assertThat(line).matches("streams open at the end +5"))
        .anySatisfy(line -> assertThat(line).matches("bytes/s to a viewer +[1-9][\\d,]*"))
        .filteredOn(line -> line.matches(".+ +[1-9]\\d*( +[\\d,.]+){3}"))
        .hasSizeGreaterThan(12);
  }

  @Test
  void theDeliveryHoldsBackNobodyForAnEndpointThatHangs() {
    String printed =
        run("delivery", "--rate", "200", "--endpoints", "20", "--hanging", "1", "--seconds", "4");

    assertThat(printed.lines())
        .anySatisfy(line -> assertThat(line).matches("the 19 that answer( +[\\d,]+){4} +760"));
  }

  private static String run(String... arguments) {
    StringWriter printed = new StringWriter();
    StringWriter errors = new StringWriter();
    int exit =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(printed, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    assertThat(exit).as(errors.toString()).isZero();
    return printed.toString();
  }
}
