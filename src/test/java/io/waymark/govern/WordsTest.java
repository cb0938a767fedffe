package io.waymark.govern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void bucketIsTheSameInEveryLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      for (String language : new String[] {"de", "fr", "ar-u-nu-arab", "en"}) {
        Locale.setDefault(Locale.forLanguageTag(language));

        assertThat(Words.bucket(1_880, 2_000, "held out"))
            .isEqualTo("bucket 1880 of 10,000, of which 2000 are held out");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
