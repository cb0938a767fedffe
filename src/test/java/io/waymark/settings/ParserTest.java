package io.waymark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waymark.settings.Settings.Input;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParserTest {
  @Test
  void takesAnyText() throws Exception {
    assertThat(Parser.text().parse(" a ")).isEqualTo(" a ");
    assertThat(Parser.text().parse("")).isEmpty();
  }

  @Test
  void takesANameThatIsNotBlank() throws Exception {
    assertThat(Parser.name("none").parse("a b")).isEqualTo("a b");
    assertThat(problems(Parser.name("none"), " \t")).containsExactly("none");
  }

  @Test
  void takesDurationsWithAUnit() throws Exception {
    assertThat(Parser.duration().parse("0s")).isZero();
    assertThat(Parser.duration().parse("2h")).isEqualTo(Duration.ofHours(2));
    assertThat(problems(Parser.duration(), "5"))
        .containsExactly("'5' is no duration; write 500ms, 30s, 5m, 2h or 7d");
  }

  @Test
  void takesIntegersUpToTheirBounds() throws Exception {
    assertThat(Parser.integer(1, 3).parse("1")).isEqualTo(1);
    assertThat(Parser.integer(1, 3).parse("3")).isEqualTo(3);
    for (String bad : List.of("0", "4", "1.0", "9999999999", "")) {
      assertThat(problems(Parser.integer(1, 3), bad))
          .containsExactly("'" + bad + "' is no integer from 1 to 3");
    }
  }

  @Test
  void takesTrueAndFalseOnly() throws Exception {
    assertThat(Parser.flag().parse("true")).isTrue();
    assertThat(Parser.flag().parse("false")).isFalse();
    assertThat(problems(Parser.flag(), "True")).containsExactly("'True' is none of false, true");
  }

  @Test
  void takesTheValueOfTheNameThatIsChosen() throws Exception {
    Parser<Integer> parser = Parser.choice(List.of("one", "two"), List.of(1, 2));

    assertThat(parser.parse("two")).isEqualTo(2);
    assertThat(problems(parser, "three")).containsExactly("'three' is none of one, two");
  }

  @Test
  void takesTopicsWithTheirMappings() throws Exception {
    assertThat(Parser.inputs().parse("web:segment , crm:C:/crm.yaml"))
        .containsExactly(new Input("web", "segment"), new Input("crm", "C:/crm.yaml"));
    assertThat(problems(Parser.inputs(), "web,:segment,crm:,"))
        .containsExactly(
            "'web' is not of the form topic:mapping",
            "':segment' is not of the form topic:mapping",
            "'crm:' is not of the form topic:mapping",
            "'' is not of the form topic:mapping");
  }

  private static List<String> problems(Parser<?> parser, String text) {
    return catchThrowableOfType(MalformedException.class, () -> parser.parse(text)).messages();
  }
}
