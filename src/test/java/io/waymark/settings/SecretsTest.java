package io.waymark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waymark.model.Problem;
import io.waymark.settings.Settings.UnusableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in the settings, up to the properties as a Kafka client sees them. */
class SecretsTest {
  private static final String PLAIN =
      "a secret must not stand here in plain text; write ${file:PATH} or ${env:NAME} instead";

  @TempDir Path folder;
  private Path secret;

  @BeforeEach
  void writeTheSecret() throws Exception {
    secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
  }

  @Test
  void keepsReferencesInTheSettingsAndLetsClientsResolveThem() throws Exception {
    Settings settings =
        read(
            Map.of(
                "kafka.client.sasl.jaas.config",
                "Module required username=\"w\" password=\"${file:" + secret + "}\";",
                "kafka.client.ssl.truststore.location",
                "${env:PATH}"));

    assertThat(settings.kafka().client().toString()).contains(secret.toString(), "${env:PATH}");
    assertThat(settings.kafka().client().toString()).doesNotContain("hunter2");
    AdminClientConfig client = client(settings);
    assertThat(client.getPassword("sasl.jaas.config"))
        .isEqualTo(new Password("Module required username=\"w\" password=\"hunter2\";"));
    assertThat(client.getString("ssl.truststore.location")).isEqualTo(System.getenv("PATH"));
  }

  @Test
  void givesAClientThatIsMadeLaterTheSecretAsItIsThen() throws Exception {
    Settings settings = read(Map.of("kafka.client.ssl.key.password", "${file:" + secret + "}"));
    assertThat(client(settings).getPassword("ssl.key.password").value()).isEqualTo("hunter2");

    Files.writeString(secret, "hunter3");

    assertThat(client(settings).getPassword("ssl.key.password").value()).isEqualTo("hunter3");
  }

