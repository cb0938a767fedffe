package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a wrong call of {@code waymark run} is refused before anything starts. */
class RunStartTest {
  private static final String VIEW =
      "{\"id\": \"1\", \"customer\": \"c\", \"type\": \"t\", \"time\": 1000}\n";

  @TempDir private Path temp;
  private final StringWriter err = new StringWriter();

  @AfterEach
  void forgetTheLog() {
    System.clearProperty("waymark.log");
  }

  @Test
  void saysAllThatIsWrongWithAPlaybackAtOnce() throws Exception {
    Path out = Files.createDirectory(temp.resolve("out"));
    Files.writeString(out.resolve("mine.txt"), "keep");

    int code =
        execute(
            "--input",
            temp.resolve("nowhere.jsonl").toString(),
            "--input",
            temp + ":segment",
            "--mapping",
            "tickets",
            "--rules",
            temp.resolve("no-rules").toString(),
            "--out",
            out.toString(),
            "--parallelism",
            "0",
            "--lifecycle",
            "comerce",
            "--set",
            "job.disordr=1s");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("--parallelism must be from 1 to 16, not 0")
        .contains("is not empty; name another folder, or let --overwrite replace")
        .contains("unknown setting 'job.disordr'")
        .contains("comerce")
        .contains("there is no file " + temp.resolve("nowhere.jsonl"))
        .contains("mapping tickets cannot be used")
        .contains(temp + " is a folder; give each of its files by --input")
        .contains("there is no folder " + temp.resolve("no-rules"))
        .doesNotContain("\tat ");
    assertThat(out).isDirectoryContaining("glob:**/mine.txt");
  }

  @Test
  void saysAllThatIsWrongWithAnEndlessRunBeforeTheBrokerStarts() throws Exception {
    Path data = Files.createFile(temp.resolve("data"));

    int code =
        execute(
            "--data", data.toString(),
            "--rules", temp.resolve("no-rules").toString(),
            "--parallelism", "1000000",
            "--lifecycle", "comerce",
            "--segments", "defualt",
            "--set", "job.disordr=1s");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("--data " + data + " is a file; name a folder")
        .contains("--parallelism must be from 1 to 16, not 1000000")
        .contains("there is no folder " + temp.resolve("no-rules"))
        .contains("unknown setting 'job.disordr'")
        .contains("comerce")
        .contains("'defualt' is neither one of the segments default nor a file")
        .doesNotContain("\tat ");
    assertThat(data).isEmptyFile();
  }

  @Test
  void refusesAFolderBehindAFile() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    Path input = Files.writeString(temp.resolve("in.jsonl"), VIEW);

    int code = execute("--input", input.toString(), "--out", file.resolve("out").toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(file + " is a file; name a folder");
  }

  /**
   * Nobody, not even root, can create a file in {@code /proc}, nor read there all that is listed.
   */
  @Test
  void refusesAnOutFolderAndAnInputWithoutRights() {
    int code = execute("--input", "/proc/self/mem:waymark", "--out", "/proc/results/of/today");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("--out /proc/results/of/today: ")
        .contains("name another folder")
        .contains("--input /proc/self/mem:waymark: /proc/self/mem cannot be read: ")
        .doesNotContain("\tat ");
  }

  @Test
  void refusesADataFolderWithoutRights() {
    int code = execute("--data", "/proc/self/waymark");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("--data /proc/self/waymark: ")
        .contains("name another folder")
        .doesNotContain("\tat ");
  }

