package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.replay.Rehearsal;
import io.waymark.rule.Example;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every complete rule in the documents, to check that it does what they say. */
class DocumentedRulesTest {
  private static final Path REFERENCE = Path.of("src/site/markdown/rules.md");
  private static final Path README = Path.of("README.md");

  private static final Lifecycle COMMERCE = lifecycle();
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(rule:.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]+)\\)");

  @ParameterizedTest
  @MethodSource("rules")
  void ruleDoesWhatItsExamplesSay(String text) {
    Rule rule = rule(text);

    assertThat(rule.examples()).isNotEmpty();
    for (Example example : rule.examples()) {
      assertThat(Rehearsal.play(COMMERCE, rule, example).sentMillis())
          .as(example.name())
          .isEqualTo(example.expectMillis());
    }
  }

  @ParameterizedTest
  @MethodSource("rulesOfTheReference")
  void referenceShowsWhereARuleFiresAndWhereNot(String text) {
    List<Example> examples = rule(text).examples();

    assertThat(examples)
        .as("fires")
        .anySatisfy(example -> assertThat(example.expectMillis()).isNotEmpty());
    assertThat(examples)
        .as("fires for less than it is given")
        .anySatisfy(
            example -> assertThat(example.expectMillis()).hasSizeLessThan(example.given().size()));
  }

  @Test
  void linksOfTheReferenceLeadToItsSections() {
    String page = read(REFERENCE);

    List<String> anchors = all(HEADING, page).map(each -> anchor(each.group(1))).toList();

    assertThat(all(LINK, page).map(each -> each.group(1))).isNotEmpty().isSubsetOf(anchors);
  }

  static Stream<Named<String>> rules() {
    return Stream.concat(rulesOfTheReference(), rulesIn(README));
  }

  static Stream<Named<String>> rulesOfTheReference() {
    return rulesIn(REFERENCE);
  }

  private static Stream<Named<String>> rulesIn(Path document) {
    List<Named<String>> rules =
        all(YAML, read(document))
            .map(each -> each.group(1))
            .map(text -> Named.of(text.lines().findFirst().orElseThrow(), text))
            .toList();
    assertThat(rules).as("complete rules in %s", document).isNotEmpty();
    return rules.stream();
  }

  private static Stream<MatchResult> all(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  /** Returns the anchor that GitHub gives a heading of letters, digits, commas and spaces. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  private static Rule rule(String text) {
    RuleReader.Result result = new RuleReader(COMMERCE.stageNames()).read("document", text);
    if (result instanceof RuleReader.Result.Ok ok) {
      return ok.rule();
    }
    throw new AssertionError(((RuleReader.Result.Refused) result).problems().toString());
  }

  private static String read(Path document) {
    try {
      return Files.readString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Lifecycle lifecycle() {
    String text = LifecycleReader.bundled("commerce").orElseThrow();
    Problems problems = new Problems("commerce.yaml", text);
    return LifecycleReader.read(text, problems)
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }
}
