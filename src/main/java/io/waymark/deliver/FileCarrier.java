package io.waymark.deliver;

import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Answer.Cause;
import io.waymark.deliver.lane.Clocks;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes triggers to a file, a line each; a line counts as delivered when the disk has it. The file
 * is locked, as two writers would write over each other.
 */
final class FileCarrier implements Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(FileCarrier.class);

  private final FileChannel file;
  private final Clocks clocks;

  /** The end of the last line that the disk has. */
  private long end;

  /** Whether a line that failed may have left some of its bytes behind the end. */
  private boolean isTorn;

  /**
   * Opens a file behind what is in it; a line that a kill has cut short is ended.
   *
   * @throws IOException if it cannot be written, or is written by somebody else
   */
  static FileCarrier open(Path path, Clocks clocks) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(file, path);
      return new FileCarrier(file, clocks);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static void lock(FileChannel file, Path path) throws IOException {
    boolean isLocked;
    try {
      isLocked = file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      isLocked = false;
    }
    if (!isLocked) {
      throw new IOException(
          "the file "
              + path
              + " is written by another process or destination; give each a file of its own");
    }
  }

  FileCarrier(FileChannel file, Clocks clocks) throws IOException {
    this.file = file;
    this.clocks = clocks;
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
    if (clocks.wallMillis() >= untilMillis) {
      return Answer.noTimeLeft();
    }
    try {
      byte[] line = new byte[text.bytes().length + 1];
      System.arraycopy(text.bytes(), 0, line, 0, text.bytes().length);
      line[line.length - 1] = '\n';
      write(line);
      return Answer.delivered(0, 0, clocks.steadyMillis() - start);
    } catch (IOException e) {
      return Answer.failed(
          Cause.FILE,
          "the file cannot be written: " + FileFailure.reason(e),
          clocks.steadyMillis() - start);
    }
  }

  private void write(byte[] bytes) throws IOException {
    mend();
    end = file.size();
    isTorn = true;
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer, end + buffer.position());
    }
    file.force(false);
    isTorn = false;
  }

  /** Cuts off what a line that failed has left, before another is written over it. */
  private void mend() throws IOException {
    if (isTorn) {
      file.truncate(end);
      isTorn = false;
    }
  }

  @Override
  public synchronized void close() {
    try (file) {
      // A write that was interrupted has closed the file; the next start ends the line it left.
      if (file.isOpen()) {
        mend();
      }
    } catch (IOException e) {
      LOG.warn("what is left of a line cannot be cut off: {}", FileFailure.reason(e));
    }
  }
}
