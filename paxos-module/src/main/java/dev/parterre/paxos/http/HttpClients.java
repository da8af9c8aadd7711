package dev.parterre.paxos.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/// Makes HTTP clients, one for each purpose, so that each can be closed on its own. Each call is a
/// single attempt on one connection, straight to the peer. Its time is limited as a whole, or
/// watched over, so that single reads and writes need no timeouts.
final class HttpClients {

  private HttpClients() {}

  /// @param connections how many idle connections are kept
  static OkHttpClient create(int connections) {
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
        .socketFactory(new NoDelaySockets())
        .proxy(Proxy.NO_PROXY)
        .connectionPool(
            new ConnectionPool(connections, Bounds.IDLE_SECONDS_CLIENT, TimeUnit.SECONDS))
        .connectTimeout(Bounds.CONNECT_MILLIS, TimeUnit.MILLISECONDS)
        .readTimeout(0, TimeUnit.MILLISECONDS)
        .writeTimeout(0, TimeUnit.MILLISECONDS)
        .retryOnConnectionFailure(false)
        .fastFallback(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .build();
  }

  /// Cancels calls until the threads that use the client have ended; they must have been
  /// interrupted before. A thread may start one more call after its last was cancelled, but not
  /// two.
  static void close(OkHttpClient http, List<Thread> threads) {
    try {
      for (var thread : threads) {
        join(http, thread);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  private static void join(OkHttpClient http, Thread thread) throws InterruptedException {
    var deadlineNanos = System.nanoTime() + Bounds.CLOSE_MILLIS * 1_000_000L;
    do {
      http.dispatcher().cancelAll();
      thread.join(10);
    } while (thread.isAlive() && System.nanoTime() - deadlineNanos < 0);
  }

  /// Sockets that do not delay a small request until an earlier one is acknowledged.
  private static final class NoDelaySockets extends SocketFactory {

    @Override
    public Socket createSocket() throws IOException {
      var socket = new Socket();
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw connectedSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
      throw connectedSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw connectedSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
      throw connectedSocket();
    }

    private static UnsupportedOperationException connectedSocket() {
      return new UnsupportedOperationException("the client connects its sockets itself");
    }
  }
}
