package io.waymark.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The result of holding a mapping against the first records of a file, before the file is played.
 *
 * @param refusal why no record of the file can be read, and the cure; empty where they can
 * @param warnings fields that the mapping reads and none of the records has
 */
public record InputCheck(Optional<String> refusal, List<String> warnings) {
  public InputCheck {
    warnings = List.copyOf(warnings);
  }

  /** Reads the header, if the file has one, and the first {@link FieldWatch#RECORDS} records. */
  public static InputCheck of(Path file, CompiledMapping mapping) throws IOException {
    Intake intake = new Intake(mapping, 0);
    try (InputFile input = InputFile.open(file, intake)) {
      for (int i = 0; i < FieldWatch.RECORDS && input.next(Long.MAX_VALUE) != null; i++) {
        if (input.refusal().isPresent()) {
          return new InputCheck(input.refusal(), List.of());
        }
      }
    }
    return new InputCheck(Optional.empty(), intake.watch().warnings());
  }
}
