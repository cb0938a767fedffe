package io.waymark.lab.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A folder on this machine that Flink knows under the scheme {@code faulty}, and whose faults a
 * test chooses. Other processes see them as well: a file in the folder says what the fault is.
 */
public final class FaultyStorage {
  static final String SCHEME = "faulty";

  /** The file that says what the fault is; without it there is none. */
  static final String FAULT = "fault";

  static final String FULL = "full";

  private final Path folder;

  public FaultyStorage(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder).toAbsolutePath();
  }

  /** Returns a folder in this one, as Flink's settings name it. */
  public String uri(String name) {
    return SCHEME + "://" + folder.resolve(name);
  }

  /** Lets each write fail as on a disk without space. */
  public void fill() throws IOException {
    say(FULL);
  }

  /** Lets each write take a while. */
  public void slowDown(Duration ofEachWrite) throws IOException {
    say(Long.toString(ofEachWrite.toMillis()));
  }

  public void mend() throws IOException {
    Files.deleteIfExists(folder.resolve(FAULT));
  }

  private void say(String fault) throws IOException {
    Path file = folder.resolve(FAULT);
    Path fresh = Files.writeString(folder.resolve(FAULT + ".fresh"), fault);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Writes the plugin with which other Flink processes know the scheme.
   *
   * @param plugins Flink's folder of plugins
   */
  public static void installInto(Path plugins) throws IOException {
    Path jar = Files.createDirectories(plugins.resolve(SCHEME)).resolve(SCHEME + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> each :
          new Class<?>[] {
            FaultyStorage.class,
            FaultyFileSystem.class,
            FaultyFileSystem.Factory.class,
            FaultyFileSystem.Output.class
          }) {
        add(out, each.getName().replace('.', '/') + ".class");
      }
      add(out, "META-INF/services/org.apache.flink.core.fs.FileSystemFactory");
    }
  }

  private static void add(JarOutputStream jar, String resource) throws IOException {
    jar.putNextEntry(new JarEntry(resource));
    try (var bytes = FaultyStorage.class.getClassLoader().getResourceAsStream(resource)) {
      bytes.transferTo((OutputStream) jar);
    }
    jar.closeEntry();
  }
}
