package io.waymark.customer;

import io.waymark.customer.RandomEdits.Edit;
import io.waymark.match.Criteria;
import io.waymark.match.Definition;
import io.waymark.match.cep.NfaMatchers;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A book of rules that are matched as the job does, and one that uses the NFA for all. */
final class TwoBooks implements AutoCloseable {
  /** The number of runs that a cap dropped, which no definition knows of. */
  int dropped;

  private final Criteria criteria = new Criteria();
  private final RuleBook production = RuleBook.open((rule, runs) -> this.dropped += runs);
  private final RuleBook nfa =
      new RuleBook(criteria, new NfaMatchers((rule, runs) -> this.dropped += runs));

  List<RuleBook> both() {
    return List.of(production, nfa);
  }

  String name(RuleBook book) {
    return book == nfa ? "NFA" : "production";
  }

  /** Returns when a rule fires that is edited in the middle, by correlation value. */
  static Map<String, List<Long>> play(
      RuleBook book, Rule rule, List<Touchpoint> touchpoints, List<Edit> edits, Random restores) {
    book.put(rule, 0);
    @SuppressWarnings("resource") // the book goes on
    OneCustomer anna = new OneCustomer(book, RulesFromYaml.LIFECYCLE);
    int applied = 0;
    for (Edit edit : edits) {
      anna.applyAll(touchpoints.subList(applied, edit.after()), restores);
      anna.until(edit.timeMillis()).restoreAtRandom(restores);
      if (edit.rule() == null) {
        book.remove(rule.id(), edit.timeMillis());
      } else {
        book.put(edit.rule(), edit.timeMillis());
      }
      applied = edit.after();
    }
    anna.applyAll(touchpoints.subList(applied, touchpoints.size()), restores);
    anna.until(Definition.NO_END);
    book.remove(rule.id(), Definition.NO_END);
    return anna.fires().getOrDefault(rule.id(), Map.of());
  }

  @Override
  public void close() {
    production.close();
    nfa.close();
  }
}
