package io.waymark.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orderId     | orderId
          order-id.2  | order-id.2
          order id    | order_x0020_id
          concept:x   | concept_x003A_x
          2nd         | _x0032_nd
          größe       | gr_x00F6__x00DF_e
          👋          | _x0001F44B_
          a_x0020_b   | a_x005F_x0020_b
          _y          | _y
          """)
  void makesNamesOfTextsReversibly(String text, String name) {
    assertThat(XmlText.name(text)).isEqualTo(name);
  }

  @Test
  void escapesWhatAParserWouldChange() {
    assertThat(XmlText.escaped("<a & \"b\"> '\t\r\n"))
        .isEqualTo("&lt;a &amp; &quot;b&quot;> '&#9;&#13;&#10;");
  }

  @Test
  void replacesWhatXmlCannotHold() {
    assertThat(XmlText.escaped("a\u0000b\u001Fc\uFFFEd\uD83D"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
    assertThat(XmlText.escaped("👋")).isEqualTo("👋");
  }
}
