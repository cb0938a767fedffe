package io.waymark.cli;

import io.waymark.cli.Rights.Right;
import io.waymark.kafka.DeliveryTopics;
import io.waymark.kafka.StartTopics;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.SecureBroker;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** A broker with TLS, users and ACLs, and jobs that are set up for it as the page says. */
final class SecureKafka implements AutoCloseable {
  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(60));

  private final Path folder;
  private final Keytool tls;
  private final SecureBroker broker;
  private final Admin admin;
  private String password = "";

  SecureKafka(Path folder) throws Exception {
    this.folder = folder;
    tls = Keytool.make(folder, "broker");
    broker = SecureBroker.start(folder.resolve("kafka"), tls.keys(), Keytool.PASSWORD);
    admin = Admin.create(Map.of("bootstrap.servers", broker.plain()));
    changePassword();
  }

  /** Returns where the tests' own clients, which may do everything, reach the broker. */
  String plain() {
    return broker.plain();
  }

  /** Returns where the job reaches the broker. */
  String secure() {
    return broker.secure();
  }

  Admin admin() {
    return admin;
  }

  String password() {
    return password;
  }

  /** Changes the password at the broker and in the file. */
  void changePassword() throws Exception {
    password = "secret-" + UUID.randomUUID();
    ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
    admin
        .alterUserScramCredentials(
            List.of(new UserScramCredentialUpsertion("waymark", info, password)))
        .all()
        .get();
    Files.writeString(folder.resolve("password"), password + "\n");
  }

  /** The settings that the page shows, for this broker and a job that is called otherwise. */
  Settings settings(String job, Map<String, String> set) throws Exception {
    String page = Files.readString(Rights.PAGE);
    String yaml = page.substring(page.indexOf("```yaml\n") + 8);
    String ours =
        yaml.substring(0, yaml.indexOf("```"))
            .replace("broker.example:9093", secure())
            .replace("/etc/waymark/ca.pem", tls.certificate().toString())
            .replace("/run/secrets/waymark-kafka", folder.resolve("password").toString());
    Map<String, String> all = new HashMap<>(of(job));
    all.put("kafka.wait", "30s");
    all.putAll(set);
    return SettingsReader.read(Files.writeString(folder.resolve(job + ".yaml"), ours), all);
  }

  /** The topics of a job that has no rights to them yet. */
  void createTopics(String job) throws Exception {
    Map<String, String> all = new HashMap<>(of(job));
    all.put("kafka.bootstrap", plain());
    all.put("kafka.create-topics", "true");
    StartTopics.find(SettingsReader.read(null, all));
    DeliveryTopics.find(SettingsReader.read(null, all), List.of(destinationOf(job)));
  }

  /** Returns the topic that the page names for a destination, of a job with another name. */
  static String destinationOf(String job) {
    return job + ".to.service-desk";
  }

  /** Returns the page's rights that are needed always or with some settings. */
  static List<Right> rights(String job, String... with) throws Exception {
    Set<String> when = new HashSet<>(List.of(with));
    when.add("always");
    return Rights.ofThePage().stream()
        .filter(right -> when.contains(right.when()))
        .map(right -> right.of(job))
        .toList();
  }

  /** Returns the page's rights of the delivery that are needed for some purposes. */
  static List<Right> deliveryRights(String job, String... purposes) throws Exception {
    return Rights.ofTheDelivery().stream()
        .filter(right -> List.of(purposes).contains(right.when()))
        .map(right -> right.of(job))
        .toList();
  }

  void grant(List<Right> rights) throws Exception {
    List<AclBinding> acls = rights.stream().map(Right::acl).toList();
    admin.createAcls(acls).all().get();
    PATIENCE.await("the rights are granted", () -> granted().containsAll(acls));
  }

  void revoke(Right right) throws Exception {
    admin.deleteAcls(List.of(right.acl().toFilter())).all().get();
    PATIENCE.await("the right is gone", () -> !granted().contains(right.acl()));
  }

  void awaitOffsets(String group) throws Exception {
    PATIENCE.await(
        "the group has offsets",
        () ->
            !admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().isEmpty());
  }

  private Set<AclBinding> granted() throws Exception {
    return new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get());
  }

  private static Map<String, String> of(String job) {
    return Map.of("topics.prefix", job + ".", "kafka.group", job);
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
  }
}
