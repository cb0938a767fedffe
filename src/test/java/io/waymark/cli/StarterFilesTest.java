package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.govern.PolicyReader;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.rule.BundledRules;
import io.waymark.rule.RuleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterFilesTest {
  private static final Pattern REFERENCE =
      Pattern.compile("(?m)^# yaml-language-server: \\$schema=(\\S+)$");

  @TempDir private Path data;

  @Test
  void writesRulesAndAPolicyWhoseSchemasAnEditorFinds() throws Exception {
    StarterFiles.write(data, true, true);

    List<Path> rules = list(data.resolve("rules"));
    assertThat(rules).hasSameSizeAs(BundledRules.IDS);
    for (Path rule : rules) {
      assertThat(schema(rule)).hasSameTextualContentAs(Path.of("schemas/rule.schema.json"));
      assertThat(
              new RuleReader(LifecycleReader.named("commerce").stageNames())
                  .read(rule.toString(), Files.readString(rule)))
          .isInstanceOf(RuleReader.Result.Ok.class);
    }
    Path policy = data.resolve("policy.yaml");
    assertThat(schema(policy)).hasSameTextualContentAs(Path.of("schemas/policy.schema.json"));
    assertThat(PolicyReader.problems(policy.toString())).isEmpty();
  }

  @Test
  void leavesWhatIsThereAndRenewsTheSchemas() throws Exception {
    Path rules = Files.createDirectory(data.resolve("rules"));
    Path schemas = Files.createDirectory(data.resolve("schemas"));
    Path old = Files.writeString(schemas.resolve("rule.schema.json"), "{}");

    StarterFiles.write(data, true, true);

    assertThat(rules).isEmptyDirectory();
    assertThat(data.resolve("policy.yaml")).doesNotExist();
    assertThat(old).hasSameTextualContentAs(Path.of("schemas/rule.schema.json"));
  }

  @Test
  void writesNothingWhereOtherRulesAreNamed() throws Exception {
    StarterFiles.write(data, false, true);

    assertThat(data).isEmptyDirectory();
  }

  @Test
  void leavesThePolicyOutWhereAnotherIsNamed() throws Exception {
    StarterFiles.write(data, true, false);

    assertThat(list(data.resolve("rules"))).isNotEmpty();
    assertThat(data.resolve("policy.yaml")).doesNotExist();
  }

  /** Returns the file that an editor opens: the reference is relative to the file with it. */
  private static Path schema(Path file) throws IOException {
    Matcher reference = REFERENCE.matcher(Files.readString(file));
    assertThat(reference.find()).as(file + " has a reference").isTrue();
    return file.resolveSibling(reference.group(1)).normalize();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
