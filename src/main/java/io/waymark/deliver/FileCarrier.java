package io.waymark.deliver;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Cause;
import io.waymark.deliver.lane.Clocks;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes triggers to a file, a line each; a line counts as delivered when the disk has it. */
final class FileCarrier implements Carrier {
  private final FileChannel file;
  private final Clocks clocks;

  /** Opens the file behind what is in it; a line that a kill has cut short is ended. */
  FileCarrier(Path path, Clocks clocks) throws IOException {
    this.file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    this.clocks = clocks;
    file.position(file.size());
    if (!endsWithALine()) {
      write(new byte[] {'\n'});
    }
  }

  private boolean endsWithALine() throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return file.size() == 0 || (file.read(last, file.size() - 1) == 1 && last.get(0) == '\n');
  }

  @Override
  public synchronized Answer carry(TriggerText text, long untilMillis) {
    long start = clocks.steadyMillis();
    try {
      byte[] line = new byte[text.bytes().length + 1];
      System.arraycopy(text.bytes(), 0, line, 0, text.bytes().length);
      line[line.length - 1] = '\n';
      write(line);
      file.force(false);
      return Answer.delivered(0, 0, clocks.steadyMillis() - start);
    } catch (IOException e) {
      return Answer.failed(
          Cause.FILE,
          "the file cannot be written: " + FileFailure.reason(e),
          clocks.steadyMillis() - start);
    }
  }

  private void write(byte[] bytes) throws IOException {
    long start = file.position();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    } catch (IOException e) {
      file.position(start);
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
