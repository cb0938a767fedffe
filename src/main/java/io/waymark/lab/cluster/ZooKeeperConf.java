package io.waymark.lab.cluster;

import io.waymark.lab.OwnerOnly;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** {@code zoo.cfg}, with the folder and the port of this machine. */
final class ZooKeeperConf {
  private ZooKeeperConf() {}

  static Path write(Path zooCfg, ClusterLayout layout) throws IOException {
    Properties conf = new Properties();
    try (Reader reader = Files.newBufferedReader(zooCfg, StandardCharsets.UTF_8)) {
      conf.load(reader);
    }
    Path folder = OwnerOnly.folder(layout.folder().resolve(ClusterLayout.ZOOKEEPER));
    conf.setProperty("dataDir", folder.toString());
    conf.setProperty("clientPort", Integer.toString(layout.zooKeeperPort()));
    conf.setProperty("clientPortAddress", "127.0.0.1");
    Path file = OwnerOnly.file(folder.resolve("zoo.cfg"));
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      conf.store(writer, zooCfg + ", for this machine");
    }
    return file;
  }
}
