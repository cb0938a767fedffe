package io.waymark.cli;

import io.waymark.console.Console;
import io.waymark.job.JobSettings;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.StartTopics;
import io.waymark.lab.OwnerOnly;
import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.lab.local.LocalJob;
import io.waymark.lab.local.RetainedState;
import io.waymark.lab.shop.ShopKeeper;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.model.RuleStatus;
import io.waymark.rule.RuleReader;
import io.waymark.settings.Settings;
import io.waymark.wire.Topics;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A broker, the job and a shop in this process, until it is interrupted. All state lies in one
 * folder; started again with the same folder, it continues where it was.
 */
final class Embedded {
  private static final long SEED = 7;

  /** Stands for the broker before it has started, while the settings are checked. */
  private static final String NO_BROKER = "127.0.0.1:9092";

  private static final String PORT = "console.port";
  private static final String BOOKMARK = "shop.properties";

  /** The column at which messages begin, after the seconds since the start. */
  private static final int TEXT = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path data;
  private final Path rules;
  private final String policy;
  private final EmbeddedRequest request;
  private final BrokerPort port;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final long startNanos = System.nanoTime();
  private final Terminal terminal = Terminal.current();

  private Embedded(EmbeddedRequest request, Path data) {
    this.data = data;
    this.rules = request.rules() == null ? data.resolve(StarterFiles.RULES) : request.rules();
    this.policy =
        request.policy() == null ? data.resolve(StarterFiles.POLICY).toString() : request.policy();
    this.request = request;
    this.port = new BrokerPort(data, request.kafkaPort());
  }

  /**
   * Checks all that a run needs, and starts nothing.
   *
   * @throws CommandException with every problem
   */
  static Embedded prepare(EmbeddedRequest request) throws CommandException {
    Path data = request.data();
    Path rules = request.rules();
    String policy = request.policy();
    Path folder = data.toAbsolutePath().normalize();
    StartProblems problems = new StartProblems();
    problems.checkParallelism(request.parallelism());
    new BrokerPort(folder, request.kafkaPort()).check(problems);
    problems.checkWritable("--data", data);
    if (folder.toString().contains(",")) {
      problems.add(
          "--data " + folder + " holds a comma, which separates folders for Kafka; name another");
    }
    if (rules != null) {
      problems.note(() -> RuleFiles.texts(rules));
    }
    if (policy != null) {
      problems.note(() -> PolicyFile.text(policy));
    }
    problems.note(() -> settings(NO_BROKER, request.set()));
    Path destinations = folder.resolve(EmbeddedDelivery.FILE);
    if (request.isDelivering() && Files.exists(destinations)) {
      problems.note(() -> DestinationsFile.read(destinations));
    }
    if (!request.beginAnew()) {
      problems.note(() -> stateOf(folder));
    }
    problems.refuseAny();
    return new Embedded(request, folder);
  }

