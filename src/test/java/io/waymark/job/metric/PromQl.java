package io.waymark.job.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A query of Prometheus, of which enough is read to find the names of the metrics and labels.
 *
 * @param metrics those that are selected, each with the labels that it is selected by
 * @param grouping the labels that results are grouped or joined by
 */
public record PromQl(List<Selected> metrics, Set<String> grouping) {
  /** A metric and the labels in its braces. */
  public record Selected(String name, Set<String> labels) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'" // a text
              + "|[a-zA-Z_:][a-zA-Z0-9_:]*" // a name
              + "|[0-9][0-9a-zA-Z.]*" // a number or a duration
              + "|\\[[^\\]]*\\]" // a range
              + "|\\S");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:].*");
  private static final Set<String> BEFORE_LABELS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "sum", "min", "max", "avg", "count", "topk");

  public static PromQl of(String query) {
    List<String> tokens = TOKEN.matcher(query).results().map(token -> token.group()).toList();
    List<Selected> metrics = new ArrayList<>();
    Set<String> grouping = new TreeSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
      if (BEFORE_LABELS.contains(token)) {
        int end = end(tokens, i, ")");
        grouping.addAll(names(tokens.subList(i + 1, end)));
        i = end;
      } else if (isName(token) && !WORDS.contains(token) && !next.equals("(")) {
        int end = next.equals("{") ? end(tokens, i, "}") : i;
        metrics.add(new Selected(token, names(tokens.subList(i + 1, end + 1))));
        i = end;
      }
    }
    return new PromQl(metrics, grouping);
  }

  private static boolean isName(String token) {
    return NAME.matcher(token).matches();
  }

  private static int end(List<String> tokens, int from, String bracket) {
    int end = from;
    while (!tokens.get(end).equals(bracket)) {
      end++;
    }
    return end;
  }

  private static Set<String> names(List<String> tokens) {
    Set<String> names = new TreeSet<>();
    tokens.stream().filter(PromQl::isName).forEach(names::add);
    return names;
  }
}
