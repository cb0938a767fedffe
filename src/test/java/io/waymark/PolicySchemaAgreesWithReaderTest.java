package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.govern.PolicyReader;
import io.waymark.yaml.Problems;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An editor that checks by the schema says the same of a policy's structure as Waymark does. */
class PolicySchemaAgreesWithReaderTest {
  private static final String POLICY =
      """
      policy: default
      zone: {from: customer.traits.timezone, missing: Europe/Berlin}
      consent: {purpose: marketing, missing: deny, except: {to: [service-desk]}}
      caps:
        - {most: 3, in: 7d, of: {signal: [stall, advocacy]}}
        - {most: 1, per: day, of: {to: email-campaigns, tag: [sale, newsletter]}}
        - {most: 20, in: 30d}
      quiet: {from: "21:00", to: "08:00", days: [mon, sun], then: hold, spread: 15m, except: {priority: 90}}
      arbitration: {within: 10s, most: 1}
      holdout: {share: 5%, salt: 2026}
      """;

  private static final String CAPS =
      POLICY.substring(POLICY.indexOf("caps:"), POLICY.indexOf("quiet:"));

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void bothAccept(String name, String policy) {
    assertThat(Schemas.problems("policy", Schemas.yaml(policy))).isEmpty();
    assertThat(problems(policy)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void bothRefuse(String name, String policy) {
    assertThat(Schemas.problems("policy", Schemas.yaml(policy))).isNotEmpty();
    assertThat(problems(policy)).isNotEmpty();
  }

  /** JSON Schema compares no values with one another, and knows neither zones nor CEL. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedByTheReader")
  void onlyTheReaderSees(String name, String policy) {
    assertThat(Schemas.problems("policy", Schemas.yaml(policy))).isEmpty();
    assertThat(problems(policy)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theReaderAcceptsTheExamplesOfTheSchema(JsonNode example) {
    assertThat(problems(example.toString())).isEmpty();
  }

  static List<JsonNode> examples() {
    return Schemas.examples("policy");
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("every key", POLICY),
        Arguments.of("nothing but an id", "policy: p\n"),
        Arguments.of("the longest id", "policy: " + "p".repeat(64) + "\n"),
        change("a zone for all", "from: customer.traits.timezone, ", ""),
        change("withhold without a zone", "Europe/Berlin", "withhold"),
        change("allow without a zone", "Europe/Berlin", "allow"),
        change("UTC where it is written", "Europe/Berlin", "UTC"),
        change("an old zone", "Europe/Berlin", "Etc/GMT+1"),
        change("allow without consent", "missing: deny", "missing: allow"),
        change("no exception from consent", ", except: {to: [service-desk]}", ""),
        change("one signal", "[stall, advocacy]", "stall"),
        change("three signals", "[stall, advocacy]", "[stall, advocacy, opportunity]"),
        change("a rule", "tag: [sale, newsletter]", "rule: promoter"),
        change("the largest cap", "most: 20", "most: 100"),
        change("the longest cap", "in: 30d", "in: 90d"),
        change("a week", "per: day", "per: week"),
        change("a month", "per: day", "per: month"),
        change("no caps", CAPS, ""),
        change("one day", "[mon, sun]", "tue"),
        change("every day", "days: [mon, sun], ", ""),
        change("one digit", "\"08:00\"", "\"8:00\""),
        change("the end of the day", "\"08:00\"", "\"24:00\""),
        change("no spread", ", spread: 15m", ""),
        change("a spread of nothing", "spread: 15m", "spread: 0s"),
        change("the longest spread", "spread: 15m", "spread: 4h"),
        change("withheld at night", "then: hold, spread: 15m", "then: withhold"),
        change("held unless said otherwise", "then: hold, ", ""),
        change("the lowest priority", "priority: 90", "priority: 1"),
        change("no wait", "within: 10s", "within: 0s"),
        change("the longest wait", "within: 10s", "within: 5m"),
        change("one goes out", ", most: 1}", "}"),
        change("twenty go out", ", most: 1}", ", most: 20}"),
        change("half a percent", "5%", "0.5%"),
        change("the smallest share", "5%", "0.01%"),
        change("the largest share", "5%", "50.00%"));
  }

  static Stream<Arguments> refused() {
    return Stream.concat(refusedParts(), refusedQuiet());
  }

  private static Stream<Arguments> refusedParts() {
    return Stream.of(
        change("no id", "policy: default\n", ""),
        change("a capital in the id", "policy: default", "policy: Default"),
        change("an id that is too long", "default", "p".repeat(65)),
        change("an unknown part", "holdout:", "breaker: {then: pause}\nholdout:"),
        change("nothing where a zone is missing", ", missing: Europe/Berlin", ""),
        change("an offset", "Europe/Berlin", "+02:00"),
        change(
            "withhold where nobody has a zone",
            "{from: customer.traits.timezone, missing: Europe/Berlin}",
            "{missing: withhold}"),
        change("an unknown key of zone", "{from:", "{form: a, from:"),
        change("no purpose", "purpose: marketing, ", ""),
        change("a number for a purpose", "purpose: marketing", "purpose: 2026"),
        change("nothing without consent", "missing: deny, ", ""),
        change("hold without consent", "missing: deny", "missing: hold"),
        change("an exception of nothing", "{to: [service-desk]}", "{}"),
        change("an exception of no names", "[service-desk]", "[]"),
        change("a name twice", "[service-desk]", "[a, a]"),
        change("a number for a name", "[service-desk]", "[5]"),
        change("an unknown signal", "[stall, advocacy]", "[stal]"),
        change("all signals", "[stall, advocacy]", "[stall, frustration, advocacy, opportunity]"),
        change("a capital in a tag", "newsletter", "Newsletter"),
        change("a rule that cannot be", "tag: [sale, newsletter]", "rule: my rule"),
        change("an unknown key of a selector", "{signal:", "{stage: a, signal:"),
        change("a cap of none", "most: 3", "most: 0"),
        change("a cap that is too large", "most: 3", "most: 101"),
        change("no number", "most: 3, ", ""),
        change("no time", "in: 7d, ", ""),
        change("two times", "in: 7d", "in: 7d, per: day"),
        change("a time of nothing", "in: 7d", "in: 0s"),
        change("an hour of the calendar", "per: day", "per: hour"),
        change("an empty list of caps", CAPS, "caps: []\n"),
        change("17 caps", CAPS, "caps:\n" + "  - {most: 1, in: 1d}\n".repeat(17)),
        change("a cap twice", CAPS, "caps:\n" + "  - {most: 1, in: 1d}\n".repeat(2)),
        change("no wait", "within: 10s, ", ""),
        change("a wait without unit", "within: 10s", "within: 10"),
        change("none goes out", ", most: 1}", ", most: 0}"),
        change("21 go out", ", most: 1}", ", most: 21}"),
        change("a share of nothing", "5%", "0.00%"),
        change("a share that is too large", "5%", "50.01%"),
        change("a share of all", "5%", "100%"),
        change("a share with three decimals", "5%", "0.125%"),
        change("a fraction for a share", "5%", "0.05"),
        change("no salt", ", salt: 2026", ""));
  }

  private static Stream<Arguments> refusedQuiet() {
    return Stream.of(
        change("no end", ", to: \"08:00\"", ""),
        change("an hour for an end", "\"08:00\"", "8"),
        change("a time in words", "\"08:00\"", "8 am"),
        change("60 minutes", "\"08:00\"", "\"08:60\""),
        change("25 hours", "\"08:00\"", "\"25:00\""),
        change("a minute after the end of the day", "\"08:00\"", "\"24:01\""),
        change("the end of the day first", "\"21:00\"", "\"24:00\""),
        change("no days", "[mon, sun]", "[]"),
        change("a day in full", "[mon, sun]", "[monday]"),
        change("a day twice", "[mon, sun]", "[mon, mon]"),
        change("another fate", "then: hold", "then: wait"),
        change("a spread of what is not held", "then: hold", "then: withhold"),
        change("a priority above 100", "priority: 90", "priority: 101"),
        change("any priority", "priority: 90", "priority: 0"));
  }

  static Stream<Arguments> refusedByTheReader() {
    return Stream.of(
        change("a zone that does not exist", "Europe/Berlin", "Europe/Berln"),
        change("an expression that is a zone", "customer.traits.timezone", "Europe/Berlin"),
        change("an expression about touchpoints", "customer.traits", "event.properties"),
        change("the clock without a zone", POLICY.lines().toList().get(1) + "\n", ""),
        change("a cap of 91 days", "in: 30d", "in: 91d"),
        change("a cap that is never reached", "most: 20", "most: 2"),
        change("a wait of 6 minutes", "within: 10s", "within: 6m"),
        change("a spread of 5 hours", "spread: 15m", "spread: 5h"),
        change("hours that end as they begin", "\"08:00\"", "\"21:00\""),
        change(
            "no hour left",
            "from: \"21:00\", to: \"08:00\", days: [mon, sun]",
            "from: \"00:00\", to: \"24:00\""));
  }

  private static Arguments change(String name, String from, String to) {
    assertThat(POLICY).contains(from);
    return Arguments.of(name, POLICY.replace(from, to));
  }

  private static List<?> problems(String policy) {
    Problems problems = new Problems("policy.yaml", policy);
    assertThat(PolicyReader.read(policy, problems).isEmpty()).isEqualTo(!problems.isEmpty());
    return problems.list();
  }
}
