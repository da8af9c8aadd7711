package dev.parterre.paxos.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// A link that a test can slow down, cut, listen to, and tamper with. All connections share its
/// bandwidth, in each direction; each has a small buffer.
public final class TcpProxy implements AutoCloseable {

  private static final int CHUNK_BYTES = 8 << 10;
  private static final int BUFFER_BYTES = 64 << 10;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final long delayNanos;
  private final Pace there;
  private final Pace back;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /// How many bytes the target answered.
  public final AtomicLong answered = new AtomicLong();

  /// May change what the target answers.
  volatile Consumer<byte[]> onAnswer = _ -> {};

  private record Chunk(byte[] bytes, long dueNanos) {}

  public TcpProxy(int target, long bytesPerSecond, int delayMillis) throws IOException {
    this.target = target;
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    this.there = new Pace(bytesPerSecond);
    this.back = new Pace(bytesPerSecond);
    Thread.ofVirtual().start(this::accept);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException _) {
      cut();
    }
  }

  private void connect(Socket client) {
    try {
      var peer = new Socket();
      sockets.add(peer);
      peer.setReceiveBufferSize(BUFFER_BYTES);
      peer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      client.setTcpNoDelay(true);
      peer.setTcpNoDelay(true);
      pump(client, peer, there, _ -> {});
      pump(
          peer,
          client,
          back,
          bytes -> {
            answered.addAndGet(bytes.length);
            onAnswer.accept(bytes);
          });
    } catch (IOException _) {
      close(client);
    }
  }

  private void pump(Socket from, Socket to, Pace pace, Consumer<byte[]> seen) {
    BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(32);
    Thread.ofVirtual().start(() -> read(from, queue, seen));
    Thread.ofVirtual().start(() -> write(to, queue, pace));
  }

  private void read(Socket from, BlockingQueue<Chunk> queue, Consumer<byte[]> seen) {
    try {
      var buffer = new byte[CHUNK_BYTES];
      for (var n = from.getInputStream().read(buffer); n >= 0; ) {
        var bytes = Arrays.copyOf(buffer, n);
        seen.accept(bytes);
        queue.put(new Chunk(bytes, System.nanoTime() + delayNanos));
        n = from.getInputStream().read(buffer);
      }
      queue.put(new Chunk(new byte[0], System.nanoTime() + delayNanos));
    } catch (IOException | InterruptedException _) {
      close(from);
      queue.clear();
      queue.add(new Chunk(new byte[0], System.nanoTime()));
    }
  }

  private void write(Socket to, BlockingQueue<Chunk> queue, Pace pace) {
    try (to) {
      for (var chunk = queue.take(); chunk.bytes.length > 0; chunk = queue.take()) {
        pace.await(chunk.bytes.length);
        TimeUnit.NANOSECONDS.sleep(chunk.dueNanos - System.nanoTime());
        to.getOutputStream().write(chunk.bytes);
      }
    } catch (IOException | InterruptedException _) {
      // One side has closed; closing the other tells it.
    }
  }

  /// Cuts all open connections; new ones may be made.
  void cut() {
    sockets.forEach(TcpProxy::close);
    sockets.clear();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no more use in either case.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
