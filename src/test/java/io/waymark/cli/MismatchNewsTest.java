package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.govern.Policy;
import io.waymark.govern.PolicyReader;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MismatchNewsTest {
  private static final String RULE =
      """
      rule: flash
      title: Flash sale
      signal: opportunity
      owner: crm
      status: live
      tags: %s
      pattern: {steps: [{viewed: Sale Viewed}]}
      trigger: {to: push}
      """;
  private static final String POLICY = "policy: p\ncaps: [{most: 1, in: 7d, of: {tag: sale}}]\n";
  private static final String WARNING =
      "warning: 'of' of cap 1 names what is no tag of any rule: 'sale' (did you mean 'sales'?)";

  @TempDir private Path rules;
  private final List<String> printed = new ArrayList<>();
  private Optional<Policy> policy = PolicyReader.read(POLICY, new Problems("policy.yaml", POLICY));

  @Test
  void warnsAgainOnlyOfWhatWasMendedMeanwhile() throws Exception {
    MismatchNews news = news();
    write("sales");
    news.update();
    news.noteChange();
    news.update();
    assertThat(printed).containsExactly(WARNING);

    write("sale");
    news.noteChange();
    news.update();
    write("sales");
    news.noteChange();
    news.update();

    assertThat(printed).containsExactly(WARNING, WARNING);
  }

  @Test
  void comparesOnlyAfterAChange() throws Exception {
    MismatchNews news = news();
    write("sale");
    news.update();

    write("sales");
    news.update();

    assertThat(printed).isEmpty();
  }

  @Test
  void aPolicyWithProblemsIsComparedWithNothing() throws Exception {
    policy = Optional.empty();
    write("sales");

    news().update();

    assertThat(printed).isEmpty();
  }

  private MismatchNews news() {
    return new MismatchNews(
        () -> policy, rules, LifecycleReader.named("commerce"), null, printed::add);
  }

  private void write(String tag) throws IOException {
    Files.writeString(rules.resolve("flash.yaml"), RULE.formatted(tag));
  }
}
