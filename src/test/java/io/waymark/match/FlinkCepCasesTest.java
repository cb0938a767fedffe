package io.waymark.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.waymark.match.cep.NfaMatchers;
import io.waymark.match.selection.SelectedMatchers;
import io.waymark.model.Match;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waymark against what Flink's tests say of its NFA; see the README in {@code flink-cep}. */
class FlinkCepCasesTest {
  private static final String NFA_TESTS = "org.apache.flink.cep.nfa";
  private static final Set<String> TEST_ANNOTATIONS =
      Set.of("Test", "TestTemplate", "ParameterizedTest", "RepeatedTest");

  /** The differences that leave the first match where it is. */
  private static final Set<String> FINDS_MORE = Set.of("several", "goes-on");

  /** Each saves and loads the runs at other touchpoints. */
  private static final int DRIVES = 5;

  static List<FlinkCepCase> cases() {
    return FlinkCepCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void nfaFiresAsTheCaseSays(FlinkCepCase of) {
    firesAsTheCaseSays(of, new NfaMatchers((rule, runs) -> {}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void selectedMatcherFiresAsTheCaseSays(FlinkCepCase of) {
    firesAsTheCaseSays(of, new SelectedMatchers((rule, runs) -> {}));
  }

  private static void firesAsTheCaseSays(FlinkCepCase of, Matchers all) {
    try (Matchers matchers = all) {
      for (int seed = 0; seed < DRIVES; seed++) {
        Map<String, List<Match>> matches =
            new MatcherDriver(
                    of.rule(), matchers.matcher(of.rule(), new Criteria()), new Random(seed))
                .feed(of.touchpoints());

        assertThat(matches.getOrDefault("", List.of()))
            .as("%s, seed %d", of, seed)
            .extracting(Match::timeMillis)
            .isEqualTo(of.fires());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void definitionSaysTheSame(FlinkCepCase of) {
    Map<String, List<Long>> fires = new Definition(of.rule().pattern()).fires(of.touchpoints());

    assertThat(fires.getOrDefault("", List.of())).as("%s", of).isEqualTo(of.fires());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void caseSaysWhyFlinkDiffers(FlinkCepCase of) {
    assertThat(FlinkCepCase.differences()).containsAll(of.differs());
    assertThat(of.differs().isEmpty())
        .as("%s: flink %s, fires %s, differs %s", of, of.flink(), of.fires(), of.differs())
        .isEqualTo(of.flink().equals(of.fires()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void firesOnlyWhereFlinkFindsAMatchIfItOnlyFindsMore(FlinkCepCase of) {
    if (FINDS_MORE.containsAll(of.differs())) {
      assertThat(of.flink()).as("%s", of).containsAll(of.fires());
      assertThat(of.fires().stream().findFirst()).isEqualTo(of.flink().stream().findFirst());
    }
  }

  @Test
  void everyTestOfTheNfaIsCaseOrLeftOut() {
    List<String> cases = cases().stream().map(FlinkCepCase::from).distinct().toList();

    List<String> told = Stream.concat(cases.stream(), FlinkCepCase.leftOut().stream()).toList();

    assertThat(told).containsExactlyInAnyOrderElementsOf(flinksTests());
  }

  private static List<String> flinksTests() {
    JavaClasses classes = new ClassFileImporter().importPackages(NFA_TESTS);
    return classes.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(FlinkCepCasesTest::isTest)
        .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
        .toList();
  }

  private static boolean isTest(JavaMethod method) {
    return method.getAnnotations().stream()
        .anyMatch(each -> TEST_ANNOTATIONS.contains(each.getRawType().getSimpleName()));
  }
}
