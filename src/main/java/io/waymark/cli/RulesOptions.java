package io.waymark.cli;

import io.waymark.lifecycle.Lifecycle;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The folder of rules and the lifecycle whose stages they name, for commands without a job. */
final class RulesOptions {
  @Parameters(
      paramLabel = "DIR|FILE",
      description = "folder with one rule a file (*.yaml), or one such file")
  private Path folder = Path.of("");

  @Option(
      names = "--lifecycle",
      defaultValue = "commerce",
      description = "name or file; default ${DEFAULT-VALUE}")
  private String lifecycle = "commerce";

  Path folder() {
    return folder;
  }

  Lifecycle lifecycle() throws CommandException {
    return RuleFiles.lifecycle(lifecycle);
  }
}
