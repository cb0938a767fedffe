package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.Golden;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import io.waymark.rule.Digest;
import io.waymark.rule.RuleReader;
import io.waymark.yaml.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  private final EngineRecorder sent = new EngineRecorder();
  private RuleBook book;
  private CustomerEngine engine;

  @BeforeEach
  void startTheEngine() {
    String text = LifecycleReader.bundled("commerce").orElseThrow();
    Lifecycle lifecycle = LifecycleReader.read(text, new Problems("commerce", text)).orElseThrow();
    RuleReader reader = new RuleReader(lifecycle.stageNames());
    book = RuleBook.open((rule, runs) -> {});
    book.put(((RuleReader.Result.Ok) reader.read("help.yaml", HELP)).rule(), 0);
    book.put(((RuleReader.Result.Ok) reader.read("silent.yaml", SILENT)).rule(), 0);
    engine = new CustomerEngine(lifecycle, book, sent, sent, () -> NOON);
  }

  @AfterEach
  void closeTheBook() {
    book.close();
  }

  @Test
  void writesAgainWhatItRead() {
    byte[] written = CustomerCodec.write(full());

    assertThat(CustomerCodec.write(CustomerCodec.read("ann", written))).isEqualTo(written);
  }

  @Test
  void readsAllThatIsKnownOfACustomer() {
    Customer customer = CustomerCodec.read("ann", CustomerCodec.write(full()));

    checkFields(customer);
  }

  @Test
  void readsACustomerOfWhomNothingIsKnown() {
    Customer customer = CustomerCodec.read("bob", CustomerCodec.write(new Customer("bob")));

    assertThat(customer.id).isEqualTo("bob");
    assertThat(customer.stage).isNull();
    assertThat(customer.traits).isEmpty();
    assertThat(customer.cooldowns.lastSentMillis()).isEmpty();
    assertThat(customer.open).isEmpty();
    assertThat(customer.timerMillis()).isEqualTo(Runs.NEVER);
  }

  @Test
  void readsTheFieldsThatWereWrittenOnce() {
    checkFields(CustomerCodec.read("ann", Golden.bytes("customer-2")));
  }

  @Test
  void goesOnWithTheRunsThatWereWrittenOnce() {
    Customer customer = CustomerCodec.read("ann", Golden.bytes("customer-2"));

    engine.apply(customer, arrival("chat-1", "Chat Started", 125, Map.of("orderId", "o1")));
    engine.apply(customer, arrival("chat-2", "Chat Started", 126, Map.of("orderId", "o2")));

    assertThat(sent.all(Trigger.class)).hasSize(1);
    assertThat(sent.all(Trigger.class).get(0).correlation()).isEqualTo("o1");
    assertThat(sent.all(Trigger.class).get(0).touchpoints())
        .extracting(Evidence::id)
        .containsExactly("failure-1", "failure-3", "chat-1");
  }

  @Test
  void passesTheDeadlineThatWasWrittenOnceUnderTheCooldownThatWas() {
    Customer customer = CustomerCodec.read("ann", Golden.bytes("customer-2"));

    engine.passDeadlines(customer, NOON + 500 * MINUTE);

    assertThat(sent.all(Trigger.class)).isEmpty();
    assertThat(sent.all(Decision.class))
        .extracting(Decision::rule, Decision::timeMillis)
        .containsExactly(tuple("silent", NOON + 180 * MINUTE));
  }

  @Test
  void readsTheFieldsOfTheFormatBefore() {
    checkFields(CustomerCodec.read("ann", Golden.bytes("customer-1")));
  }

  @Test
  void dropsAndCountsTheRunsOfTheFormatBeforeWhenTheirCustomerIsMet() {
    Customer customer = CustomerCodec.read("ann", Golden.bytes("customer-1"));

    engine.apply(customer, arrival("chat-1", "Chat Started", 125, Map.of("orderId", "o1")));

    assertThat(sent.all(Trigger.class)).isEmpty();
    assertThat(sent.droppedRuns()).isEqualTo(3);
    assertThat(customer.open).isEmpty();
  }

  @Test
  void saysThatAFormatIsUnknown() {
    assertThatThrownBy(() -> CustomerCodec.read("ann", new byte[] {9}))
        .hasMessage("the state of a customer cannot be read")
        .hasRootCauseMessage("unknown format 9");
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
    assertThat(customer.cooldowns.lastSentMillis())
        .containsExactly(Map.entry(Digest.number("silent"), NOON + 60 * MINUTE));
    assertThat(customer.timerMillis()).isEqualTo(NOON + 170 * MINUTE);
    assertThat(customer.open)
        .extracting(open -> open.correlation)
        .containsExactlyInAnyOrder("", "o1", "o2");
  }

  /** Everything that state can hold, made as the job makes it. */
  private Customer full() {
    Customer customer = new Customer("ann");
    for (int i = 0; i < 40; i++) {
      apply(customer, "noise-" + i, "Noise", 0, Map.of());
    }
    apply(customer, "checkout-1", "Checkout Started", 0, Map.of());
    engine.passDeadlines(customer, NOON + 60 * MINUTE);
    Map<String, Object> traits =
        Map.of("country", "DE", "age", 41L, "score", 0.5, "tags", List.of("a", Map.of("b", true)));
    apply(customer, "identify", Touchpoint.IDENTIFY, 119, traits);
    apply(customer, "checkout-2", "Checkout Started", 120, Map.of());
    apply(customer, "failure-1", "Payment Failed", 121, Map.of("orderId", "o1"));
    apply(customer, "failure-2", "Payment Failed", 122, Map.of("orderId", "o2"));
    apply(customer, "failure-3", "Payment Failed", 123, Map.of("orderId", "o1"));
    customer.timerMillis(NOON + 170 * MINUTE);
    return customer;
  }

  private void apply(
      Customer customer, String id, String type, long minute, Map<String, Object> properties) {
    engine.apply(customer, arrival(id, type, minute, properties));
  }

  private static Arrival arrival(
      String id, String type, long minute, Map<String, Object> properties) {
    Touchpoint touchpoint =
        new Touchpoint(id, "ann", null, type, "web", NOON + minute * MINUTE, null, properties);
    return new Arrival(touchpoint, new Position("web", 0, minute), NOON);
  }
}
