package io.waymark.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.cli.JobCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The script of the service {@code job} in {@code compose.yaml}. */
class SubmissionTest {
  @Test
  void passesArgumentsThatTheJobTakes(@TempDir Path folder) throws Exception {
    List<String> run = submit(folder, "No running jobs.").orElseThrow();

    assertThat(run).startsWith("run", "--detached", "usrlib/waymark-job.jar");
    String[] arguments = run.subList(3, run.size()).toArray(String[]::new);
    Path config =
        new CommandLine(new JobCommand())
            .parseArgs(arguments)
            .matchedOptionValue("--config", Path.of("missing"));
    assertThat(config).isEqualTo(Path.of("conf/waymark.yaml"));
    assertThat(Deployed.FLINK_CONF.resolve(config.getFileName())).exists();
  }

  @Test
  void leavesAJobThatRunsAlone(@TempDir Path folder) throws Exception {
    assertThat(submit(folder, "25.11.2026 03:00:00 : 4711 : waymark (RUNNING)")).isEmpty();
  }

  @Test
  void goesOnFromTheNewestSavepointOrCheckpoint(@TempDir Path folder) throws Exception {
    complete(folder, "checkpoints/4711/chk-12", Instant.parse("2026-11-25T03:00:00Z"));
    complete(folder, "savepoints/savepoint-1", Instant.parse("2026-11-25T03:00:10Z"));
    complete(folder, "checkpoints/4711/chk-11", Instant.parse("2026-11-25T02:59:50Z"));
    Files.createDirectories(folder.resolve("checkpoints/4711/chk-13"));

    List<String> run = submit(folder, "No running jobs.").orElseThrow();

    assertThat(run)
        .containsSequence("--fromSavepoint", "file://" + folder + "/savepoints/savepoint-1");
  }

  /**
   * Returns the arguments that the script passes to a fake `flink`, which lists the given jobs;
   * empty if it submits nothing.
   */
  private static Optional<List<String>> submit(Path folder, String jobs) throws Exception {
    Path flink = folder.resolve("flink");
    Path asked = folder.resolve("asked");
    Files.writeString(
        flink,
        "#!/bin/sh\n[ $1 = list ] && echo '" + jobs + "' || echo \"$@\" > '" + asked + "'\n");
    assertThat(flink.toFile().setExecutable(true)).isTrue();
    List<String> command = Deployed.list(Deployed.compose().at("/services/job/command"));
    String script =
        command.get(2).replace("$$", "$").replace("/var/lib/waymark", folder.toString());
    ProcessBuilder process = new ProcessBuilder(command.get(0), command.get(1), script);
    process.environment().merge("PATH", folder + ":", (path, ours) -> ours + path);

    assertThat(process.start().waitFor()).isZero();
    return Files.exists(asked)
        ? Optional.of(List.of(Files.readString(asked).trim().split(" ")))
        : Optional.empty();
  }

  private static void complete(Path folder, String snapshot, Instant at) throws IOException {
    Path metadata = folder.resolve(snapshot).resolve("_metadata");
    Files.createDirectories(metadata.getParent());
    Files.createFile(metadata);
    Files.setLastModifiedTime(metadata, FileTime.from(at));
  }
}
