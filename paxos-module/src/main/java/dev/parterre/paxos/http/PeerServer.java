package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.Welcome.Status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.http.Secret.Label;
import dev.parterre.paxos.members.NodeId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/// The peer port: answers requests of peers, and refuses all others.
///
/// Handlers must not catch [IOException]: only then does the JDK's server drop a broken connection.
final class PeerServer {

  static {
    configure("sun.net.httpserver.nodelay", true);
    configure("sun.net.httpserver.idleInterval", Bounds.IDLE_SECONDS_SERVER);
    configure("sun.net.httpserver.maxIdleConnections", Bounds.CONNECTIONS);
    configure("jdk.httpserver.maxConnections", Bounds.CONNECTIONS);
    configure("sun.net.httpserver.maxReqTime", Bounds.REQUEST_SECONDS);
    configure("sun.net.httpserver.maxReqHeaders", Bounds.HEADERS);
    configure("sun.net.httpserver.maxReqHeaderSize", Bounds.HEADERS_BYTES);
  }

  private final LocalNode self;
  private final Guests guests;
  private final SnapshotServer snapshots;
  private final Doorkeeper doorkeeper = new Doorkeeper(System::nanoTime);
  private final HttpServer server;
  private final ExecutorService handlers = handlers();
  private volatile Map<NodeId, Peer> members = Map.of();
  private volatile boolean closed;