  @Test
  void refusesAClusterInAFolderWithoutRights() {
    assertThat(
            Waymark.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute("cluster", "up", "--data", "/proc/self/waymark"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("--data /proc/self/waymark: ")
        .contains("name another folder")
        .doesNotContain("\tat ");
  }

  @Test
  void refusesALinkToAFolderThatIsGone() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("data"), temp.resolve("unmounted"));

    assertThat(execute("--data", link.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("--data " + link + " is a link to a folder that is not there");
  }

  @Test
  void namesTheRuleThatCannotBeRead() throws Exception {
    Path input = Files.writeString(temp.resolve("in.jsonl"), VIEW);
    Path rules = Files.createDirectory(temp.resolve("rules"));
    Path latin = Files.write(rules.resolve("latin.yaml"), new byte[] {'#', (byte) 0xE4, '\n'});
    String[] run = {
      "--input", input.toString(),
      "--rules", rules.toString(),
      "--out", temp.resolve("out").toString()
    };

    assertThat(execute(run)).isEqualTo(2);
    assertThat(err.toString())
        .contains(latin + ":1:2: there are bytes that are no UTF-8; save the text as UTF-8")
        .doesNotContain("\tat ");

    Path memory = Files.createSymbolicLink(rules.resolve("memory.yaml"), Path.of("/proc/self/mem"));

    assertThat(execute(run)).isEqualTo(2);
    assertThat(err.toString()).contains(memory + " cannot be read").doesNotContain("\tat ");
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @Test
  void leavesNothingBehindWhereItLooksForRights() throws Exception {
    StartProblems problems = new StartProblems();

    problems.checkWritable("--out", temp.resolve("a/b"));
    problems.checkWritable("--out", temp);

    assertThat(problems.isEmpty()).isTrue();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void refusesTheSameFileByTwoPaths() throws Exception {
    Path input = Files.writeString(temp.resolve("in.jsonl"), VIEW);
    Path link = Files.createSymbolicLink(temp.resolve("link.jsonl"), input);

    int code =
        execute(
            "--input",
            input + ":waymark",
            "--input",
            link + ":segment",
            "--input",
            temp.resolve("./in.jsonl").toString(),
            "--out",
            temp.resolve("out").toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("--input " + link + " is the same file as --input " + input)
        .contains("--input " + temp.resolve("./in.jsonl") + " is the same file as");
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a:b.jsonl", "with blank.jsonl", "Größe.jsonl", "%41#b?.jsonl", "_a.jsonl"})
  void findsAFileOfAnyNameWithAMappingOrWithout(String name) throws Exception {
    Path input = Files.writeString(temp.resolve(name), VIEW);
    StartProblems problems = new StartProblems();

    assertThat(PlaybackInputs.find(List.of(input.toString()), "segment", problems, "--input"))
        .extracting(found -> found.file() + " by " + found.mapping().name())
        .containsExactly(input + " by segment");
    assertThat(PlaybackInputs.find(List.of(input + ":waymark"), "segment", problems, "--input"))
        .extracting(found -> found.file() + " by " + found.mapping().name())
        .containsExactly(input + " by waymark");
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders.csv", "ORDERS.CSV", "orders.csv.gz"})
  void refusesRowsForAMappingThatReadsJson(String name) throws Exception {
    Path input = Files.writeString(temp.resolve(name), "id,customer\n1,anna\n");
    StartProblems problems = new StartProblems();

    PlaybackInputs.find(List.of(input.toString()), "waymark", problems, "--input");

    assertThatThrownBy(problems::refuseAny)
        .hasMessageContaining(
            name
                + " with mapping waymark: the mapping reads JSON, but the file is CSV; write a"
                + " mapping of its columns and give both as FILE:MAPPING");
  }

  @Test
  void letsOverwriteReplaceResultsAndPassesOverALog() throws Exception {
    Path input = Files.writeString(temp.resolve("in.jsonl"), VIEW);
    Path logged = Files.createDirectory(temp.resolve("logged"));
    Files.writeString(logged.resolve("waymark.log"), "");
    Path used = Files.createDirectory(temp.resolve("used"));
    Files.writeString(used.resolve("triggers.jsonl"), "");

    assertThatCode(() -> PlaybackPlan.of(request(input, logged, false))).doesNotThrowAnyException();
    assertThatCode(() -> PlaybackPlan.of(request(input, used, true))).doesNotThrowAnyException();
    assertThatThrownBy(() -> PlaybackPlan.of(request(input, used, false)))
        .hasMessageContaining("--overwrite");
  }

  @Test
  void refusesOptionsThatWouldDoNothing() {
    assertThat(execute("--as-is")).isEqualTo(2);
    assertThat(execute("--overwrite")).isEqualTo(2);
    assertThat(execute("--input", "a", "--begin-anew")).isEqualTo(2);
    assertThat(execute("--input", "a", "--no-deliver")).isEqualTo(2);
    assertThat(execute("--parallelism", "two")).isEqualTo(2);
  }

  @Test
  void startsInAFolderThatNoJobHasRunInWithoutAsking() throws Exception {
    Path fresh = temp.resolve("fresh");
    Path brokerOnly = Files.createDirectories(temp.resolve("broker-only"));
    Files.createDirectories(brokerOnly.resolve("kafka"));
    Files.createDirectories(brokerOnly.resolve("rules"));

    assertThatCode(() -> prepare(fresh, false)).doesNotThrowAnyException();
    assertThatCode(() -> prepare(brokerOnly, false)).doesNotThrowAnyException();
    assertThat(fresh).doesNotExist();
  }

  @Test
  void asksBeforeItBeginsWithoutTheStateOfAFolderThatWasUsed() throws Exception {
    Path neverReached = Files.createDirectories(temp.resolve("never reached"));
    Files.createDirectories(neverReached.resolve("checkpoints/job/shared"));
    Path deleted = Files.createDirectories(temp.resolve("deleted"));
    Files.writeString(deleted.resolve("shop.properties"), "");
    Path incomplete = Files.createDirectories(temp.resolve("incomplete"));
    Files.createDirectories(incomplete.resolve("checkpoints/job/chk-7"));

    for (Path used : new Path[] {neverReached, deleted, incomplete}) {
      assertThatThrownBy(() -> prepare(used, false))
          .hasMessageContaining("--data " + used + " was used before, but holds no checkpoint")
          .hasMessageContaining("--begin-anew");
      assertThatCode(() -> prepare(used, true)).doesNotThrowAnyException();
    }
  }

  @Test
  void continuesFromACheckpointOrASavepointWithoutAsking() throws Exception {
    Path checkpoint = complete(temp.resolve("with blank"), "checkpoints/job/chk-7");
    Path savepoint = complete(temp.resolve("Größe"), "savepoints/savepoint-1");

    assertThatCode(() -> prepare(checkpoint, false)).doesNotThrowAnyException();
    assertThatCode(() -> prepare(savepoint, false)).doesNotThrowAnyException();
  }

  @Test
  void refusesAFolderWithACommaWhichKafkaTakesForTwo() {
    assertThatThrownBy(() -> prepare(temp.resolve("a,b"), false))
        .hasMessageContaining("holds a comma");
  }

  @Test
  void saysAllThatIsWrongWithDestinationsUnlessNothingIsDelivered() throws Exception {
    Path data = Files.createDirectory(temp.resolve("data"));
    Files.writeString(
        data.resolve("destinations.yaml"),
        "destinations:\n  - {to: desk, webhook: {url: \"http://10.0.0.1/\", secrets: abc}}\n");

    assertThatThrownBy(() -> prepare(data, false))
        .hasMessageContaining("the destinations cannot be used:")
        .hasMessageContaining("destinations.yaml:2:")
        .hasMessageContaining("http is for 'private: true' only")
        .hasMessageContaining("plain text");
    assertThatCode(() -> Embedded.prepare(request(data, false, false))).doesNotThrowAnyException();
  }

  private static Path complete(Path folder, String state) throws IOException {
    Path inside = Files.createDirectories(folder.resolve(state));
    Files.writeString(inside.resolve("_metadata"), "");
    return folder;
  }

  private static Embedded prepare(Path data, boolean beginAnew) throws CommandException {
    return Embedded.prepare(request(data, beginAnew, true));
  }

  private static EmbeddedRequest request(Path data, boolean beginAnew, boolean isDelivering) {
    return new EmbeddedRequest(data, null, null, 1, Map.of(), beginAnew, isDelivering, false, null);
  }

  private static PlaybackRequest request(Path input, Path out, boolean overwrite) {
    return new PlaybackRequest(
        List.of(input.toString()), "waymark", null, null, out, 1, Map.of(), false, overwrite);
  }

  private int execute(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "run";
    System.arraycopy(args, 0, all, 1, args.length);
    return Waymark.commandLine().setErr(new PrintWriter(err, true)).execute(all);
  }
}
