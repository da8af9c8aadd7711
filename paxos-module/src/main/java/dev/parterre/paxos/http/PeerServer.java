package dev.parterre.paxos.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.format.MalformedException;
import dev.parterre.paxos.http.Transport.Inbox;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The peer port: takes the peers' exchanges and watches, refuses whatever else comes.
///
/// Handlers let each [IOException] pass: only so does the JDK's server forget a broken connection.
final class PeerServer {

  private static final Pattern NODE_ID = Pattern.compile("[0-9]{1,9}");

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;

  static {
    configure("sun.net.httpserver.nodelay", true);
    configure("sun.net.httpserver.idleInterval", Bounds.IDLE_SECONDS_SERVER);
    configure("sun.net.httpserver.maxIdleConnections", Bounds.CONNECTIONS);
    configure("jdk.httpserver.maxConnections", Bounds.CONNECTIONS);
    configure("sun.net.httpserver.maxReqTime", Bounds.REQUEST_SECONDS);
    configure("sun.net.httpserver.maxRspTime", Bounds.RESPONSE_SECONDS);
    configure("sun.net.httpserver.maxReqHeaders", Bounds.HEADERS);
    configure("sun.net.httpserver.maxReqHeaderSize", Bounds.HEADERS_BYTES);
  }

  private final NodeId self;
  private final Secret secret;
  private final Map<NodeId, Sender> senders = new HashMap<>();
  private final Inbox inbox;
  private final ExchangeListener listener;
  private final HttpServer server;
  private final ExecutorService handlers = handlers();
  private final Semaphore bodyBytes = new Semaphore(Bounds.BODIES_BYTES);
  private final CountDownLatch closing = new CountDownLatch(1);

