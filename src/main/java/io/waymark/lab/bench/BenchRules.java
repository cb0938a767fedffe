package io.waymark.lab.bench;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.RuleText;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.settings.SettingsReader;
import java.util.List;
import java.util.stream.IntStream;

/** The first so many {@link BenchRule}s, and the lifecycle beside them. */
final class BenchRules {
  private BenchRules() {}

  static List<BenchRule> first(int count) {
    return IntStream.range(0, count).mapToObj(BenchRule::new).toList();
  }

  static List<RuleText> texts(int count) {
    return first(count).stream().map(BenchRule::text).toList();
  }

  static List<RuleText> unselective(int count) {
    return IntStream.range(0, count)
        .mapToObj(UnselectiveRule::new)
        .map(UnselectiveRule::text)
        .toList();
  }

  static List<Rule> read(int count) {
    return read(texts(count));
  }

  static List<Rule> read(List<RuleText> texts) {
    RuleReader reader = new RuleReader(lifecycle().stageNames());
    return texts.stream().map(text -> read(reader, text)).toList();
  }

  /** Returns the lifecycle of the job whose throughput is measured. */
  static Lifecycle lifecycle() {
    return LifecycleReader.named(SettingsReader.defaults().lifecycle());
  }

  private static Rule read(RuleReader reader, RuleText rule) {
    if (reader.read(rule.origin(), String.valueOf(rule.text()))
        instanceof RuleReader.Result.Ok ok) {
      return ok.rule();
    }
    throw new IllegalStateException(rule.id() + " has problems: " + rule.text());
  }
}
