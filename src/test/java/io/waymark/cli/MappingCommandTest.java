package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The output for those who connect a source, word by word. */
class MappingCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path mapping;
  private Path sample;

  @BeforeEach
  void write() throws IOException {
    mapping =
        Files.writeString(
            folder.resolve("orders.yaml"),
            """
            mapping: orders
            format: csv
            skip: record.state == "test"
            id: record.no
            customer: record.buyer
            type: '"Order " + record.state'
            time: record.at
            properties: '{"total": record.total}'
            """);
    sample =
        Files.writeString(
            folder.resolve("orders.csv"),
            """
            no,buyer,state,at,total
            1,ann,Placed,2026-03-01T09:00:00Z,19.90
            2,bob,Placed,2026-03-01T10:00:00Z,5
            3,ann,Paid,2026-03-02T09:00:00Z,19.90
            4,,Placed,2026-03-02T10:00:00Z,7
            5,ann,test,2026-03-02T11:00:00Z,1
            6,cyn,Placed,yesterday,3
            """);
  }

  @Test
  void checkShowsWhatAMappingMakesOfAFile() {
    assertThat(waymark("mapping", "check", mapping.toString(), "--sample", sample.toString()))
        .isZero();

    assertThat(said())
        .isEqualTo(
            """
            ok       mapping FOLDER/orders.yaml
            sample   FOLDER/orders.csv: 3 touchpoints, 2 dead letters, 1 skipped

            the first touchpoints, as the mapping reads them:
              {"id":"1","customer":"ann","type":"Order Placed","time":"2026-03-01T09:00:00Z","properties":{"total":"19.90"}}
              {"id":"2","customer":"bob","type":"Order Placed","time":"2026-03-01T10:00:00Z","properties":{"total":"5"}}
              {"id":"3","customer":"ann","type":"Order Paid","time":"2026-03-02T09:00:00Z","properties":{"total":"19.90"}}

            type                             touchpoints  first                 last
            Order Paid                                 1  2026-03-02T09:00:00Z  2026-03-02T09:00:00Z
            Order Placed                               2  2026-03-01T09:00:00Z  2026-03-01T10:00:00Z

            dead letters           records  the first of them
            mapping                      1  FOLDER/orders.csv:7: time is 'yesterday': a year of four digits comes first; expected ISO 8601 with an offset, such as 2026-03-01T09:00:00Z; a mapping reads any other form by a 'pattern' and a 'zone'
            no-customer                  1  FOLDER/orders.csv:5: there is neither a customer nor an anonymous id
            """);
  }

  @Test
  void checkShowsTheProblemsOfAMapping() throws IOException {
    Files.writeString(mapping, "mapping: orders\nformat: xml\n");

    assertThat(waymark("mapping", "check", mapping.toString(), "--sample", sample.toString()))
        .isEqualTo(1);

    assertThat(said()).startsWith("refused  FOLDER/orders.yaml: ");
  }

  @Test
  void checkFailsWhereNoRecordCanBeUsed() throws IOException {
    Files.writeString(sample, "no,buyer,state,at,total\n4,,Placed,2026-03-02T10:00:00Z,7\n");

    assertThat(waymark("mapping", "check", mapping.toString(), "--sample", sample.toString()))
        .isEqualTo(1);

    assertThat(said()).contains("0 touchpoints, 1 dead letters, 0 skipped").doesNotContain("type ");
  }

  @Test
  void checkNamesTheFileThatIsNotThere() {
    assertThat(waymark("mapping", "check", "segment", "--sample", "nowhere.jsonl")).isEqualTo(2);

    assertThat(err.toString()).contains("--sample nowhere.jsonl: there is no file nowhere.jsonl");
  }

  @Test
  void lifecycleCheckSaysWhoEntersItsStages() throws IOException {
    Path lifecycle =
        Files.writeString(
            folder.resolve("stages.yaml"),
            """
            lifecycle: shop
            moves: [forward, skip]
            stages:
              - stage: buyer
                on: Order Placed
              - stage: payer
                on: Order Paid
              - stage: fan
                on: Review Written
            """);

    assertThat(
            waymark("lifecycle", "check", lifecycle.toString(), "--sample", sample + ":" + mapping))
        .isZero();

    assertThat(said())
        .startsWith("ok       lifecycle shop: buyer, payer, fan; its goal is ")
        .endsWith(
            """

            6 read = 3 applied + 0 duplicate + 2 dead-lettered + 1 skipped; 2 customers

            stage                        entered  by
            buyer                              2  Order Placed 2
            payer                              1  Order Paid 1
            fan                                0  nobody; it asks for Review Written
            """);
  }

  @Test
  void lifecycleCheckFailsWhereNobodyEntersAStage() {
    assertThat(waymark("lifecycle", "check", "commerce", "--sample", sample + ":" + mapping))
        .isEqualTo(1);
  }

  @Test
  void bothSayWhatTheyCanDo() {
    assertThat(waymark("mapping")).isEqualTo(2);
    assertThat(waymark("lifecycle")).isEqualTo(2);

    assertThat(err.toString())
        .contains("say what to do with the mapping: check")
        .contains("say what to do with the lifecycle: check");
  }

  private int waymark(String... args) {
    CommandLine commandLine = Waymark.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  private String said() {
    return out.toString().replace(folder.toString(), "FOLDER");
  }
}
