package io.waymark.deliver.destination;

import io.waymark.deliver.destination.Destination.Webhook;
import io.waymark.model.Problem;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code webhook} of a destination. */
final class WebhookReader {
  static final int MOST_CONCURRENCY = 64;
  static final int MOST_SECRETS = 5;
  private static final int USUAL_CONCURRENCY = 8;
  private static final int MOST_RATE = 10_000;
  private static final int SECONDS = 60;
  private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,4})/(s|m)");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file|env):[^}]+}");
  private static final Pattern SECRET = Pattern.compile("whsec_[^\\s\"',\\]]*");

  private final List<String> plainSecrets = new ArrayList<>();

  /** Returns the webhook; empty where it has no address, which is a problem. */
  Optional<Webhook> read(String to, YamlMap map) {
    try (map) {
      boolean isPrivate = map.optional("private").map(YamlValue::truth).orElse(false);
      Optional<URI> url = map.required("url").flatMap(value -> WebhookUrl.read(value, isPrivate));
      List<String> secrets = map.required("secrets").map(this::secrets).orElse(List.of());
      int rate = map.optional("rate").map(WebhookReader::rate).orElse(0);
      int concurrency =
          map.optional("concurrency")
              .map(value -> value.integer(1, MOST_CONCURRENCY))
              .orElse(USUAL_CONCURRENCY);
      return url.map(each -> new Webhook(to, each, secrets, rate, concurrency, isPrivate));
    }
  }

  /** Leaves secrets that stand in the text out of the line that a problem shows. */
  Problem mask(Problem problem) {
    String excerpt = SECRET.matcher(problem.excerpt()).replaceAll("***");
    for (String secret : plainSecrets) {
      excerpt = excerpt.replace(secret, "***");
    }
    return new Problem(
        problem.file(), problem.line(), problem.column(), problem.message(), excerpt);
  }

  private List<String> secrets(YamlValue value) {
    List<YamlValue> items = value.oneOrMany();
    if (items.isEmpty() || items.size() > MOST_SECRETS) {
      value.problem("a webhook is signed with 1 to " + MOST_SECRETS + " secrets");
    }
    return items.stream().map(this::secret).toList();
  }

  private String secret(YamlValue item) {
    String text = item.scalar();
    if (!text.isEmpty() && !REFERENCE.matcher(text).matches()) {
      plainSecrets.add(text);
      item.problem(
          "a secret must not stand here in plain text; write \"${file:PATH}\" or \"${env:NAME}\"");
    }
    return text;
  }

  private static int rate(YamlValue value) {
    String text = value.text();
    Matcher matcher = RATE.matcher(text);
    if (matcher.matches()) {
      int count = Integer.parseInt(matcher.group(1));
      if (count <= MOST_RATE) {
        return matcher.group(2).equals("s") ? count * SECONDS : count;
      }
    }
    if (!text.isEmpty()) {
      value.problem(
          "expected a rate such as 50/s or 600/m, at most " + MOST_RATE + " in either unit");
    }
    return 0;
  }
}
