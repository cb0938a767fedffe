package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives each option and parameter of each command values that cannot be used, one at a time. Each
 * call ends by itself, with the name of what is wrong and without a stack trace.
 */
class NonsenseArgumentsTest {
  /** Nobody, not even root, can create a file below {@code /proc}, and none of this name is. */
  private static final String NOWHERE = "/proc/nowhere/missing.yaml";

  /** Shows as a file that may be read, and cannot be. */
  private static final String UNREADABLE = "/proc/self/mem";

  /** Nobody listens on this port. */
  private static final String NO_BROKER = "kafka.bootstrap=127.0.0.1:1";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The labels of arguments for which any text is right: only a broker would know better. */
  private static final Set<String> FREE_TEXT = Set.of("ID", "RULE", "NAME", "TEXT", "S", "ARG");

  @TempDir private Path temp;
  private final InputStream standardInput = System.in;

  /** A call, of which one argument is nonsense. */
  private record Call(String command, ArgSpec argument, String nonsense, List<String> words) {
    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  @BeforeEach
  void typeNothing() {
    System.setIn(new ByteArrayInputStream(new byte[0]));
  }

  @AfterEach
  void restore() {
    System.setIn(standardInput);
    System.clearProperty("waymark.log");
  }

  @TestFactory
  Stream<DynamicTest> endsWithTheNameOfWhatIsWrongAndWithoutAStackTrace() throws IOException {
    List<Call> calls = calls();

    assertThat(calls).hasSizeGreaterThan(200);
    return calls.stream().map(call -> DynamicTest.dynamicTest(call.toString(), () -> check(call)));
  }

  @Test
  void walksOverEveryCommand() {
    List<String> names = new ArrayList<>();
    commands(Waymark.commandLine(), names::add);

    assertThat(names)
        .contains("run", "job", "rules check", "cluster up", "console user", "bench latency")
        .hasSizeGreaterThan(30);
  }

  @Test
  void refusesNamesThatNoFileCanHave() throws Exception {
    List<Call> calls = calls();
    for (String option : List.of("--input", "--data", "--policy")) {
      ArgSpec argument =
          calls.stream()
              .map(Call::argument)
              .filter(each -> name(each).equals(option))
              .findFirst()
              .orElseThrow();

      check(new Call("run", argument, "a\0b", List.of("run", option, "a\0b")));
    }
  }

  @Test
  void saysThatNoBrokerAnswersWhoSwitchesADestination() throws Exception {
    ArgSpec set =
        calls().stream()
            .map(Call::argument)
            .filter(each -> name(each).equals("--set"))
            .findFirst()
            .orElseThrow();

    check(
        new Call(
            "deliver enable",
            set,
            "127.0.0.1:1",
            List.of("deliver", "enable", "desk", "--set", NO_BROKER)));
  }

  private void check(Call call) throws Exception {
    StringWriter text = new StringWriter();
    PrintWriter both = new PrintWriter(text, true);
    FutureTask<Integer> run =
        new FutureTask<>(
            () ->
                Waymark.commandLine()
                    .setErr(both)
                    .setOut(both)
                    .execute(call.words().toArray(String[]::new)));
    Thread thread = new Thread(run, "nonsense");
    thread.setDaemon(true);
    thread.start();

    int code = run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(code).as(text.toString()).isIn(1, 2);
    assertThat(text.toString())
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContain("should not have happened")
        .isNotBlank();
    assertThat(text.toString())
        .satisfiesAnyOf(
            said -> assertThat(said).contains(name(call.argument())),
            said -> assertThat(said).contains(call.nonsense()),
            said -> assertThat(said).contains(mapping(call.nonsense())));
  }

  private static void commands(CommandLine from, Consumer<String> names) {
    String name = from.getCommandSpec().qualifiedName().replaceFirst("^waymark ?", "");
    names.accept(name);
    from.getSubcommands().values().stream().distinct().forEach(each -> commands(each, names));
  }

  private List<Call> calls() throws IOException {
    List<Call> calls = new ArrayList<>();
    add(Waymark.commandLine(), calls);
    return calls;
  }

  private void add(CommandLine line, List<Call> calls) throws IOException {
    CommandSpec command = line.getCommandSpec();
    String name = command.qualifiedName().replaceFirst("^waymark ?", "");
    for (ArgSpec argument : command.args()) {
      if (argument.arity().max() > 0) {
        for (String nonsense : nonsense(argument)) {
          for (List<String> others : others(name, argument)) {
            List<String> words = new ArrayList<>(List.of(name.split(" ")));
            words.addAll(given(argument, nonsense));
            words.addAll(others);
            for (ArgSpec other : command.args()) {
              if (other.required() && !other.equals(argument) && other.group() == null) {
                words.addAll(given(other, sense(name, other)));
              }
            }
            calls.add(new Call(name, argument, nonsense, words));
          }
        }
      }
    }
    for (CommandLine each : line.getSubcommands().values()) {
      add(each, calls);
    }
  }

