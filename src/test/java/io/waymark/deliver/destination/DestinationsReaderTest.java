package io.waymark.deliver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.Schemas;
import io.waymark.deliver.destination.Destination.KafkaTopic;
import io.waymark.deliver.destination.Destination.LineFile;
import io.waymark.deliver.destination.Destination.Webhook;
import io.waymark.deliver.destination.DestinationsReader.Result;
import io.waymark.model.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationsReaderTest {
  @Test
  void readsTheExampleOfTheSchema() {
    String text = Schemas.examples("destinations").get(0).toString();

    Result result = DestinationsReader.read("destinations.yaml", text);

    assertThat(result).as("%s", result).isInstanceOf(Result.Ok.class);
    Destinations destinations = ((Result.Ok) result).destinations();
    assertThat(destinations.all())
        .containsExactly(
            new Webhook(
                "service-desk",
                URI.create("https://desk.example/hooks/waymark"),
                List.of("${file:/run/secrets/desk}", "${env:DESK_OLD}"),
                3_000,
                4,
                false),
            new Webhook(
                "crm", URI.create("http://crm.intern:8080/"), List.of("${env:CRM}"), 0, 8, true),
            new KafkaTopic("email-campaigns", "campaigns.triggers"),
            new LineFile("audit", Path.of("/var/log/waymark/triggers.jsonl")));
    assertThat(destinations.find("audit")).isPresent();
    assertThat(destinations.find("nobody")).isEmpty();
  }

  @Test
  void refusesASecondDestinationForAFile() {
    Result result =
        DestinationsReader.read(
            "d.yaml", "destinations:\n- {to: a, file: /x/y}\n- {to: b, file: /x/z/../y}\n");

    assertThat(((Result.Refused) result).problems())
        .extracting(Problem::message)
        .containsExactly("an earlier destination writes to this file already; name another");
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.1/, write an address as four decimal numbers",
    "https://0x7f.0.0.1/, write an address as four decimal numbers",
    "https://0177.0.0.1/, write an address as four decimal numbers",
    "https://192.168.1.1/, is a private address",
    "https://[fd00::1]/, is a unique local address",
    "https://db.internal/, is no host of the public internet",
    "https://LOCALHOST./, is no host of the public internet",
    "https://desk.example/#x, neither a user nor a fragment",
    "https:///x, expected a URL such as",
    "https://a_b.example/, is no name of a host",
    "https://, no URL"
  })
  void refusesAnAddressInside(String url, String message) {
    String text =
        "destinations:\n- to: a\n  webhook: {url: \"" + url + "\", secrets: \"${env:A}\"}\n";

    Result result = DestinationsReader.read("d.yaml", text);

    assertThat(((Result.Refused) result).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(message));
  }

  @Test
  void takesAnAddressInsideOfAPrivateWebhook() {
    String text =
        "destinations:\n"
            + "- to: a\n"
            + "  webhook: {url: \"http://127.0.0.1:8080/\", secrets: \"${env:A}\", private: true}\n";

    assertThat(DestinationsReader.read("d.yaml", text)).isInstanceOf(Result.Ok.class);
  }

  @Test
  void masksASecretInATextThatIsNoYaml() {
    Result result = DestinationsReader.read("d.yaml", "a: [whsec_MfKQ9r8G, \n b: {");

    assertThat(((Result.Refused) result).problems())
        .isNotEmpty()
        .noneMatch(problem -> problem.toString().contains("MfKQ9r8G"));
  }
}
