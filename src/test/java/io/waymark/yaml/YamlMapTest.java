package io.waymark.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlMapTest {
  @Test
  void saysUnderWhichKeyAnotherBelongs() {
    assertThat(read("to: a\ntrigger: {cooldown: 2}\ncooldown: 3\n"))
        .containsExactly("unknown key 'cooldown'; it belongs under 'trigger'");
  }

  @Test
  void takesNamesOfSomebodysOwnForNothingThatIsKnown() {
    assertThat(read("to: a\ndata: {amount: 2}\namount: 3\n"))
        .containsExactly("unknown key 'amount'; known here: data, to, trigger");
  }

  @Test
  void guessesAKeyThatIsMisspelt() {
    assertThat(read("to: a\ntriger: {cooldown: 2}\n"))
        .containsExactly("unknown key 'triger'; did you mean 'trigger'?");
  }

  /** Reads a mapping with a text, a mapping with a known key, and one with names. */
  private static List<String> read(String text) {
    Problems problems = new Problems("file", text);
    Yaml.read(text, problems)
        .ifPresent(
            map -> {
              try (map) {
                map.text("to");
                map.optional("data").flatMap(YamlValue::map).ifPresent(YamlMap::all);
                map.optional("trigger")
                    .flatMap(YamlValue::map)
                    .ifPresent(
                        trigger -> {
                          try (trigger) {
                            trigger.optional("cooldown");
                          }
                        });
              }
            });
    return problems.list().stream().map(Problem::message).toList();
  }
}
