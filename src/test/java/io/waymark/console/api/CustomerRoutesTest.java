package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.console.store.Customers;
import io.waymark.console.store.Decisions;
import io.waymark.console.store.Triggers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CustomerRoutesTest {
  @RegisterExtension final Served served = new Served();

  @Test
  void pagesByKeyToTheEnd() throws Exception {
    for (int i = 0; i < 120; i++) {
      String id = "customer" + i;
      served.store.states.put(id, new Customers.State(id, "k" + i, null, null, 0, 0, 0, 0));
    }
    String after = "";
    int rows = 0;
    int pages = 0;
    do {
      String body = "{\"begin\": \"\"" + after + "}";
      JsonNode page = Served.json(served.post("/api/customers/search", body));
      rows += page.path("customers").size();
      pages++;
      after = page.has("after") ? ", \"after\": \"" + page.path("after").asText() + "\"" : "";
    } while (!after.isEmpty());

    assertThat(rows).isEqualTo(120);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void tellsTheStateOfACustomerByKey() throws Exception {
    served.store.states.put(
        "a/b <i>", new Customers.State("a/b <i>", "k1", "purchase", 1_000L, 2_000, 3, 2, 1));

    JsonNode customer = Served.json(served.get("/api/customers/k1"));

    assertThat(customer.path("customer").asText()).isEqualTo("a/b <i>");
    assertThat(customer.at("/counts/touchpoints").asInt()).isEqualTo(3);
    assertThat(served.get("/api/customers/x").statusCode()).isEqualTo(404);
  }

  @Test
  void searchesByTheBeginningOfAnIdWithoutItInTheAddress() throws Exception {
    for (int i = 0; i < 60; i++) {
      served.store.states.put(
          "ann" + i, new Customers.State("ann" + i, "k" + i, null, null, 0, 0, 0, 0));
    }
    served.store.states.put("bob", new Customers.State("bob", "b", null, null, 0, 0, 0, 0));

    JsonNode first = Served.json(served.post("/api/customers/search", "{\"begin\": \"ann\"}"));
    String rest = "{\"begin\": \"ann\", \"after\": \"" + first.path("after").asText() + "\"}";
    JsonNode second = Served.json(served.post("/api/customers/search", rest));

    assertThat(first.path("customers")).hasSize(50);
    assertThat(second.path("customers")).hasSize(10);
    assertThat(second.has("after")).isFalse();
    assertThat(second.path("customers")).noneMatch(row -> row.path("key").asText().equals("b"));
    assertThat(served.post("/api/customers/search", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void namesTheKeyOfACustomerThatIsKeptOnDecisionsAndTriggers() throws Exception {
    served.store.states.put("ann", new Customers.State("ann", "k1", null, null, 0, 0, 0, 0));
    for (String customer : List.of("ann", "gone")) {
      served.store.decided.add(
          new Decisions.Row(customer, 1, "sent", "{\"customer\": \"" + customer + "\"}"));
      served.store.sent.add(
          new Triggers.Row(customer, 1, 2L, "{\"data\": {\"customer\": \"" + customer + "\"}}"));
    }

    for (String list : List.of("decisions", "triggers")) {
      JsonNode rows = Served.json(served.get("/api/" + list)).path(list);

      assertThat(rows).as(list).hasSize(2);
      assertThat(rows.path(0).path("key").asText()).as(list).isEqualTo("k1");
      assertThat(rows.path(1).has("key")).as(list).isFalse();
    }
  }

  @Test
  void handsTheJobsAnswerOnWithTheLastDecisionsAboutTheRule() throws Exception {
    served.store.states.put("ann", new Customers.State("ann", "k1", null, null, 0, 0, 0, 0));
    served.store.decided.add(new Decisions.Row("x", 1, "sent", "{\"id\": \"x\"}"));
    served.questions =
        (customer, rule) ->
            Optional.of(
                "{\"customer\": \"%s\", \"asked\": \"%s\"}".formatted(customer, rule).getBytes());

    JsonNode context = Served.json(served.get("/api/customers/k1/context"));
    JsonNode explained = Served.json(served.get("/api/customers/k1/explain?rule=promoter"));

    assertThat(context.toString()).isEqualTo("{\"customer\":\"ann\",\"asked\":\"null\"}");
    assertThat(explained.path("asked").asText()).isEqualTo("promoter");
    assertThat(explained.at("/decisions/0/id").asText()).isEqualTo("x");
    assertThat(served.get("/api/customers/x/explain").statusCode()).isEqualTo(404);
  }

  @Test
  void saysWhatToDoWhereTheJobDoesNotAnswer() throws Exception {
    served.store.states.put("ann", new Customers.State("ann", "k1", null, null, 0, 0, 0, 0));

    HttpResponse<String> answer = served.get("/api/customers/k1/explain");

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(Served.json(answer).path("title").asText()).isEqualTo("The job does not answer");
    assertThat(Served.json(answer).path("cure").asText()).startsWith("see on the health page");
  }

  @Test
  void asksABoundedNumberOfQuestionsAtATime() throws Exception {
    CountDownLatch all = new CountDownLatch(Asking.MOST_AT_A_TIME);
    CountDownLatch enough = new CountDownLatch(1);
    Asking asking =
        new Asking(
            (customer, rule) -> {
              all.countDown();
              enough.await();
              return Optional.of(new byte[0]);
            });
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    for (int i = 0; i < Asking.MOST_AT_A_TIME; i++) {
      waiting.add(
          CompletableFuture.runAsync(
              () -> assertThatCode(() -> asking.ask("ann", null)).doesNotThrowAnyException(),
              task -> new Thread(task).start()));
    }
    all.await();

    assertThatThrownBy(() -> asking.ask("ann", null))
        .isInstanceOf(AnswerException.class)
        .hasMessageContaining("32 questions to the job wait");

    enough.countDown();
    waiting.forEach(CompletableFuture::join);
    assertThat(asking.ask("ann", null)).isEmpty();
  }
}
