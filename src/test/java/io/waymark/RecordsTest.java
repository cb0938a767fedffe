package io.waymark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Plan;
import io.waymark.lifecycle.Segment;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.Stage;
import io.waymark.model.Match;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.model.Signal;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Example;
import io.waymark.rule.Message;
import io.waymark.rule.Pattern;
import io.waymark.rule.RuleReader;
import io.waymark.rule.Step;
import io.waymark.rule.Types;
import io.waymark.rule.Who;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records copy the collections that they are given. */
class RecordsTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.waymark");

  /** The records that do not copy, and the reason why. */
  private static final Map<String, String> NOT_COPYING =
      Map.of(
          "model.Touchpoint", "one is made for every input, over a map that nobody else holds",
          "model.Match", "one is made for every completed match, over a map of the matcher's own",
          "govern.Recipient", "one is made for every match, over the customer's own consent",
          "match.TypeIndex$ByValue", "a hash map finds faster than an immutable one",
          "match.cep.NfaRuns$Waiting", "one is made for every touchpoint that completes a chain",
          "lifecycle.SegmentFinder$Facts",
              "one is made for each look at a customer, over its own list",
          "lab.bench.ThroughputRow", "collects the speeds of its runs",
          "recount.Facts", "collects what happened while histories are walked through",
          "recount.CustomerWalk$Kept", "collects what a walk through a history meets");

  /** Methods that return a copy, or a view that only its own collection stands behind. */
  private static final Set<String> COPIES =
      Set.of(
          "copyOf",
          "toList",
          "unmodifiableList",
          "unmodifiableSet",
          "unmodifiableMap",
          "unmodifiableSortedSet",
          "unmodifiableSortedMap");

  private static final String[] KEYS = {"purchase", "consideration", "advocacy", "retention", "a"};

  @Test
  void everyRecordCopiesItsCollectionsOrSaysWhyNot() {
    Set<String> notCopying =
        records()
            .filter(type -> copies(type) < collections(type))
            .map(RecordsTest::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(records()).hasSizeGreaterThan(100);
    assertThat(notCopying).containsExactlyInAnyOrderElementsOf(NOT_COPYING.keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"lists", "maps", "sets"})
  void changingTheSourceDoesNotChangeTheRecord(
      String name, Object source, UnaryOperator<Object> heldBy) {
    Object before = copy(source);

    Object held = heldBy.apply(source);
    clear(source);

    assertThat(held).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"lists", "maps", "orderedSets"})
  void keepsTheOrder(String name, Object source, UnaryOperator<Object> heldBy) {
    assertThat(heldBy.apply(source)).hasToString(source.toString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"lists", "maps", "sets", "notCopied"})
  void refusesNull(String name, Object source, UnaryOperator<Object> heldBy) {
    assertThatNullPointerException().isThrownBy(() -> heldBy.apply(null));
  }

  static Stream<Arguments> lists() {
    Step step = new Step.Absent(Types.of("A"), null, 1);
    return Stream.of(
        list("RuleStatus.problems", List.<Problem>of(), v -> status(v).problems()),
        list("Refused.problems", List.of(problem(1), problem(2)), v -> refused(v).problems()),
        list(
            "RuleStatus.problems, two", List.of(problem(1), problem(2)), v -> status(v).problems()),
        list(
            "Trigger.touchpoints",
            List.of(evidence("b"), evidence("a")),
            v -> trigger(v, Map.of()).touchpoints()),
        list(
            "Lifecycle.stages",
            List.of(stage("b"), stage("a")),
            v -> new Lifecycle("l", v, "b", Set.of(), "").stages()),
        list(
            "Segments.named",
            List.of(segment("b"), segment("a")),
            v -> new Segments(v, "").named()),
        list("Plan.touchpoints", List.of("B", "A"), v -> new Plan(0, v, true).touchpoints()),
        list("Pattern.steps", List.of(step), v -> new Pattern(null, 0, v).steps()),
        list(
            "Example.given",
            List.of(given("b"), given("a")),
            v -> new Example("e", null, Map.of(), v, List.of()).given()),
        list(
            "Example.expectMillis",
            List.of(2L, 1L),
            v -> new Example("e", null, Map.of(), List.of(), v).expectMillis()));
  }

  static Stream<Arguments> maps() {
    return Stream.of(
        map("Trigger.data", v -> trigger(List.of(), v).data()),
        map("Example.traits", v -> new Example("e", null, v, List.of(), List.of()).traits()),
        map("Given.properties", v -> new Example.Given(null, 0, "A", null, null, v).properties()));
  }

  static Stream<Arguments> orderedSets() {
    return Stream.of(
        set("Types.names", v -> new Types(v, false).names()),
        set("Who.stages", v -> new Who(v, null).stages()));
  }

  static Stream<Arguments> sets() {
    return Stream.concat(
        orderedSets(),
        Stream.of(
            set("Stage.on", v -> stage("s", v, Set.of()).on()),
            set("Stage.from", v -> stage("s", Set.of(), v).from())));
  }

  @SuppressWarnings("unchecked")
  static Stream<Arguments> notCopied() {
    UnaryOperator<Object> touchpoint =
        v -> new Touchpoint("t", "c", null, "A", null, 0, null, (Map<String, Object>) v);
    UnaryOperator<Object> match = v -> new Match((Map<String, List<Touchpoint>>) v, 0, null);
    UnaryOperator<Object> message =
        v -> new Message("to", 0, 0, null, null, (Map<String, Expression>) v);
    return Stream.of(
        arguments("Touchpoint.properties", Map.of(), touchpoint),
        arguments("Match.steps", Map.of(), match),
        arguments("Message.data", Map.of(), message));
  }

  private static final Step.Choice TIMES = new Step.Times(1, null);

  @SuppressWarnings("unchecked")
  private static <T> Arguments list(String name, List<T> items, Function<List<T>, Object> heldBy) {
    UnaryOperator<Object> held = value -> heldBy.apply((List<T>) value);
    return arguments(name, new ArrayList<>(items), held);
  }

  @SuppressWarnings("unchecked")
  private static Arguments map(String name, Function<Map<String, Object>, Object> heldBy) {
    Map<String, Object> source = new LinkedHashMap<>();
    Stream.of(KEYS).forEach(key -> source.put(key, key.length()));
    UnaryOperator<Object> held = value -> heldBy.apply((Map<String, Object>) value);
    return arguments(name, source, held);
  }

  @SuppressWarnings("unchecked")
  private static Arguments set(String name, Function<Set<String>, Object> heldBy) {
    UnaryOperator<Object> held = value -> heldBy.apply((Set<String>) value);
    return arguments(name, new LinkedHashSet<>(List.of(KEYS)), held);
  }

  private static Object copy(Object source) {
    return source instanceof Map<?, ?> map
        ? Map.copyOf(map)
        : source instanceof Set<?> set ? Set.copyOf(set) : List.copyOf((List<?>) source);
  }

  private static void clear(Object source) {
    if (source instanceof Map<?, ?> map) {
      map.clear();
    } else {
      ((Collection<?>) source).clear();
    }
  }

  private static RuleStatus status(List<Problem> problems) {
    return new RuleStatus("r", null, RuleStatus.State.REFUSED, problems, 0, 1, 0);
  }

  private static RuleReader.Result.Refused refused(List<Problem> problems) {
    return new RuleReader.Result.Refused(null, problems);
  }

  private static Problem problem(int line) {
    return new Problem("rule.yaml", line, 1, "unknown key", "");
  }

  private static Trigger.Evidence evidence(String id) {
    return new Trigger.Evidence("step", id, "A", 0);
  }

  private static Stage stage(String name) {
    return stage(name, Set.of("A"), Set.of());
  }

  private static Stage stage(String name, Set<String> on, Set<String> from) {
    return new Stage(name, on, null, Set.of(Stage.Move.FORWARD), from, 1, Plan.NONE);
  }

  private static Segment segment(String name) {
    return new Segment(name, name, Expressions.builtIn("true", Vocabulary.NONE));
  }

  private static Example.Given given(String id) {
    return new Example.Given(id, 0, "A", null, null, Map.of());
  }

  private static Trigger trigger(List<Trigger.Evidence> touchpoints, Map<String, Object> data) {
    return new Trigger(
        "id",
        "r",
        "v",
        "title",
        Signal.STALL,
        "owner",
        "to",
        0,
        "c",
        null,
        null,
        null,
        "why",
        0,
        null,
        touchpoints,
        data,
        new Trigger.Latency(0, null, 0));
  }

  private static Stream<JavaClass> records() {
    return MAIN.stream().filter(JavaClass::isRecord);
  }

  private static String name(JavaClass type) {
    return type.getName().substring("io.waymark.".length());
  }

  private static long collections(JavaClass type) {
    return canonical(type).getRawParameterTypes().stream()
        .filter(each -> each.isAssignableTo(Collection.class) || each.isAssignableTo(Map.class))
        .count();
  }

  private static long copies(JavaClass type) {
    return canonical(type).getMethodCallsFromSelf().stream()
        .filter(call -> COPIES.contains(call.getTarget().getName()))
        .filter(call -> call.getTargetOwner().getPackageName().startsWith("java.util"))
        .count();
  }

  private static JavaConstructor canonical(JavaClass type) {
    Class<?>[] components =
        Stream.of(type.reflect().getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return type.getConstructor(components);
  }
}