  /// The JDK's server reads these once in the life of a JVM, when its first server is made.
  private static void configure(String property, Object value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value.toString());
    }
  }

  PeerServer(
      NodeId self,
      InetSocketAddress bind,
      Secret secret,
      Map<NodeId, Outbox> outboxes,
      Inbox inbox,
      ExchangeListener listener)
      throws IOException {
    this.self = self;
    this.secret = secret;
    outboxes.forEach((id, outbox) -> senders.put(id, sender(id, outbox)));
    this.inbox = inbox;
    this.listener = listener;
    this.server = open(bind);
    server.setExecutor(handlers);
    server.createContext("/", this::handle);
  }

  private static HttpServer open(InetSocketAddress bind) throws IOException {
    try {
      return HttpServer.create(bind, Bounds.CONNECTIONS);
    } catch (IOException e) {
      throw new IOException("the peer port cannot be opened at " + bind + ": " + e.getMessage(), e);
    }
  }

  /// Platform threads: the machine shares itself fairly between them and all else the process does.
  private static ExecutorService handlers() {
    var threads = Thread.ofPlatform().name("paxos-peer-", 0).daemon().factory();
    return new ThreadPoolExecutor(
        0, Bounds.HANDLERS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  void start() {
    server.start();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange http) throws IOException {
    try (http) {
      switch (http.getRequestURI().getPath()) {
        case Wire.EXCHANGE_PATH -> handle(http, "POST", this::exchange);
        case Wire.WATCH_PATH -> handle(http, "GET", this::watch);
        case null, default -> refuse(http, NOT_FOUND);
      }
    }
  }

  /// @param proof what its requests must carry
  /// @param response what our responses to it carry
  private record Sender(NodeId id, Outbox outbox, String proof, String response) {}

  private Sender sender(NodeId id, Outbox outbox) {
    return new Sender(id, outbox, secret.proof(id, self), secret.proof(self, id));
  }

  private interface PeerHandler {
    void handle(HttpExchange http, Sender from) throws IOException;
  }

  private void handle(HttpExchange http, String method, PeerHandler handler) throws IOException {
    var from = nodeId(http, Wire.FROM);
    var to = nodeId(http, Wire.TO);
    var sender = from == null ? null : senders.get(from);
    if (from == null || to == null || !isProven(http, sender, from, to)) {
      if (sender != null) {
        listener.strangerRefused(sender.id());
      }
      refuse(http, UNAUTHORIZED);
    } else if (!http.getRequestMethod().equals(method)) {
      refuse(http, METHOD_NOT_ALLOWED);
    } else if (!to.equals(self) || sender == null || !isVersionKnown(http)) {
      refuse(http, BAD_REQUEST);
    } else {
      http.getResponseHeaders().set(Wire.PROOF, sender.response());
      handler.handle(http, sender);
    }
  }

  private static @Nullable NodeId nodeId(HttpExchange http, String header) {
    var value = http.getRequestHeaders().getFirst(header);
    return value != null && NODE_ID.matcher(value).matches()
        ? new NodeId(Integer.parseInt(value))
        : null;
  }

  private boolean isProven(HttpExchange http, @Nullable Sender sender, NodeId from, NodeId to) {
    var given = http.getRequestHeaders().getFirst(Wire.PROOF);
    if (given == null) {
      return false;
    }
    var expected = sender != null && to.equals(self) ? sender.proof() : secret.proof(from, to);
    return Secret.areEqual(expected, given);
  }

  private static boolean isVersionKnown(HttpExchange http) {
    return Wire.VERSION.equals(http.getRequestHeaders().getFirst(Wire.FORMAT));
  }

  private void exchange(HttpExchange http, Sender from) throws IOException {
    var length = contentLength(http);
    if (length <= 0) {
      refuse(http, BAD_REQUEST);
    } else if (length > Bounds.BODY_BYTES) {
      refuse(http, TOO_LARGE);
    } else if (!bodyBytes.tryAcquire((int) length)) {
      refuse(http, UNAVAILABLE);
    } else {
      try {
        exchange(http, from, http.getRequestBody().readNBytes((int) length));
      } finally {
        bodyBytes.release((int) length);
      }
    }
  }

  /// The server has checked that it is a number if it is there; 0 without one.
  private static long contentLength(HttpExchange http) {
    var value = http.getRequestHeaders().getFirst("Content-Length");
    return value == null ? 0 : Long.parseLong(value);
  }

  private void exchange(HttpExchange http, Sender from, byte[] body) throws IOException {
    List<Message> messages;
    try {
      messages = Frames.decode(body);
    } catch (MalformedException _) {
      refuse(http, BAD_REQUEST);
      return;
    }
    var envelopes = messages.stream().map(it -> new Envelope(from.id(), self, it)).toList();
    var outbox = from.outbox();
    var exchange = new OpenExchange(messages.stream().anyMatch(Frame::awaitsForce));
    outbox.opened(exchange);
    if (inbox.deliver(envelopes, () -> outbox.turnEnded(exchange))) {
      await(exchange);
      outbox.giveUp(exchange);
      respond(http, outbox, exchange.answer());
    } else {
      outbox.giveUp(exchange);
      outbox.giveBack(exchange.answer());
      refuse(http, UNAVAILABLE);
    }
  }

  private static void await(OpenExchange exchange) throws IOException {
    try {
      exchange.await(Bounds.HOLD_MILLIS);
    } catch (InterruptedException _) {
      throw new InterruptedIOException("the transport is closing");
    }
  }

  private static void respond(HttpExchange http, Outbox outbox, List<Frame> frames)
      throws IOException {
    if (frames.isEmpty()) {
      http.sendResponseHeaders(NO_CONTENT, -1);
      return;
    }
    try (var out = http.getResponseBody()) {
      http.sendResponseHeaders(OK, Frames.length(frames));
      Frames.write(frames, out);
    } catch (IOException e) {
      outbox.giveBack(frames);
      throw e;
    }
  }

  /// A response that goes on until this process ends, or for a while: whoever reads it knows at
  /// once when we are gone.
  private void watch(HttpExchange http, Sender from) throws IOException {
    from.outbox().peerIsBack();
    http.sendResponseHeaders(OK, 1);
    var out = http.getResponseBody();
    out.flush();
    try {
      if (closing.await(Bounds.WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException("the transport is closing");
      }
    } catch (InterruptedException _) {
      throw new InterruptedIOException("the transport is closing");
    }
    out.write(0);
  }

  private static void refuse(HttpExchange http, int status) throws IOException {
    http.sendResponseHeaders(status, -1);
  }

  void close() {
    closing.countDown();
    server.stop(0);
    handlers.shutdownNow();
    try {
      var _ = handlers.awaitTermination(Bounds.CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
