package dev.parterre.paxos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for nodes that are started later, and restarted: below the range that the system uses for
/// outgoing connections, which might take one between probe and use.
final class FreePorts {

  private static final int LEAST = 12_000;
  private static final int MOST = 32_000;

  private FreePorts() {}

  /// A port that was free a moment ago.
  static int next() {
    for (var attempt = 0; attempt < 1_000; attempt++) {
      var port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException _) {
        // It is taken; try the next one.
      }
    }
    throw new AssertionError("no free port from " + LEAST + " to " + MOST);
  }
}