  @Test
  void saysToAClientWhichSecretIsNotOnItsMachine() throws Exception {
    Settings settings = read(Map.of("kafka.client.ssl.key.password", "${file:" + secret + "}"));

    Files.delete(secret);

    assertThatThrownBy(() -> client(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "the file of ${file:" + secret + "} cannot be read on this machine");
  }

  @Test
  void takesAFileWithAColonInItsName() throws Exception {
    Path odd = Files.writeString(folder.resolve("a:b:c"), "hunter2");
    Settings settings = read(Map.of("kafka.client.ssl.key.password", "${file:" + odd + "}"));

    assertThat(client(settings).getPassword("ssl.key.password").value()).isEqualTo("hunter2");
  }

  @Test
  void resolvesWhatIsNoPropertyOfClientsWhenItIsRead() throws Exception {
    Path broker = Files.writeString(folder.resolve("broker"), "one:9092");

    Settings settings = read(Map.of("kafka.bootstrap", "${file:" + broker + "},two:9092"));

    assertThat(settings.kafka().bootstrap()).isEqualTo("one:9092,two:9092");
  }

  @Test
  void findsAllProblemsWithSecretsAtOnceAndSaysWhere() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path quote = Files.writeString(folder.resolve("quote"), "a\"b");
    Path file =
        file(
            """
            kafka:
              group: ${env:NO_SUCH_VARIABLE}
              client:
                ssl.key.password: ${file:/nowhere/at/all}
                ssl.keystore.password: ${vault:x}
                ssl.truststore.password: ${file:%s}
                sasl.jaas.config: M required password="${file:%s}";
            """
                .formatted(empty, quote));

    assertThat(problems(file, Map.of()))
        .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.message())
        .containsExactly(
            "2:10 the variable of ${env:NO_SUCH_VARIABLE} is not in the environment of this"
                + " process",
            "4:23 the file of ${file:/nowhere/at/all} cannot be read on this machine:"
                + " there is no such file or folder",
            "5:28 '${vault:x}' is neither ${file:PATH} nor ${env:NAME}",
            "6:30 what ${file:" + empty + "} stands for is empty",
            "7:23 what ${file:"
                + quote
                + "} stands for has a quote, a backslash or a line break, which cannot stand inside"
                + " another text; let it stand for the whole value");
  }

  @Test
  void leavesReferencesToProvidersThatWereSetByHand() throws Exception {
    Map<String, String> set =
        Map.of(
            "kafka.client.config.providers", "vault",
            "kafka.client.ssl.key.password", "${vault:kv/kafka:key}");

    assertThat(read(set).kafka().client())
        .containsOnly(
            Map.entry("config.providers", "vault"),
            Map.entry("ssl.key.password", "${vault:kv/kafka:key}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "M required username=\"w\" password=\"hunter2\";",
        "M required password = hunter2;",
        "M required password='hunter2' username='${env:PATH}';",
        "M required clientId=\"w\" clientSecret=\"hunter2\";",
        "M required password=\"${env:HOME}hunter2\";"
      })
  void refusesASecretInPlainTextInJaasAndDoesNotShowIt(String jaas) throws Exception {
    List<Problem> inOption = problems(null, Map.of("kafka.client.sasl.jaas.config", jaas));
    List<Problem> inFile =
        problems(file("kafka.client:\n  sasl.jaas.config: >\n    " + jaas + "\n"), Map.of());

    assertThat(inOption).extracting(Problem::message).contains(PLAIN);
    assertThat(inFile).extracting(Problem::message).contains(PLAIN);
    assertThat(inOption.toString() + inFile).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "M required useKeyTab=true keyTab=\"/etc/waymark.keytab\" principal=\"waymark@A\";",
        "M required username=\"w\" password=\"${env:PATH}\";",
        "${env:PATH}"
      })
  void takesJaasWithoutASecretInPlainText(String jaas) throws Exception {
    assertThat(read(Map.of("kafka.client.sasl.jaas.config", jaas)).kafka().client())
        .containsEntry("sasl.jaas.config", jaas);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssl.key.password", "ssl.keystore.key", "ssl.truststore.password"})
  void refusesWhatKafkaHasAsAPasswordInPlainText(String property) {
    assertThat(problems(null, Map.of("kafka.client." + property, "hunter2")))
        .containsExactly(
            new Problem(
                "--set kafka.client." + property + "=***",
                1,
                1,
                PLAIN,
                "--set kafka.client." + property + "=***"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka:\n  clinet:\n    ssl.key.password: hunter2\n",
        "kafka.clinet: {ssl.key.password: hunter2}\n",
        "kafka.client.ssl.key.password: hunter2: no\n",
        "kafka.client:\n  ssl.keystore.key: |\n    abc\n   hunter2\n",
        "kafka.client:\n  sasl.jaas.config: >\n    M username=\"a:b\"\n   password=\"hunter2:\"\n",
        "- hunter2\n",
        "hunter2\n",
      })
  void showsNoLineThatMayHoldASecret(String text) throws Exception {
    List<Problem> problems = problems(file(text), Map.of("kafka.clinet.key", "hunter2"));

    assertThat(problems).hasSizeGreaterThan(1);
    assertThat(problems.toString()).doesNotContain("hunter2").contains("***");
  }

  @Test
  void showsLinesOfSettingsThatHoldNone() throws Exception {
    assertThat(problems(file("kafka:\n  wait: soon\njob.delivery: twice\n"), Map.of()))
        .extracting(Problem::excerpt)
        .containsExactly("  wait: soon", "job.delivery: twice");
  }

  private static AdminClientConfig client(Settings settings) {
    Map<String, Object> client = new HashMap<>(settings.kafka().client());
    client.put("bootstrap.servers", settings.kafka().bootstrap());
    return new AdminClientConfig(client);
  }

  private static Settings read(Map<String, String> options) throws Exception {
    return SettingsReader.read(null, options);
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("waymark.yaml"), text);
  }

  private static List<Problem> problems(Path file, Map<String, String> options) {
    return catchThrowableOfType(UnusableException.class, () -> SettingsReader.read(file, options))
        .problems();
  }
}
