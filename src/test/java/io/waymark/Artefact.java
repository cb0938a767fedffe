package io.waymark;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A jar that was packaged with the libraries that it needs. */
record Artefact(Path jar) {
  /** Returns the names of the entries that match a regular expression. */
  List<String> entries(String regex) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.stream().map(ZipEntry::getName).filter(name -> name.matches(regex)).toList();
    }
  }

  /** Returns those of our packages, below {@code io.waymark}, of which it holds a class. */
  SortedSet<String> packages() throws IOException {
    return entries("io/waymark/.*\\.class").stream()
        .map(name -> name.substring("io/waymark/".length(), name.lastIndexOf('/')))
        .map(name -> name.replace('/', '.'))
        .collect(toCollection(TreeSet::new));
  }

  String manifest(Attributes.Name name) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.getManifest().getMainAttributes().getValue(name);
    }
  }

  /**
   * Returns the classes that our classes in it refer to, and that are neither in it, nor in Java,
   * nor in one of the jars beside it.
   */
  SortedSet<String> missing(Collection<Path> beside) throws IOException {
    List<URL> path = new ArrayList<>(List.of(jar.toUri().toURL()));
    for (Path each : beside) {
      path.add(each.toUri().toURL());
    }
    URL ours = URI.create("jar:" + jar.toUri() + "!/io/waymark/").toURL();
    try (var loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      return new ClassFileImporter()
          .importUrl(ours).stream()
              .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
              .map(Dependency::getTargetClass)
              .map(JavaClass::getBaseComponentType)
              .filter(type -> !type.isPrimitive())
              .map(JavaClass::getName)
              .filter(name -> loader.getResource(name.replace('.', '/') + ".class") == null)
              .collect(toCollection(TreeSet::new));
    }
  }

  /** Starts Java in a process of its own; its output and its errors come together. */
  static Process java(String... arguments) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            Stream.concat(Stream.of(java.toString()), Stream.of(arguments)).toList())
        .redirectErrorStream(true)
        .start();
  }

  static String classPath(Path first, Collection<Path> others) {
    return String.join(
        File.pathSeparator,
        Stream.concat(Stream.of(first), others.stream()).map(Path::toString).toList());
  }

  /** Returns the jars of a folder whose names match a regular expression. */
  static List<Path> jars(Path folder, String regex) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(regex)).toList();
    }
  }
}
