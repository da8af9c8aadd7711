package dev.parterre.paxos.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.format.MalformedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
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

  private final Node self;
  private final Guests guests;
  private final SnapshotServer snapshots;
  private final HttpServer server;
  private final ExecutorService handlers = handlers();
  private final Semaphore bodyBytes = new Semaphore(Bounds.BODIES_BYTES);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Map<NodeId, Contact> members = Map.of();

  /// The JDK's server reads these once in the life of a JVM, when its first server is made.
  private static void configure(String property, Object value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value.toString());
    }
  }

  PeerServer(Node self, InetSocketAddress bind, Guests guests) throws IOException {
    this.self = self;
    this.guests = guests;
    this.snapshots = new SnapshotServer(self.disk().snapshots());
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

  /// Who is a member from now on; whoever else knows the secret is a guest.
  void expect(Map<NodeId, Contact> members) {
    this.members = Map.copyOf(members);
    members.keySet().forEach(guests::remove);
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange http) throws IOException {
    try (http) {
      switch (http.getRequestURI().getPath()) {
        case Wire.EXCHANGE_PATH -> handle(http, "POST", this::exchange);
        case Wire.WATCH_PATH -> handle(http, "GET", this::watch);
        case Wire.SNAPSHOT_PATH -> handle(http, "GET", snapshots::serve);
        case null, default -> refuse(http, Codes.NOT_FOUND);
      }
    }
  }

  private interface PeerHandler {
    void handle(PeerCall call) throws IOException;
  }

  private void handle(HttpExchange http, String method, PeerHandler handler) throws IOException {
    var from = nodeId(http, Wire.FROM);
    var to = nodeId(http, Wire.TO);
    if (from == null || to == null || !isProven(http, from, to)) {
      if (from != null && members.containsKey(from)) {
        self.listener().strangerRefused(from);
      }
      refuse(http, Codes.UNAUTHORIZED);
    } else if (!http.getRequestMethod().equals(method)) {
      refuse(http, Codes.METHOD_NOT_ALLOWED);
    } else if (!to.equals(self.id()) || from.equals(self.id())) {
      refuse(http, Codes.BAD_REQUEST);
    } else {
      guests.forgetSilent();
      var member = members.get(from);
      var contact = member == null ? guests.heard(from) : member;
      if (contact == null) {
        refuse(http, Codes.UNAVAILABLE);
      } else {
        admit(http, contact, handler);
      }
    }
  }

  /// Whom it knows, it tells its own version and disk, whatever it answers.
  private void admit(HttpExchange http, Contact contact, PeerHandler handler) throws IOException {
    try {
      var greeting = Greeting.of(http.getRequestHeaders()::getFirst);
      var call = new PeerCall(http, contact, self, greeting.format());
      contact.reads(greeting.newest());
      var objection = contact.objection(greeting, self.disk().check());
      if (objection != null) {
        self.listener().otherDisk(contact.id, objection);
        call.answer(Codes.CONFLICT, objection);
      } else if (!Format.isKnown(greeting.format())) {
        call.answer(Codes.BAD_REQUEST);
      } else {
        handler.handle(call);
      }
    } catch (MalformedException _) {
      refuse(http, Codes.BAD_REQUEST);
    }
  }

  private static @Nullable NodeId nodeId(HttpExchange http, String header) {
    var value = http.getRequestHeaders().getFirst(header);
    return value != null && NODE_ID.matcher(value).matches()
        ? new NodeId(Integer.parseInt(value))
        : null;
  }

  private boolean isProven(HttpExchange http, NodeId from, NodeId to) {
    var given = http.getRequestHeaders().getFirst(Wire.PROOF);
    var member = members.get(from);
    if (member != null && to.equals(self.id())) {
      return member.isProof(given);
    }
    return given != null && Secret.areEqual(self.secret().proof(from, to), given);
  }

  private void exchange(PeerCall call) throws IOException {
    var length = contentLength(call.http());
    if (length <= 0) {
      call.answer(Codes.BAD_REQUEST);
    } else if (length > Bounds.BODY_BYTES) {
      call.answer(Codes.TOO_LARGE);
    } else if (!bodyBytes.tryAcquire((int) length)) {
      call.answer(Codes.UNAVAILABLE);
    } else {
      try {
        exchange(call, call.http().getRequestBody().readNBytes((int) length));
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

  private void exchange(PeerCall call, byte[] body) throws IOException {
    List<Message> messages;
    try {
      messages = Frames.decode(body, call.format());
    } catch (MalformedException _) {
      call.answer(Codes.BAD_REQUEST);
      return;
    }
    var from = call.from();
    var envelopes = messages.stream().map(it -> new Envelope(from.id, self.id(), it)).toList();
    var outbox = from.outbox;
    var exchange = new OpenExchange(messages.stream().anyMatch(Frame::awaitsForce));
    outbox.opened(exchange);
    if (self.inbox().deliver(envelopes, () -> outbox.turnEnded(exchange))) {
      await(exchange);
      outbox.giveUp(exchange);
      respond(call, exchange.answer());
    } else {
      outbox.giveUp(exchange);
      outbox.giveBack(exchange.answer());
      call.answer(Codes.UNAVAILABLE);
    }
  }

  private static void await(OpenExchange exchange) throws IOException {
    try {
      exchange.await(Bounds.HOLD_MILLIS);
    } catch (InterruptedException _) {
      throw new InterruptedIOException("the transport is closing");
    }
  }

  private static void respond(PeerCall call, List<Frame> frames) throws IOException {
    var version = call.from().version();
    var encoded = Frames.encode(frames, version);
    if (encoded.isEmpty()) {
      call.answer(Codes.NO_CONTENT);
      return;
    }
    try (var out = call.begin(version, Frames.length(encoded))) {
      Frames.write(encoded, out);
    } catch (IOException e) {
      call.from().outbox.giveBack(frames);
      throw e;
    }
  }

  /// A response that goes on until this process ends, or for a while: whoever reads it knows at
  /// once when we are gone.
  private void watch(PeerCall call) throws IOException {
    call.from().outbox.peerIsBack();
    var out = call.begin(call.from().version(), 1);
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
