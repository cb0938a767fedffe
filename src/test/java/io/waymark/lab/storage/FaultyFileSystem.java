package io.waymark.lab.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** Flink's file system of this machine, whose writes suffer from the fault of their folder. */
final class FaultyFileSystem extends FileSystem {
  /** Found by Flink as a service. */
  public static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return FaultyStorage.SCHEME;
    }

    @Override
    public FileSystem create(URI uri) {
      return new FaultyFileSystem();
    }
  }

  private final FileSystem local = new LocalFileSystem();

  /** Suffers the fault of the nearest folder above that has one. */
  private static void suffer(Path path) throws IOException {
    java.nio.file.Path at = java.nio.file.Path.of(path.getPath()).getParent();
    for (; at != null; at = at.getParent()) {
      try {
        suffer(Files.readString(at.resolve(FaultyStorage.FAULT)));
        return;
      } catch (NoSuchFileException e) {
        // This folder has no fault; one above it may have.
      }
    }
  }

  private static void suffer(String fault) throws IOException {
    if (fault.equals(FaultyStorage.FULL)) {
      throw new IOException("No space left on device");
    }
    try {
      TimeUnit.MILLISECONDS.sleep(Long.parseLong(fault));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("a slow write was given up");
    }
  }

  /** Suffers at each write. */
  static final class Output extends FSDataOutputStream {
    private final FSDataOutputStream local;
    private final Path path;

    Output(FSDataOutputStream local, Path path) {
      this.local = local;
      this.path = path;
    }

    @Override
    public void write(int one) throws IOException {
      suffer(path);
      local.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      suffer(path);
      local.write(bytes, from, length);
    }

    @Override
    public long getPos() throws IOException {
      return local.getPos();
    }

    @Override
    public void flush() throws IOException {
      local.flush();
    }

    @Override
    public void sync() throws IOException {
      local.sync();
    }

    @Override
    public void close() throws IOException {
      local.close();
    }
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    suffer(path);
    return new Output(local.create(path, mode), path);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return local.mkdirs(path);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return local.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return local.delete(path, recursive);
  }

  @Override
  public Path getWorkingDirectory() {
    return local.getWorkingDirectory();
  }

  @Override
  public Path getHomeDirectory() {
    return local.getHomeDirectory();
  }

  @Override
  public URI getUri() {
    return URI.create(FaultyStorage.SCHEME + ":///");
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return local.getFileStatus(path);
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long from, long length)
      throws IOException {
    return local.getFileBlockLocations(file, from, length);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return local.open(path, bufferSize);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    return local.open(path);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return local.listStatus(path);
  }

  @Override
  public boolean isDistributedFS() {
    return true;
  }
}
