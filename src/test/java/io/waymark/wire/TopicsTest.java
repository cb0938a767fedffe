package io.waymark.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void noTwoTopicsHaveTheSameIdOrRecord() {
    assertThat(Topics.ALL).extracting(Topic::id).doesNotHaveDuplicates().hasSizeGreaterThan(2);
    assertThat(Topics.OUTPUTS).extracting(OutputTopic::type).doesNotHaveDuplicates();
    assertThat(Topics.OUTPUTS).extracting(OutputTopic::document).doesNotHaveDuplicates();
  }

  @Test
  void namesATopicByPrefixAndId() {
    assertThat(Topics.DEAD_LETTERS.name("acme.")).isEqualTo("acme.dead-letters");
  }

  @Test
  void anOutputTopicTravelsAsItself() throws Exception {
    for (OutputTopic<?> topic : Topics.OUTPUTS) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(topic);
      }

      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(in.readObject()).isSameAs(topic);
      }
    }
  }

  @Test
  void refusesATopicThatIsNotThere() {
    assertThatThrownBy(() -> Topics.output("nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no output topic nowhere");
  }
}
