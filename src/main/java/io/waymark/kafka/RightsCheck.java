package io.waymark.kafka;

import io.waymark.settings.Settings;
import io.waymark.settings.Settings.Guarantee;
import io.waymark.wire.Topics;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the broker lets a process do what it is going to do. All rights are asked for at the
 * start: a missing one would otherwise show only when the first record goes out, or when offsets
 * are committed. {@code security.md} has the same rights as a table.
 */
final class RightsCheck {
  private final Admin admin;
  private final Function<String, Set<AclOperation>> needed;
  private final String group;
  private final @Nullable String transactions;
  private final Set<String> missing = new LinkedHashSet<>();

  private RightsCheck(
      Admin admin,
      Function<String, Set<AclOperation>> needed,
      String group,
      @Nullable String transactions) {
    this.admin = admin;
    this.needed = needed;
    this.group = group;
    this.transactions = transactions;
  }

  static RightsCheck ofTheJob(Admin admin, Settings settings) {
    return new RightsCheck(
        admin,
        topic -> ofTheJob(settings, topic),
        settings.group(),
        settings.delivery() == Guarantee.EXACTLY_ONCE ? settings.group() + "-" : null);
  }

  /**
   * Returns the check for the delivery.
   *
   * @param group that its processes share
   */
  static RightsCheck ofTheDelivery(Admin admin, Settings settings, String group) {
    return new RightsCheck(admin, topic -> ofTheDelivery(settings, topic), group, null);
  }

  /** Returns the rights that were found missing, such as {@code Read on topic waymark.rules}. */
  Set<String> missing() {
    return missing;
  }

  /**
   * Checks a topic that is there.
   *
   * @param topic described with authorized operations; a broker that does not tell them is trusted
   */
  void check(TopicDescription topic) {
    Set<AclOperation> granted = topic.authorizedOperations();
    if (granted != null && !granted.isEmpty()) {
      Set<AclOperation> lacking = needed.apply(topic.name());
      lacking.removeAll(granted);
      lacking.forEach(operation -> lacks(operation, "topic " + topic.name()));
    }
  }

  /** Notes a topic that may not be described: any right to it would include that one. */
  void lacksAll(String topic) {
    needed.apply(topic).forEach(operation -> lacks(operation, "topic " + topic));
  }

  void lacks(AclOperation operation, String resource) {
    String name = operation.name();
    missing.add(name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + " on " + resource);
  }

  void checkGroupAndTransactions() throws InterruptedException, ExecutionException {
    checkGroup();
    if (transactions != null) {
      checkTransactions(transactions);
    }
  }

  private static Set<AclOperation> ofTheDelivery(Settings settings, String topic) {
    if (topic.equals(Topics.TRIGGERS.name(settings.prefix()))) {
      return EnumSet.of(AclOperation.READ);
    }
    return topic.equals(Topics.DELIVERIES_PARKED.name(settings.prefix()))
        ? EnumSet.of(AclOperation.READ, AclOperation.WRITE)
        : EnumSet.of(AclOperation.WRITE);
  }

  private static Set<AclOperation> ofTheJob(Settings settings, String topic) {
    Set<AclOperation> needed = EnumSet.noneOf(AclOperation.class);
    if (settings.inputs().stream().anyMatch(input -> input.topic().equals(topic))) {
      needed.add(AclOperation.READ);
    }
    if (Stream.of(Topics.RULES, Topics.POLICY, Topics.PAUSES, Topics.QUESTIONS)
        .anyMatch(ours -> ours.name(settings.prefix()).equals(topic))) {
      needed.add(AclOperation.READ);
    }
    if (Topics.OUTPUTS.stream().anyMatch(ours -> ours.name(settings.prefix()).equals(topic))) {
      needed.add(AclOperation.WRITE);
    }
    return needed;
  }

  /**
   * Checks the group; before its first commit it does not exist, and the broker reports no rights.
   */
  private void checkGroup() throws InterruptedException, ExecutionException {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    try {
      for (ConsumerGroupDescription found :
          admin.describeConsumerGroups(List.of(group), options).all().get().values()) {
        Set<AclOperation> granted = found.authorizedOperations();
        if (granted != null && !granted.isEmpty() && !granted.contains(AclOperation.READ)) {
          lacks(AclOperation.READ, "group " + group);
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupAuthorizationException) {
        lacks(AclOperation.READ, "group " + group);
      } else if (!(e.getCause() instanceof GroupIdNotFoundException) && !cannotTell(e)) {
        throw e;
      }
    }
  }

  /** Asks for a transaction that does not exist, which takes a right to its id all the same. */
  private void checkTransactions(String prefix) throws InterruptedException, ExecutionException {
    String id = prefix + Topics.TRIGGERS.id();
    try {
      admin.describeTransactions(List.of(id)).description(id).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdAuthorizationException) {
        lacks(AclOperation.WRITE, "transactional ids that begin with " + prefix);
      } else if (!(e.getCause() instanceof TransactionalIdNotFoundException) && !cannotTell(e)) {
        throw e;
      }
    }
  }

  /** Returns whether the broker is older than Kafka 3.0, or only speaks the protocol. */
  private static boolean cannotTell(ExecutionException failure) {
    return failure.getCause() instanceof UnsupportedVersionException;
  }
}