  private static List<String> given(ArgSpec argument, String value) {
    return argument instanceof OptionSpec option
        ? List.of(option.longestName(), value)
        : List.of(value);
  }

  /** Returns what else is needed for a call to come as far as the argument. */
  private List<List<String>> others(String command, ArgSpec argument) throws IOException {
    String name = name(argument);
    if (command.equals("run")) {
      List<String> files = List.of("--input", touchpoints(), "--out", temp + "/out");
      return switch (name) {
        case "--input" -> List.of(List.of());
        case "--out" -> List.of(List.of("--input", touchpoints()));
        case "--mapping" -> List.of(files);
        case "--data" -> List.of(List.of());
        default -> List.of(List.of("--data", temp + "/data"), files);
      };
    }
    if (command.equals("rules check") && name.equals("--mapping")) {
      return List.of(List.of("--against", touchpoints()));
    }
    if (command.equals("lifecycle check") && name.equals("--mapping")) {
      return List.of(List.of("--sample", touchpoints()));
    }
    if (command.equals("map") && (name.equals("--input") || name.equals("--mapping"))) {
      List<String> verify = new ArrayList<>(List.of("--verify", "--set", NO_BROKER));
      if (name.equals("--mapping")) {
        verify.addAll(List.of("--input", touchpoints()));
      }
      return List.of(verify);
    }
    if (command.equals("export") && argument.group() == null) {
      String form = name.equals("--object") ? "--ocel" : "--csv";
      return List.of(List.of(form, temp + "/log", "--set", NO_BROKER, "--set", "kafka.wait=0s"));
    }
    if (command.equals("cluster up") && !name.equals("--data")) {
      return List.of(List.of("--data", temp + "/cluster"));
    }
    if (command.startsWith("bench") || command.startsWith("cluster")) {
      return List.of(name.equals("--bootstrap") ? List.of("--rate", "1000") : List.of());
    }
    if (command.equals("console")) {
      return List.of(List.of("--set", NO_BROKER, "--set", "console.store=" + temp + "/console"));
    }
    boolean hasSettings =
        !Set.of(
                "policy check",
                "mapping check",
                "lifecycle check",
                "deliver check",
                "console user",
                "shop")
            .contains(command);
    return command.startsWith("rules test") || !hasSettings
        ? List.of(List.of())
        : List.of(List.of("--set", NO_BROKER, "--set", "kafka.wait=0s"));
  }

  private List<String> nonsense(ArgSpec argument) throws IOException {
    String label = label(argument);
    Class<?> type = argument.auxiliaryTypes()[0];
    if (argument.typeInfo().isMap()) {
      return name(argument).equals("--set") || label.equals("SETTING=VALUE")
          ? List.of("nonsense", "no.such.setting=1")
          : List.of("nonsense");
    }
    if (type == int.class || type == long.class || type == Integer.class) {
      return List.of("nonsense", "-1", "99999999999999999999");
    }
    if (FREE_TEXT.contains(label)) {
      return List.of();
    }
    return switch (label) {
      case "DURATION" -> List.of("soon", "-1h");
      case "HOST:PORT" -> List.of("nonsense", "localhost", "localhost:port");
      case "ADDRESS" -> List.of("no.such.host.invalid");
      case "ROLE" -> List.of("king");
      case "W" -> List.of("sometimes");
      case "DIR", "<data>", "DIR|FILE" -> List.of(NOWHERE, garbage());
      case "FILE[:MAPPING]" ->
          List.of(NOWHERE, UNREADABLE + ":waymark", temp + ":waymark", touchpoints() + ":nonsense");
      default -> List.of(NOWHERE, UNREADABLE, temp.toString(), garbage());
    };
  }

  private String sense(String command, ArgSpec argument) throws IOException {
    return switch (label(argument)) {
      case "DIR|FILE", "DIR" -> rules();
      case "ROLE" -> "viewer";
      case "FILE" -> "default";
      case "NAME|FILE" -> command.equals("lifecycle check") ? "commerce" : "waymark";
      case "<data>" -> temp + "/broker";
      case "<port>" -> "0";
      default -> "something";
    };
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** Returns the mapping of a file that names one. */
  private static String mapping(String input) {
    return "mapping " + input.substring(input.lastIndexOf(':') + 1) + " cannot be used";
  }

  private static String label(ArgSpec argument) {
    return argument.paramLabel();
  }

  private String garbage() throws IOException {
    Path file = temp.resolve("garbage.yaml");
    return Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xFF, '\n', '\t', '-'}).toString();
  }

  private String touchpoints() throws IOException {
    return Files.writeString(
            temp.resolve("in.jsonl"),
            "{\"id\": \"1\", \"customer\": \"c\", \"type\": \"t\", \"time\": 1000}\n",
            StandardCharsets.UTF_8)
        .toString();
  }

  private String rules() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("rules"));
    Files.writeString(
        folder.resolve("poked.yaml"), LiveRule.text("poked", "{steps: [{poke: Poked}]}"));
    return folder.toString();
  }
}
