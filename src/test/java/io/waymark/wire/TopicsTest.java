package io.waymark.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {
  @Test
  void haveIdsAndTypesOfTheirOwn() {
    assertThat(Topics.ALL).isNotEmpty().extracting(Topic::id).doesNotHaveDuplicates();
    assertThat(Topics.OUTPUTS).isNotEmpty().extracting(OutputTopic::type).doesNotHaveDuplicates();
  }

  @Test
  void areListedWithInputsAndOutputs() {
    assertThat(Topics.ALL)
        .contains(Topics.TOUCHPOINTS, Topics.RULES, Topics.POLICY, Topics.QUESTIONS)
        .containsAll(Topics.OUTPUTS)
        .hasSize(4 + Topics.OUTPUTS.size());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void areTheSameInstanceAfterTravelling(OutputTopic<?> topic) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(topic);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isSameAs(topic);
    }
  }

  static List<OutputTopic<?>> topics() {
    return Topics.OUTPUTS.stream().<OutputTopic<?>>map(topic -> topic).toList();
  }
}
