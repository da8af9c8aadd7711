package dev.parterre.reservation.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A process that forwards connections and delays each byte, so that replicas seem far from each
/// other. It is needed because not every kernel can delay packets.
final class Distance {

  private static final int CHUNK_BYTES = 1 << 16;
  private static final int CHUNKS_MAX = 64;

  private final InetSocketAddress target;
  private final long delayNanos;

  private Distance(InetSocketAddress target, Duration delay) {
    this.target = target;
    delayNanos = delay.toNanos();
  }

  /// @param bytes empty at the end of the connection
  private record Chunk(byte[] bytes, long due) {}

  /// @param line the port, then three arguments for each address that is forwarded: the address to
  ///   listen at, the address to forward to, and the delay in milliseconds
  public static void main(String... line) throws IOException {
    var port = Integer.parseInt(line[0]);
    for (var i = 1; i < line.length; i += 3) {
      var listening = new ServerSocket(port, 0, InetAddress.ofLiteral(line[i]));
      var target = new InetSocketAddress(InetAddress.ofLiteral(line[i + 1]), port);
      var distance = new Distance(target, Duration.ofMillis(Long.parseLong(line[i + 2])));
      Thread.ofPlatform().start(() -> distance.accept(listening));
    }
  }

  private void accept(ServerSocket listening) {
    while (true) {
      try {
        var near = listening.accept();
        Thread.ofVirtual().start(() -> passOn(near));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void passOn(Socket near) {
    try (near;
        var far = new Socket()) {
      far.connect(target);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      var there = carry(near, far);
      var back = carry(far, near);
      there.join();
      back.join();
    } catch (IOException refused) {
      // The near end notices because its own connection is closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return a thread that ends when all bytes have arrived
  private Thread carry(Socket from, Socket to) {
    var way = new LinkedBlockingQueue<Chunk>(CHUNKS_MAX);
    Thread.ofVirtual().start(() -> take(from, way));
    return Thread.ofVirtual().start(() -> deliver(way, to));
  }

  private void take(Socket from, BlockingQueue<Chunk> way) {
    var buffer = new byte[CHUNK_BYTES];
    while (true) {
      var count = read(from, buffer);
      try {
        way.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime() + delayNanos));
      } catch (InterruptedException e) {
        return;
      }
      if (count == 0) {
        return;
      }
    }
  }

  /// @return 0 at the end of the connection or when it fails
  private static int read(Socket from, byte[] buffer) {
    try {
      return Math.max(0, from.getInputStream().read(buffer));
    } catch (IOException broken) {
      return 0;
    }
  }

  private static void deliver(BlockingQueue<Chunk> way, Socket to) {
    var open = true;
    try {
      while (true) {
        var next = way.take();
        Thread.sleep(Duration.ofNanos(Math.max(0, next.due() - System.nanoTime())));
        if (next.bytes().length == 0) {
          to.shutdownOutput();
          return;
        }
        // After a failure, go on taking chunks and drop them: otherwise the sender would block.
        open = open && write(to, next.bytes());
      }
    } catch (IOException broken) {
      // Both connections are closed when both directions have ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean write(Socket to, byte[] bytes) {
    try {
      to.getOutputStream().write(bytes);
      return true;
    } catch (IOException broken) {
      return false;
    }
  }
}
