package io.waymark.job.playback;

import io.waymark.intake.IntakeResult;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.InstantiationUtil;

/** The inputs of all parts of a playback, merged; one subtask reads them. */
final class PlaybackSource
    implements Source<IntakeResult, PlaybackSplit, Collection<PlaybackSplit>> {
  private static final long serialVersionUID = 1;

  private final PlaybackSplit whole;

  PlaybackSource(List<PlaybackPart> parts, PlaybackTime time) {
    this.whole = new PlaybackSplit(parts, time, 0);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<IntakeResult, PlaybackSplit> createReader(SourceReaderContext context) {
    return new PlaybackReader(context);
  }

  @Override
  public SplitEnumerator<PlaybackSplit, Collection<PlaybackSplit>> createEnumerator(
      SplitEnumeratorContext<PlaybackSplit> context) {
    return new IteratorSourceEnumerator<>(context, List.of(whole));
  }

  @Override
  public SplitEnumerator<PlaybackSplit, Collection<PlaybackSplit>> restoreEnumerator(
      SplitEnumeratorContext<PlaybackSplit> context, Collection<PlaybackSplit> splits) {
    return new IteratorSourceEnumerator<>(context, splits);
  }

  @Override
  public SimpleVersionedSerializer<PlaybackSplit> getSplitSerializer() {
    return new JavaSerializer<>();
  }

  @Override
  public SimpleVersionedSerializer<Collection<PlaybackSplit>> getEnumeratorCheckpointSerializer() {
    return new JavaSerializer<>();
  }

  /** Sends splits from the enumerator to the reader; a playback keeps no checkpoint. */
  private static final class JavaSerializer<T> implements SimpleVersionedSerializer<T> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(T object) throws IOException {
      return InstantiationUtil.serializeObject(object);
    }

    @Override
    public T deserialize(int version, byte[] bytes) throws IOException {
      try {
        return InstantiationUtil.deserializeObject(bytes, PlaybackSource.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new IOException(e);
      }
    }
  }
}
