package io.waymark.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.DeadLetter;
import io.waymark.model.Problem;
import io.waymark.model.Touchpoint;
import io.waymark.yaml.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedSentimentTest {
  private static final String MAPPING =
      """
      mapping: reviews
      format: json
      id: '"r1"'
      customer: '"anna"'
      type: '"Product Reviewed"'
      time: '1772366400000'
      sentiment: %s
      """;

  @Test
  void anExpressionAloneIsMeasured() {
    Touchpoint review = touchpoint("fromRating(record.stars, 1, 5)", "{\"stars\": 2}");

    assertThat(review.sentiment()).isEqualTo(-0.5);
    assertThat(review.sentimentInferred()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"score\": 10, \"mood\": -0.25} | 1.0 | false",
        "{\"mood\": -0.25} | -0.25 | true",
        "{\"score\": \"\", \"mood\": -0.25} | -0.25 | true",
        "{\"score\": 3} | -1.0 | false",
        "{} |  | false"
      })
  void aMeasuredSentimentWinsOverAnInferredOne(
      String record, @Nullable Double sentiment, boolean inferred) {
    Touchpoint review =
        touchpoint("{measured: fromNps(record.score), inferred: record.mood}", record);

    assertThat(review.sentiment()).isEqualTo(sentiment);
    assertThat(review.sentimentInferred()).isEqualTo(inferred);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fromRating(record.x, 1, 5) | 7 | sentiment: fromRating(record.x, 1, 5) fails: 7 is no rating"
            + " from 1 to 5",
        "'{inferred: fromNps(record.x)}' | 11 | sentiment: fromNps(record.x) fails: 11 is no integer"
            + " from 0 to 10",
        "record.x | 1.5 | sentiment is 1.5; expected a number from -1 to 1",
        "'{inferred: record.x}' | -2 | sentiment is -2; expected a number from -1 to 1"
      })
  void aSentimentOffItsScaleMakesADeadLetter(String sentiment, String x, String message) {
    DeadLetter letter = ((IntakeResult.Refused) read(sentiment, "{\"x\": " + x + "}")).letter();

    assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.MAPPING);
    assertThat(letter.message()).isEqualTo("reviews.jsonl:1: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 7:12 a sentiment is 'measured', 'inferred' or both",
        "'{measured: \"bad\"}' | 7:24 unknown name 'bad'; known here: record",
        "'{inferred: true}' | 7:23 expected a number, but this is of type bool",
        "'{measured: 0, guessed: 0}' | 7:26 unknown key 'guessed'; known here: inferred, measured",
        "'[1]' | 7:12 expected a text"
      })
  void aSentimentThatIsNoneIsAProblem(String sentiment, String problem) {
    String text = MAPPING.formatted(sentiment);
    Problems problems = new Problems("reviews.yaml", text);

    assertThat(MappingReader.read(text, problems)).isEmpty();

    assertThat(problems.list())
        .extracting((Problem each) -> each.line() + ":" + each.column() + " " + each.message())
        .containsExactly(problem);
  }

  private static Touchpoint touchpoint(String sentiment, String record) {
    return ((IntakeResult.Accepted) read(sentiment, record)).arrival().touchpoint();
  }

  private static IntakeResult read(String sentiment, String record) {
    MappingSource source = new MappingSource("reviews", MAPPING.formatted(sentiment));
    Intake intake = new Intake(source.compile(), 0);
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    try (InputFile input =
        InputFile.open("reviews.jsonl", new ByteArrayInputStream(bytes), intake)) {
      IntakeResult result = input.next(Long.MAX_VALUE);
      assertThat(List.of(result)).doesNotContainNull();
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
