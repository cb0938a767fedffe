package io.waymark.job.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the names that savepoints hold with a list that only grows. */
class FrozenTest {
  @Test
  void isWhatSavepointsKnow() throws Exception {
    Path list = Path.of(FrozenTest.class.getResource("/frozen.txt").toURI());

    List<String> known =
        Files.readAllLines(list).stream().filter(line -> !line.startsWith("#")).toList();

    assertThat(frozen()).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void noTwoNamesAreTheSame() {
    assertThat(Frozen.values()).extracting(Frozen::id).doesNotHaveDuplicates();
  }

  private static List<String> frozen() {
    List<String> frozen = new ArrayList<>();
    Arrays.stream(Frozen.values()).forEach(name -> frozen.add(name + " " + name.id()));
    Topics.OUTPUTS.forEach(topic -> frozen.add("sink " + Frozen.sink(topic)));
    StreamSerializer.kinds().forEach((kind, type) -> frozen.add("kind " + kind + " " + type));
    frozen.add(
        "serializer " + StreamSerializer.INSTANCE.snapshotConfiguration().getClass().getName());
    StoredRuleCodec.FORMS.forEach(
        (form, type) ->
            frozen.add(
                "stored rule "
                    + StoredRuleCodec.VERSION
                    + " form "
                    + form
                    + " "
                    + type.getSimpleName()));
    frozen.add("rules key " + EarlierStoredRule.DRAINING_KEY);
    frozen.add("rules key " + EarlierStoredRule.ARRIVING_KEY);
    frozen.add("key groups " + Frozen.KEY_GROUPS);
    return frozen;
  }
}
