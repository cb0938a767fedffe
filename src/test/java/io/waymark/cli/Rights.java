package io.waymark.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights of the job and of the delivery, as the page on security has them in its tables. */
final class Rights {
  static final Path PAGE = Path.of("src/site/markdown/security.md");

  private static final Pattern ROW =
      Pattern.compile(
          "\\| (\\S+) \\| (topic|group|transactional-id) \\| `([^`*]+)(\\*?)` \\| (\\w+) \\|.*");

  /** The purposes of the rights that the delivery needs. */
  private static final Set<String> OF_THE_DELIVERY = Set.of("deliver", "destinations", "replay");

  private Rights() {}

  /**
   * A right on the page.
   *
   * @param when always, or the setting that asks for it
   */
  record Right(String when, String kind, String name, boolean isPrefix, String operation) {

    /** Returns the right of a job with another name. */
    Right of(String job) {
      return new Right(when, kind, name.replace("waymark", job), isPrefix, operation);
    }

    AclBinding acl() {
      return new AclBinding(
          new ResourcePattern(
              ResourceType.fromString(kind.replace('-', '_').toUpperCase(Locale.ROOT)),
              name,
              isPrefix ? PatternType.PREFIXED : PatternType.LITERAL),
          new AccessControlEntry(
              "User:waymark",
              "*",
              AclOperation.fromString(operation.toUpperCase(Locale.ROOT)),
              AclPermissionType.ALLOW));
    }

    /** Returns the right as a refusal of a start names it. */
    String said() {
      return operation
          + " on "
          + (isPrefix ? "transactional ids that begin with " : kind + " ")
          + name;
    }

    String command() {
      return (OF_THE_DELIVERY.contains(when) ? "$deliver" : "$acls")
          + " --operation "
          + operation
          + (isPrefix ? " --resource-pattern-type prefixed" : "")
          + " --"
          + kind
          + " "
          + name;
    }
  }

  /** Returns the rights of the job. */
  static List<Right> ofThePage() throws IOException {
    return all().stream().filter(right -> !OF_THE_DELIVERY.contains(right.when())).toList();
  }

  static List<Right> ofTheDelivery() throws IOException {
    return all().stream().filter(right -> OF_THE_DELIVERY.contains(right.when())).toList();
  }

  private static List<Right> all() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(
            row ->
                new Right(
                    row.group(1).replace("`", ""),
                    row.group(2),
                    row.group(3),
                    !row.group(4).isEmpty(),
                    row.group(5)))
        .toList();
  }
}
