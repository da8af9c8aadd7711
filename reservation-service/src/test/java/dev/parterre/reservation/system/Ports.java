package dev.parterre.reservation.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// Finds ports for replicas: one for clients, one for peers 1,000 below it, and one for operators
/// 1,000 above it. All are below those that the system gives to outgoing connections, which might
/// take one between probe and use.
final class Ports {

  private static final int LEAST = 12_000;
  private static final int MOST = 31_000;
  private static final int APART = 1_000;

  private Ports() {}

  /// The first of `replicas` consecutive client ports, all of which were free just now.
  static int free(int replicas) {
    for (var attempt = 0; attempt < 1_000; attempt++) {
      var first = ThreadLocalRandom.current().nextInt(LEAST, MOST);
      if (IntStream.range(first, first + replicas).allMatch(Ports::isFreeForReplica)) {
        return first;
      }
    }
    throw new AssertionError("no free ports from " + LEAST + " to " + MOST);
  }

  private static boolean isFreeForReplica(int port) {
    return isFree(port) && isFree(port - APART) && isFree(port + APART);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
