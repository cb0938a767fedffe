package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {
  @Test
  void leavesAPlainWordAsItIs() {
    assertThat(Shell.word(Path.of("/tmp/shop-1/data_2.yaml"))).isEqualTo("/tmp/shop-1/data_2.yaml");
    assertThat(Shell.word("127.0.0.1:9092")).isEqualTo("127.0.0.1:9092");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my data", "it's", "$HOME", "a\"b", "`id`", "a\\b", "*", "~", "a;b", "#a", "!", ""
      })
  void writesWhatAShellReadsBack(String text) throws Exception {
    Process shell =
        new ProcessBuilder(List.of("sh", "-c", "printf %s " + Shell.word(text)))
            .redirectErrorStream(true)
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(text);
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void quotesTheFolderInAHint() {
    StringWriter err = new StringWriter();

    int code =
        Waymark.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute("cluster", "status", "--data", "no $such cluster");

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("`waymark cluster up --data 'no $such cluster'`");
  }
}