  /// The JDK's server reads these properties once per JVM, when the first server is created.
  private static void configure(String property, Object value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value.toString());
    }
  }

  PeerServer(LocalNode self, InetSocketAddress bind, Guests guests) throws IOException {
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

  /// Platform threads: the operating system shares the processors fairly between them and
  /// everything else that the process does.
  private static ExecutorService handlers() {
    var threads = Thread.ofPlatform().name("paxos-peer-", 0).daemon().factory();
    return new ThreadPoolExecutor(
        0, Bounds.HANDLERS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  void start() {
    server.start();
  }

  /// Sets who is a member from now on; any other replica that knows the secret is a guest.
  void expect(Map<NodeId, Peer> members) {
    this.members = Map.copyOf(members);
    members.keySet().forEach(guests::remove);
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /// Closes the streams whose peers have stopped reading, and forgets silent guests.
  void watch(long nowNanos) {
    guests.forgetSilent();
    snapshots.watch(nowNanos);
    var peers = new HashMap<>(members);
    guests.all().forEach(guest -> peers.put(guest.id, guest));
    for (var peer : peers.values()) {
      for (var stream : peer.sendBuffer.streams()) {
        if (stream.isStalled(nowNanos)) {
          stream.abort();
        }
      }
    }
  }

  private void handle(HttpExchange http) throws IOException {
    try (http) {
      var path = http.getRequestURI().getPath();
      var purpose = Purpose.at(path);
      if (purpose != null) {
        handle(http, purpose);
      } else if (Headers.CHALLENGE_PATH.equals(path)) {
        challenge(http);
      } else {
        refuse(http, Codes.NOT_FOUND);
      }
    }
  }

  private void challenge(HttpExchange http) throws IOException {
    http.getResponseHeaders().set(Headers.TOKEN, Headers.encode(doorkeeper.token()));
    refuse(http, Codes.NO_CONTENT);
  }

  private static void refuse(HttpExchange http, int status) throws IOException {
    http.sendResponseHeaders(status, -1);
  }

  private void handle(HttpExchange http, Purpose purpose) throws IOException {
    if (!http.getRequestMethod().equals(purpose.method)) {
      refuse(http, Codes.METHOD_NOT_ALLOWED);
      return;
    }
    var bytes = Headers.decode(http.getRequestHeaders().getFirst(Headers.HELLO));
    var hello = hello(bytes);
    if (hello == null || !isProven(http, hello, bytes)) {
      refuse(http, Codes.UNAUTHORIZED);
    } else if (hello.purpose() != purpose
        || !hello.to().equals(self.id())
        || hello.from().equals(self.id())) {
      refuse(http, Codes.BAD_REQUEST);
    } else {
      admit(new PeerRequest(http, self, hello, bytes));
    }
  }

  private static @Nullable Hello hello(byte[] bytes) {
    try {
      return Hello.of(bytes);
    } catch (MalformedException _) {
      return null;
    }
  }

  private boolean isProven(HttpExchange http, Hello hello, byte[] bytes) {
    var proof = Headers.decode(http.getRequestHeaders().getFirst(Headers.PROOF));
    var isProven =
        Secret.areEqual(self.secret().proof(Label.HELLO, bytes), proof)
            && doorkeeper.isFresh(hello.token());
    if (!isProven && members.containsKey(hello.from())) {
      self.listener().strangerRefused(hello.from());
    }
    return isProven;
  }

  private void admit(PeerRequest request) throws IOException {
    var hello = request.hello();
    var from = hello.from();
    var disk = hello.disk();
    if (self.contradicts(from, disk)) {
      request.end(Status.OTHER_FOUNDERS, DiskVerdict.NEW, "");
      return;
    }
    var check = self.disk().check();
    var objection = check.objection(from, disk.storage(), disk.incarnation(), disk.forcedThrough());
    if (objection != null) {
      self.listener().otherDisk(from, objection);
      request.end(Status.OTHER_DISK, DiskVerdict.OTHER, objection);
      return;
    }
    var verdict = check.knewBefore(from) ? DiskVerdict.KNOWN : DiskVerdict.NEW;
    if (hello.commonFormat() == 0) {
      request.end(Status.OTHER_FORMATS, verdict, "");
    } else if (hello.purpose() == Purpose.TRIAL) {
      request.end(Status.OK, verdict, "");
    } else {
      admit(request, verdict);
    }
  }

  private void admit(PeerRequest request, DiskVerdict verdict) throws IOException {
    var from = request.hello().from();
    var member = members.get(from);
    var peer = member == null ? guests.heard(from) : member;
    if (peer == null || closed) {
      request.end(Status.BUSY, verdict, "");
      return;
    }
    self.inbox().reads(from, request.hello().level());
    switch (request.hello().purpose()) {
      case CONTROL -> stream(request, peer, Lane.CONTROL, member != null, verdict);
      case BULK -> stream(request, peer, Lane.BULK, member != null, verdict);
      case TALK -> listen(request, peer, verdict);
      case SNAPSHOT -> snapshots.serve(request, peer, verdict);
      case TRIAL -> throw new IllegalStateException("broken: a trial is answered before");
    }
  }

  private void stream(
      PeerRequest request, Peer peer, Lane lane, boolean isMember, DiskVerdict verdict)
      throws IOException {
    var key = request.begin(isMember, verdict);
    var hello = request.hello();
    var out = request.http().getResponseBody();
    new OutgoingStream(peer, self, lane, hello.stream(), hello.commonFormat(), out, key).run();
    if (closed) {
      // So that the reader does not take this for the proper end of the stream.
      throw new IOException("the transport is closing");
    }
  }

  private void listen(PeerRequest request, Peer peer, DiskVerdict verdict) throws IOException {
    var source = Okio.buffer(Okio.source(request.http().getRequestBody()));
    var key = self.secret().proof(Label.ASKING_FRAMES, request.bytes());
    var frames = new FrameReader(source, key, Bounds.BATCH_BYTES_MAX);
    var arrivals = new Arrivals(peer, self, request.hello().disk(), Talk.FORMAT);
    try {
      while (frames.read()) {
        arrivals.take(frames);
      }
    } catch (ForgedException forged) {
      self.listener().forged(peer.id, forged.clause());
      throw forged;
    }
    request.end(Status.OK, verdict, "");
  }

  void close() {
    closed = true;
    server.stop(0);
    handlers.shutdownNow();
    try {
      var _ = handlers.awaitTermination(Bounds.CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
