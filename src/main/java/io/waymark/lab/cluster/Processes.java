package io.waymark.lab.cluster;

import io.waymark.lab.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes of the members. They outlive the command that starts them; a later one finds them
 * again by their ids, which are kept in files with the time of the start, as ids are used again.
 */
public final class Processes {
  private final Path folder;

  public Processes(Path folder) {
    this.folder = folder;
  }

  void start(ClusterProcess member) throws IOException {
    OwnerOnly.folder(folder.resolve("log"));
    Path output = OwnerOnly.file(output(member.name()));
    ProcessHandle handle =
        member
            .process(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .directory(folder.toFile())
            .start()
            .toHandle();
    Path pid = OwnerOnly.file(OwnerOnly.folder(pids()).resolve(member.name()));
    Files.writeString(pid, line(handle));
  }

  /** Returns the file of the process's output, which lies beside its log. */
  Path output(String name) {
    return folder.resolve("log").resolve(name + ".out");
  }

  public Optional<ProcessHandle> running(String name) throws IOException {
    Path file = pids().resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String kept = Files.readString(file);
    long pid = Long.parseLong(kept.substring(0, kept.indexOf(' ')));
    return ProcessHandle.of(pid).filter(handle -> handle.isAlive() && line(handle).equals(kept));
  }

  /** Asks the process to end, and kills it when it does not end in time. */
  void stop(String name, Duration patience) throws IOException, InterruptedException {
    Optional<ProcessHandle> running = running(name);
    if (running.isPresent()) {
      running.get().destroy();
      if (!hasEnded(running.get(), patience)) {
        kill(name);
      }
    }
  }

  /** Kills the process, which gets no chance to clean up. */
  void kill(String name) throws IOException, InterruptedException {
    Optional<ProcessHandle> running = running(name);
    if (running.isPresent()) {
      running.get().destroyForcibly();
      if (!hasEnded(running.get(), Duration.ofSeconds(10))) {
        throw new IOException(name + " cannot be killed");
      }
    }
  }

  private static boolean hasEnded(ProcessHandle handle, Duration patience)
      throws InterruptedException {
    try {
      handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  private Path pids() {
    return folder.resolve("pids");
  }

  private static String line(ProcessHandle handle) {
    return handle.pid()
        + " "
        + handle.info().startInstant().map(Object::toString).orElse("unknown");
  }
}
