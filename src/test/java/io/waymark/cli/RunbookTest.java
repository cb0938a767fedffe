package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Checks that the commands on the operators' page are understood, and that its files are there. */
class RunbookTest {
  private static final String PAGE = read(Path.of("src/site/markdown/operate.md"));

  private static final Pattern FENCED = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern COMMENT = Pattern.compile("\\s+#\\s.*$");
  private static final Pattern FILE =
      Pattern.compile("(?<![\\w/.-])(?:flink-conf|docker|src|target)/[\\w./-]*\\w");
  private static final Pattern SECTION = Pattern.compile("(?m)^##+ (.+)$");
  private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]+)\\)");

  /** Files that only a build makes, and where it says so. */
  private static final Map<String, String> BUILT =
      Map.of("target/waymark-job.jar", "/waymark-job.jar</outputFile>");

  @ParameterizedTest
  @MethodSource("commands")
  void commandIsUnderstood(String command) {
    assertThat(Waymark.commandLine().parseArgs(words(command)).subcommand()).isNotNull();
  }

  @Test
  void aCommandThatDoesNotExistIsNotUnderstood() {
    for (String wrong : List.of("./waymark cluster upp", "./waymark cluster up --from nowhere")) {
      assertThatThrownBy(() -> Waymark.commandLine().parseArgs(words(wrong)))
          .isInstanceOf(ParameterException.class);
    }
  }

  @Test
  void optionsOfFlinkAreLeftToIt() {
    ParseResult flink =
        Waymark.commandLine()
            .parseArgs(words("./waymark cluster flink --data x run --detached job.jar --set a=b"))
            .subcommand()
            .subcommand();

    assertThat(flink.commandSpec().positionalParameters().get(0).<List<String>>getValue())
        .containsExactly("run", "--detached", "job.jar", "--set", "a=b");
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileIsThereOrBuilt(String file) {
    if (BUILT.containsKey(file)) {
      assertThat(read(Path.of("pom.xml"))).contains(BUILT.get(file));
    } else {
      assertThat(Path.of(file)).exists();
    }
  }

  @Test
  void linksLeadToItsSections() {
    List<String> anchors =
        SECTION
            .matcher(PAGE)
            .results()
            .map(each -> each.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
            .toList();

    assertThat(LINK.matcher(PAGE).results().map(each -> each.group(1)))
        .isNotEmpty()
        .isSubsetOf(anchors);
  }

  /** Continued lines are one command; what follows a number sign is for people. */
  static List<String> commands() {
    List<String> commands =
        FENCED
            .matcher(PAGE)
            .results()
            .flatMap(block -> block.group(1).replaceAll("\\\\\\n\\s*", "").lines())
            .map(line -> COMMENT.matcher(line).replaceFirst("").strip())
            .filter(line -> line.startsWith("./waymark "))
            .distinct()
            .toList();
    assertThat(commands).isNotEmpty();
    return commands;
  }

  static Stream<String> files() {
    return FILE.matcher(PAGE).results().map(each -> each.group()).distinct();
  }

  private static String[] words(String command) {
    return SPACE
        .splitAsStream(command)
        .skip(1)
        .map(word -> word.replaceAll("['\"]", ""))
        .toArray(String[]::new);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
