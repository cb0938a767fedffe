package io.waymark.job.source;

import io.waymark.intake.InputFile;
import io.waymark.intake.Intake;
import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.job.stream.StreamType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.jspecify.annotations.Nullable;

/** Lets intake take a file as a whole: lines keep their numbers and their order. */
final class InputFormat implements BulkFormat<IntakeResult, FileSourceSplit> {
  private static final long serialVersionUID = 1;
  private static final int BATCH = 500;

  private final MappingSource mapping;
  private final long futureMillis;

  InputFormat(MappingSource mapping, long futureMillis) {
    this.mapping = mapping;
    this.futureMillis = futureMillis;
  }

  @Override
  public Reader<IntakeResult> createReader(Configuration configuration, FileSourceSplit split)
      throws IOException {
    Path path = Path.of(split.path().getPath());
    return new FileReader(InputFile.open(path, new Intake(mapping.compile(), futureMillis)));
  }

  @Override
  public Reader<IntakeResult> restoreReader(Configuration configuration, FileSourceSplit split)
      throws IOException {
    Reader<IntakeResult> reader = createReader(configuration, split);
    long read =
        split.getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L);
    ((FileReader) reader).skip(read);
    return reader;
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<IntakeResult> getProducedType() {
    return StreamType.INTAKE_RESULT;
  }

  private static final class FileReader implements Reader<IntakeResult> {
    private final InputFile file;
    private long read;

    FileReader(InputFile file) {
      this.file = file;
    }

    void skip(long records) {
      while (read < records && file.next(System.currentTimeMillis()) != null) {
        read++;
      }
    }

    @Override
    public @Nullable RecordIterator<IntakeResult> readBatch() {
      List<IntakeResult> batch = new ArrayList<>(BATCH);
      long now = System.currentTimeMillis();
      for (IntakeResult next = file.next(now);
          next != null;
          next = batch.size() < BATCH ? file.next(now) : null) {
        batch.add(next);
      }
      if (batch.isEmpty()) {
        return null;
      }
      ArrayResultIterator<IntakeResult> records = new ArrayResultIterator<>();
      records.set(
          batch.toArray(IntakeResult[]::new), batch.size(), CheckpointedPosition.NO_OFFSET, read);
      read += batch.size();
      return records;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
