package io.waymark.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.waymark.model.Problem;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a regular expression is bounded before it is compiled. */
@Timeout(600)
class RegexBoundsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "((((a{0,30}){0,30}){0,30}){0,30})",
        "(((a{10}){10}){10}){10}",
        "((((((((((a{1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000})",
        "a{501}",
        "(ab){251}",
        "(a|b|c){200}",
        "(?:(?:a{30}){30})",
        "(?i)(?P<name>(x{25}){25})",
        "([a-z]{30}){30}",
        "(\\\\pL{40}){40}",
        "(a{30}){20,}",
        "(a{40}){0,40}?",
        "((a?){30}){30}",
        "\\\\x{61}{600}",
        "[\\\\]]{600}"
      })
  void refusesOneThatIsTooLarge(String regex) {
    List<Problem> problems = CheckedText.problems("event.properties.p.matches(\"" + regex + "\")");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).message())
        .startsWith("the regular expression is too large")
        .contains("use '*' or '+'");
    assertThat(problems.get(0).line()).isEqualTo(2);
    assertThat(problems.get(0).column()).isEqualTo("  event.properties.p.matches(".length() + 1);
  }

  @Test
  void refusesLongClassesOfCharacters() {
    String classes = "\\\\pL".repeat(1_500);

    assertThat(CheckedText.problems("event.type.matches(\"[" + classes + "]\")"))
        .extracting(Problem::message)
        .allMatch(message -> message.startsWith("the regular expression is too large"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "a**", "[b-a]", "\\\\", "(?<n>a)(?<n>b)", "a{2000}{2}", "(?=a)"})
  void refusesOneThatIsNone(String regex) {
    assertThat(CheckedText.problems("event.type.matches(\"" + regex + "\")"))
        .extracting(Problem::message)
        .allMatch(message -> message.contains("regular expression"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.type.matches(event.properties.regex)",
        "matches(event.type, event.channel)",
        "event.type.matches('a' + 'b')",
        "event.type.matches(event.id == 'x' ? 'a' : 'b')",
        "['(a{30}){30}', 'b'].exists(regex, event.type.matches(regex))"
      })
  void refusesOneThatComesWithATouchpoint(String condition) {
    assertThat(CheckedText.problems(condition))
        .extracting(Problem::message)
        .allMatch(message -> message.contains("must be a text in quotes"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'^[A-Z]{2}[0-9]{6}$', AB123456, true",
    "'^[A-Z]{2}[0-9]{6}$', xAB123456, false",
    "'card', the card is declined, true",
    "'^(?i)[\\\\w.+-]+@[\\\\w-]+\\\\.[a-z]{2,10}$', Anna.B@example.org, true",
    "'\\\\Qa{1000}\\\\E', a{1000}, true",
    "'a{', a{, true",
    "'(a*)*b', aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false",
    "'', anything, true"
  })
  void matchesWithTheOthers(String regex, String text, boolean matches) {
    Expression condition = CheckedText.condition("event.id.matches(\"" + regex + "\")");

    assertThat(condition.test(Scope.ofEvent(TestTouchpoint.of(text, Map.of()), Scope.NONE)))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a{3}", "(ab|cd){4}", "[a-z]{10}x?", "(a{2,5}b*){3}", "(?i)x{7}y+"})
  void estimatesTheSizeOfTheProgramRoughly(String regex) {
    int instructions = Pattern.compile(regex).programSize();

    assertThat(RegexSize.of(regex)).isBetween(instructions / 4L, 4L * instructions);
  }

  @Test
  void neverReadsBeyondTheEndOfOne() {
    String characters = "(){}[]\\*+?|^$,09aQEpxP:<";
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      StringBuilder regex = new StringBuilder();
      for (int left = random.nextInt(12); left > 0; left--) {
        regex.append(characters.charAt(random.nextInt(characters.length())));
      }

      assertThat(RegexSize.of(regex.toString())).as(regex.toString()).isNotNegative();
    }
  }

  @Test
  void compilesOneOnceForAllTouchpoints() {
    Expression condition = CheckedText.condition("event.id.matches('^(abc){50}x*(d|e){40}$')");
    Scope scope = Scope.ofEvent(TestTouchpoint.of("abcabc", Map.of()), Scope.NONE);
    condition.test(scope);

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < 10_000; i++) {
      condition.test(scope);
    }

    // Compiling it takes about 200 µs.
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
        .isLessThan(Duration.ofSeconds(2));
  }
}
