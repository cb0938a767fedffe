package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.Golden;
import io.waymark.binary.Binary;
import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.match.Runs;
import io.waymark.model.Arm;
import io.waymark.model.Decision;
import io.waymark.model.Digest;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger.Evidence;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.yaml.Problems;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerCodecTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  /** Leaves a run open, one for each order. */
  private static final String HELP =
      """
      rule: help
      title: Help after a failure
      signal: frustration
      owner: tests
      status: live
      pattern:
        correlate: event.properties.orderId
        within: 1h
        steps:
          - failure: Payment Failed
            times: 2
          - chat: Chat Started
      trigger:
        to: desk
      """;

  /** Leaves a chain that waits for its absence, and a cooldown once it has fired. */
  private static final String SILENT =
      """
      rule: silent
      title: Nothing after a checkout
      signal: stall
      owner: tests
      status: live
      pattern:
        steps:
          - checkout: Checkout Started
          - absent: Order Completed
            for: 1h
      trigger:
        to: desk
        cooldown: 1d
      """;

  private final CustomerCodec codec = new CustomerCodec();
  private OneCustomer ann;

  @BeforeEach
  void startTheEngine() {
    String text = LifecycleReader.bundled("commerce").orElseThrow();
    Lifecycle lifecycle = LifecycleReader.read(text, new Problems("commerce", text)).orElseThrow();
    RuleReader reader = new RuleReader(lifecycle.stageNames());
    RuleBook book = RuleBook.open((rule, runs) -> {});
    book.put(((RuleReader.Result.Ok) reader.read("help.yaml", HELP)).rule(), 0);
    book.put(((RuleReader.Result.Ok) reader.read("silent.yaml", SILENT)).rule(), 0);
    ann = new OneCustomer(book, lifecycle).named("ann");
  }

  @AfterEach
  void closeTheBook() {
    ann.close();
  }

  @Test
  void writesAgainWhatItRead() {
    byte[] written = full().written();

    assertThat(ann.restore().written()).isEqualTo(written);
  }

  @Test
  void readsAllThatIsKnownOfACustomer() {
    checkFields(full().restore().customer);
  }

  @Test
  void readsACustomerOfWhomNothingIsKnown() {
    Customer customer = codec.read("bob", codec.write(new Customer("bob")));

    assertThat(customer.id).isEqualTo("bob");
    assertThat(customer.stage).isNull();
    assertThat(customer.traits).isEmpty();
    assertThat(customer.cooldowns.size()).isZero();
    assertThat(customer.open).isEmpty();
    assertThat(customer.timerMillis()).isEqualTo(Runs.NEVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"customer-2", "customer-3", "customer-4", "customer-5"})
  void readsTheFieldsThatWereWrittenOnce(String golden) {
    checkFields(codec.read("ann", Golden.bytes(golden)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"customer-2", "customer-3", "customer-4", "customer-5"})
  void goesOnWithTheRunsThatWereWrittenOnce(String golden) {
    ann.read(Golden.bytes(golden));

    apply("chat-1", "Chat Started", 125, Map.of("orderId", "o1"));
    apply("chat-2", "Chat Started", 126, Map.of("orderId", "o2"));

    assertThat(ann.triggers()).hasSize(1);
    assertThat(ann.triggers().get(0).correlation()).isEqualTo("o1");
    assertThat(ann.triggers().get(0).touchpoints())
        .extracting(Evidence::id)
        .containsExactly("failure-1", "failure-3", "chat-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"customer-2", "customer-3", "customer-4", "customer-5"})
  void passesTheDeadlineThatWasWrittenOnceUnderTheCooldownThatWas(String golden) {
    ann.read(Golden.bytes(golden)).until(NOON + 500 * MINUTE);

    assertThat(ann.triggers()).isEmpty();
    assertThat(ann.decisions())
        .extracting(Decision::rule, Decision::timeMillis)
        .containsExactly(tuple("silent", NOON + 180 * MINUTE));
  }

  /** One without near misses and goals takes a byte more for each than in format 5. */
  @Test
  void readsACustomerFromBeforeThereWereNearMissesAndGoals() {
    byte[] before = Golden.bytes("customer-5");

    Customer customer = codec.read("ann", before);

    byte[] written = codec.write(customer);
    assertThat(customer.goals.size()).isZero();
    assertThat(customer.misses).isNull();
    assertThat(written[0]).isEqualTo((byte) 8);
    assertThat(Arrays.copyOfRange(written, 1, before.length))
        .isEqualTo(Arrays.copyOfRange(before, 1, before.length));
    checkFields(codec.read("ann", written));
  }

  @Test
  void keepsTheGoalsThatAreAwaited() {
    AwaitedGoal sent = new AwaitedGoal(-7, 8, "v1", Arm.SENT, NOON, NOON + MINUTE, true, false);
    AwaitedGoal spared = new AwaitedGoal(7, -8, "v2", Arm.HELD_OUT, 5, 6, false, true);
    ann.customer.goals.restore(sent);
    ann.customer.goals.restore(spared);

    AwaitedGoals kept = ann.restore().customer.goals;

    assertThat(List.of(kept.get(0), kept.get(1))).containsExactly(sent, spared);
    assertThat(kept.size()).isEqualTo(2);
  }

  @Test
  void readsTheFieldsOfTheFormatBefore() {
    checkFields(codec.read("ann", Golden.bytes("customer-1")));
  }

  @Test
  void dropsAndCountsTheRunsOfTheFormatBeforeWhenTheirCustomerIsMet() {
    ann.read(Golden.bytes("customer-1"));

    apply("chat-1", "Chat Started", 125, Map.of("orderId", "o1"));

    assertThat(ann.triggers()).isEmpty();
    assertThat(ann.recorder.droppedRuns()).isEqualTo(3);
    assertThat(ann.customer.open).isEmpty();
  }

  /** Format 2 and earlier ones hold correlation values as Java writes them. */
  @ParameterizedTest
  @CsvSource({
    "1001.0, 1001",
    "1001, 1001",
    "1.2345678E7, 12345678",
    "1.0E19, 10000000000000000000",
    "1.0E-4, 0.0001",
    "o-1001.0, o-1001.0",
    "'', ''"
  })
  void findsTheCorrelationValuesOfTheFormatsBefore(String kept, String value) throws IOException {
    ByteOutput out = new ByteOutput(16);
    Binary.writeText(out, kept);

    assertThat(EarlierCustomerCodec.readCorrelation(new ByteInput(out.toByteArray())))
        .isEqualTo(value);
  }

  /** A text that looks like a number as Java writes it stays what it is. */
  @Test
  void keepsTheCorrelationValuesOfItsOwnFormat() {
    apply("failure-1", "Payment Failed", 1, Map.of("orderId", "1.0E7"));

    assertThat(ann.restore().customer.open)
        .extracting(open -> open.correlation)
        .containsExactly("1.0E7");
  }

  @Test
  void saysThatAFormatIsUnknown() {
    assertThatThrownBy(() -> codec.read("ann", new byte[] {9}))
        .hasMessage("the state of a customer cannot be read")
        .hasRootCauseMessage("unknown format 9");
  }

  @Test
  void writesOnceWhatManyRulesOpenedAtOneTouchpoint() {
    try (OneCustomer one = new OneCustomer(openingTogether(1));
        OneCustomer hundred = new OneCustomer(openingTogether(100))) {
      one.on("A", "1s", "note", "n".repeat(500));
      hundred.on("A", "1s", "note", "n".repeat(500));

      int further = hundred.written().length - one.written().length;
      assertThat(further).isLessThan(99 * 11);
      hundred.restore().on("B", "2s").restore().on("B", "3s");
      assertThat(hundred.triggers()).hasSize(100);
      assertThat(hundred.triggers())
          .allSatisfy(each -> assertThat(each.data()).containsEntry("note", "n".repeat(500)));
    }
  }

  private static Rule[] openingTogether(int rules) {
    return IntStream.range(0, rules)
        .mapToObj(
            i ->
                RulesFromYaml.rule(
                    "r" + i,
                    "live",
                    "pattern: {within: %dm, steps: [{a: A}, {b: B}]}".formatted(10 + i),
                    "{to: crm, data: {note: a.last.properties.note}}"))
        .toArray(Rule[]::new);
  }

  private static void checkFields(Customer customer) {
    assertThat(customer.stage).isEqualTo("consideration");
    assertThat(customer.traits)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "country",
                "DE",
                "age",
                41L,
                "score",
                0.5,
                "tags",
                List.of("a", Map.of("b", true))));
    assertThat(customer.recent.contains("chat")).isFalse();
    assertThat(customer.recent.contains("failure-3")).isTrue();
    assertThat(customer.recent.contains("noise-25")).isFalse();
    assertThat(customer.recent.contains("noise-35")).isTrue();
    assertThat(customer.cooldowns.size()).isEqualTo(1);
    assertThat(customer.cooldowns.idDigest(0)).isEqualTo(Digest.number("silent"));
    assertThat(customer.cooldowns.sentMillis(0)).isEqualTo(NOON + 60 * MINUTE);
    assertThat(customer.timerMillis()).isEqualTo(NOON + 170 * MINUTE);
    assertThat(customer.open)
        .extracting(open -> open.correlation)
        .containsExactlyInAnyOrder("", "o1", "o2");
  }

  /** Everything that state can hold, made as the job makes it. */
  private OneCustomer full() {
    for (int i = 0; i < 40; i++) {
      apply("noise-" + i, "Noise", 0, Map.of());
    }
    apply("checkout-1", "Checkout Started", 0, Map.of());
    ann.until(NOON + 60 * MINUTE);
    Map<String, Object> traits =
        Map.of("country", "DE", "age", 41L, "score", 0.5, "tags", List.of("a", Map.of("b", true)));
    apply("identify", Touchpoint.IDENTIFY, 119, traits);
    apply("checkout-2", "Checkout Started", 120, Map.of());
    apply("failure-1", "Payment Failed", 121, Map.of("orderId", "o1"));
    apply("failure-2", "Payment Failed", 122, Map.of("orderId", "o2"));
    apply("failure-3", "Payment Failed", 123, Map.of("orderId", "o1"));
    ann.customer.timerMillis(NOON + 170 * MINUTE);
    return ann;
  }

  private void apply(String id, String type, long minute, Map<String, Object> properties) {
    ann.apply(
        new Touchpoint(id, "ann", null, type, "web", NOON + minute * MINUTE, null, properties));
  }
}
