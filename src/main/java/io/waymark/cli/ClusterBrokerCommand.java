package io.waymark.cli;

import io.waymark.lab.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the broker process of a cluster; `waymark cluster up` starts it. */
@Command(
    name = "broker",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "The broker of the cluster, until it is interrupted.")
final class ClusterBrokerCommand implements Callable<Integer> {
  @Option(names = "--data", required = true)
  private Path data = Path.of("");

  @Option(names = "--port", required = true)
  private int port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > BrokerPort.MOST) {
      throw new ParameterException(
          spec.commandLine(), "--port must be from 0 to " + BrokerPort.MOST);
    }
    StartProblems problems = new StartProblems();
    problems.checkWritable("--data", data);
    problems.refuseAny();
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, port)) {
      CountDownLatch interrupted = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> release(interrupted, closed)));
      PrintWriter out = spec.commandLine().getOut();
      out.println("Kafka is at " + broker.bootstrap());
      out.flush();
      interrupted.await();
      broker.close();
      closed.countDown();
      return 0;
    }
  }

  /** Releases the broker and waits until it is closed: the process ends when this returns. */
  private static void release(CountDownLatch interrupted, CountDownLatch closed) {
    interrupted.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