  int run() throws Exception {
    OwnerOnly.folder(data);
    if (Files.isDirectory(data.resolve("kafka"))) {
      // It is ours, and earlier versions let everybody look into it.
      OwnerOnly.close(data);
    }
    StarterFiles.write(data, request.rules() == null, request.policy() == null);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "stop"));
    print("starting Kafka");
    try (EmbeddedBroker broker = port.start(data.resolve("kafka"), this::print)) {
      print("Kafka is at " + broker.bootstrap());
      return runBeside(broker);
    } finally {
      ended.countDown();
    }
  }

  private int runBeside(EmbeddedBroker broker) throws Exception {
    try {
      return run(settings(broker.bootstrap(), all(data, request.set())));
    } finally {
      print("stopped; `waymark run --data " + Shell.word(data) + "` continues from here");
    }
  }

  /** Lets the shop send its history first, which is the job's backlog when it starts. */
  private int run(Settings settings) throws Exception {
    StartTopics.find(settings);
    boolean isNew = !Files.exists(data.resolve(BOOKMARK));
    Lifecycle lifecycle = LifecycleReader.named(settings.lifecycle());
    try (Console console = EmbeddedConsole.start(settings, !request.set().containsKey(PORT));
        RuleFolder folder = new RuleFolder(rules, objection(lifecycle), settings);
        PolicyFile policyFile = new PolicyFile(policy, settings);
        ShopKeeper shop = shop(settings)) {
      print("the console is at http://" + settings.console().host() + ":" + console.port() + "/");
      int adopted = folder.adopt();
      if (adopted > 0) {
        print(RuleTable.count(adopted, "rule") + " of the console written into " + rules);
      }
      RefusalNews refusals = refusals(settings, lifecycle, folder, policyFile);
      folder.publish();
      policyFile.publish();
      MismatchNews mismatches = mismatches(lifecycle, policyFile);
      folder.onPush(
          ids -> {
            ids.forEach(refusals::forget);
            mismatches.noteChange();
          });
      policyFile.onPush(
          () -> {
            refusals.forget(RuleStatus.POLICY);
            mismatches.noteChange();
          });
      print("the shop sends " + (isNew ? "its history" : "what came since the last run"));
      shop.sendWhatIsDue();
      print("starting the job");
      try (LocalJob job =
              LocalJob.start(settings, data, request.parallelism(), request.beginAnew());
          TriggerPrinter printer =
              new TriggerPrinter(settings, System.currentTimeMillis(), refusals, terminal);
          EmbeddedDelivery delivery =
              request.isDelivering() ? EmbeddedDelivery.open(settings, data) : null) {
        print("Flink's web UI is at " + job.webUi());
        print("rules are in " + rules + "; edit them, and they change while it runs");
        print("the policy is " + policy + "; edit it likewise");
        String here = here(settings.kafka().bootstrap());
        if (settings.journeyMap()) {
          print("journey map: waymark map --live" + here);
        }
        print("why, or why not: waymark explain --customer ID --rule RULE" + here);
        List<Thread> threads = new ArrayList<>();
        if (delivery != null) {
          print(delivery.place());
          threads.add(start("deliveries", delivery));
        }
        print("the shop is open; Ctrl-C stops");
        threads.add(start("shop", shop));
        threads.add(start("rules", folder));
        threads.add(start("policy", policyFile));
        threads.add(start("warnings", mismatches));
        threads.add(start("triggers", printer));
        boolean failed = job.awaitFailureOr(interrupted);
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
          thread.join(PATIENCE.toMillis());
        }
        return failed ? 1 : 0;
      }
    }
  }

  /** Returns the option by which a command finds this broker; none where it looks there anyway. */
  private static String here(String bootstrap) {
    return bootstrap.endsWith(":" + BrokerPort.USUAL) ? "" : " --set kafka.bootstrap=" + bootstrap;
  }

  private RuleFolder.Objection objection(Lifecycle lifecycle) {
    return request.isUntested() ? (file, text) -> List.of() : RuleFolder.tests(lifecycle);
  }

  private static RefusalNews refusals(
      Settings settings, Lifecycle lifecycle, RuleFolder folder, PolicyFile policy)
      throws NotReadyException, InterruptedException {
    RuleReader reader = new RuleReader(lifecycle.stageNames());
    return RefusalNews.since(
        settings,
        rule -> rule.equals(RuleStatus.POLICY) ? policy.problems() : folder.problems(rule, reader));
  }

  private MismatchNews mismatches(Lifecycle lifecycle, PolicyFile policyFile) {
    Path destinations = data.resolve(EmbeddedDelivery.FILE);
    return new MismatchNews(
        policyFile::policy,
        rules,
        lifecycle,
        request.isDelivering() && Files.exists(destinations) ? destinations : null,
        this::print);
  }

  private ShopKeeper shop(Settings settings) throws IOException {
    return ShopKeeper.open(
        settings.kafka().bootstrap(),
        Topics.TOUCHPOINTS.name(settings.prefix()),
        data.resolve(BOOKMARK),
        Clock.systemUTC(),
        SEED);
  }

  /**
   * Returns the newest state in a folder; none in one that no job has run in. The shop opens right
   * before the job starts.
   */
  private static Optional<Path> stateOf(Path data) throws CommandException {
    try {
      Optional<Path> newest = RetainedState.newest(data);
      if (newest.isEmpty() && (Files.exists(data.resolve(BOOKMARK)) || RetainedState.began(data))) {
        throw new CommandException(
            "--data "
                + data
                + " was used before, but holds no checkpoint and no savepoint: it was stopped before"
                + " the first one, or they were deleted. Put them back, or let --begin-anew start the"
                + " job without state: it reads the topics there from their start, and triggers come"
                + " again with the same ids");
      }
      return newest;
    } catch (IOException e) {
      throw new CommandException(
          "the checkpoints in --data " + data + " cannot be read: " + FileFailure.reason(e));
    }
  }

  private static Settings settings(String bootstrap, Map<String, String> set)
      throws CommandException {
    Map<String, String> all = new LinkedHashMap<>(set);
    all.put("kafka.bootstrap", bootstrap);
    all.putIfAbsent("kafka.create-topics", "true");
    all.putIfAbsent("job.applied", "true");
    all.merge("deliver.networks", EmbeddedDelivery.NETWORK, (given, ours) -> given + "," + ours);
    // The history of the shop is thin: a day of it is a few thousand touchpoints.
    all.putIfAbsent("job.drift", "5d");
    // The shop, the only sender, is punctual.
    all.putIfAbsent("job.silence-lag", "1s");
    return SettingsOptions.read(JobSettings::read, null, all);
  }

  /** Returns settings with the console's store in the same folder as all else. */
  private static Map<String, String> all(Path data, Map<String, String> set) {
    Map<String, String> all = new LinkedHashMap<>(set);
    all.putIfAbsent("console.store", data.resolve("console").toString());
    return all;
  }

  /** Handles Ctrl-C: the process ends when this returns. */
  private void stopAndWait() {
    if (ended.getCount() > 0) {
      print("stopping");
    }
    interrupted.countDown();
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        print("it does not stop in time; the next start continues from the last checkpoint");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void print(String message) {
    new StyledLines(terminal, TEXT)
        .add(0, "%6.1f s".formatted((System.nanoTime() - startNanos) / 1e9))
        .words(2, message)
        .lines()
        .forEach(System.out::println);
  }
}
