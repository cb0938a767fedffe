package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.journey.Cartographer;
import io.waymark.journey.CellNames;
import io.waymark.journey.Tallies;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.Applied;
import io.waymark.model.Arrival;
import io.waymark.model.Outgoing;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The touchpoints that an engine emits as it applied them. */
class AppliedTouchpointsTest {
  private final List<Outgoing> emitted = new ArrayList<>();
  private final RuleBook rules = RuleBook.open((rule, runs) -> {});
  private final Customer customer = new Customer("anna");

  @AfterEach
  void close() {
    rules.close();
  }

  @Test
  void haveNoStageBeforeTheFirst() {
    Touchpoint page = touchpoint("t1", "page", 1);

    apply(wanting(true), page);

    assertThat(emitted).containsExactly(new Applied(page, null, null, false));
  }

  @Test
  void haveTheStageThatTheyLetTheCustomerEnter() {
    Touchpoint viewed = touchpoint("t1", "Open", 1);
    Touchpoint page = touchpoint("t2", "page", 2);

    apply(wanting(true), viewed, page);

    Transition transition = (Transition) emitted.get(0);
    assertThat(transition.to()).isEqualTo("visitor");
    assertThat(applied())
        .containsExactly(
            new Applied(viewed, "visitor", null, false),
            new Applied(transition.touchpoint(null), "visitor", null, true),
            new Applied(page, "visitor", null, false));
  }

  @Test
  void nameTheSegmentInWhichTheMapCountsTheCustomer() {
    Touchpoint page = touchpoint("t1", "page", 1);
    Touchpoint viewed = touchpoint("t2", "Open", 2);
    Touchpoint identify =
        new Touchpoint(
            "t3", "anna", null, Touchpoint.IDENTIFY, null, 3, null, Map.of("tier", "gold"));

    apply(drawing(), page, viewed, identify);

    assertThat(applied())
        .extracting(applied -> ((Applied) applied).segment())
        .containsExactly(null, "other", "other", "gold");
  }

  @Test
  void tellAStageEnteredOfASourceFromOneOfOurs() {
    Touchpoint sent = touchpoint("t1", Touchpoint.STAGE_ENTERED, 1);

    apply(wanting(true), sent);

    assertThat(emitted).containsExactly(new Applied(sent, null, null, false));
  }

  @Test
  void comeOnceForADuplicate() {
    Touchpoint page = touchpoint("t1", "page", 1);

    apply(wanting(true), page, page);

    assertThat(applied()).hasSize(1);
  }

  @Test
  void areNotMadeWhereNobodyWantsThem() {
    apply(wanting(false), touchpoint("t1", "page", 1), touchpoint("t2", "Open", 2));

    assertThat(emitted).hasOnlyElementsOfType(Transition.class).hasSize(1);
  }

  private List<Outgoing> applied() {
    return emitted.stream().filter(Applied.class::isInstance).toList();
  }

  private void apply(CustomerEngine engine, Touchpoint... touchpoints) {
    for (Touchpoint touchpoint : touchpoints) {
      engine.apply(customer, new Arrival(touchpoint, Position.line("f", 1), 0));
    }
  }

  private CustomerEngine wanting(boolean applied) {
    return engine(applied, SegmentsReader.bundled(), null);
  }

  private CustomerEngine drawing() {
    String text = "segments: [{segment: gold, where: customer.traits.tier == \"gold\"}]";
    Segments segments = SegmentsReader.read(text, new Problems("segments", text)).orElseThrow();
    Cartographer cartographer =
        new Cartographer(RulesFromYaml.LIFECYCLE, 1, new CellNames(), new Tallies());
    return engine(true, segments, cartographer);
  }

  private CustomerEngine engine(
      boolean applied, Segments segments, @Nullable Cartographer cartographer) {
    Outlet outlet =
        new Outlet() {
          @Override
          public void emit(Outgoing record) {
            emitted.add(record);
          }

          @Override
          public boolean wantsApplied() {
            return applied;
          }
        };
    return new CustomerEngine(
        RulesFromYaml.LIFECYCLE,
        rules,
        outlet,
        DropRecorder.NONE,
        new Wall(() -> 0, false),
        segments,
        cartographer);
  }

  private static Touchpoint touchpoint(String id, String type, long millis) {
    return new Touchpoint(id, "anna", null, type, null, millis, null, Map.of());
  }
}
