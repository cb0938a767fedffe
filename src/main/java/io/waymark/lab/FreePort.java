package io.waymark.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of this machine that nobody listens on. */
public final class FreePort {
  private static final int TRIES = 100;

  private FreePort() {}

  /** Returns the first free port from {@code wanted} on. */
  public static int near(int wanted) throws IOException {
    for (int port = wanted; port < wanted + TRIES; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken; the next port may be free.
      }
    }
    throw new IOException("no free port from " + wanted + " to " + (wanted + TRIES));
  }
}
