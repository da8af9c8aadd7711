package dev.parterre.paxos.http;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.members.Founders;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A transport with the simplest possible event loop behind it: one thread that takes what arrives,
/// and answers as the test says. Its program reads format levels up to its own number.
final class TestNode implements Transport.Inbox, WireListener, AutoCloseable {

  static final String CLUSTER = "test";
  static final String SECRET = "only the replicas know";

  private static final AtomicInteger PORTS =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(12_000, 30_000));

  final BlockingQueue<Envelope> received = new LinkedBlockingQueue<>();
  final BlockingQueue<NodeId> unreachable = new LinkedBlockingQueue<>();
  final BlockingQueue<NodeId> receiving = new LinkedBlockingQueue<>();
  final BlockingQueue<String> forged = new LinkedBlockingQueue<>();
  final BlockingQueue<String> dropped = new LinkedBlockingQueue<>();
  final BlockingQueue<DiskVerdict> verdicts = new LinkedBlockingQueue<>();
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger broken = new AtomicInteger();
  final AtomicInteger writes = new AtomicInteger();
  final AtomicLong sentBytes = new AtomicLong();
  final AtomicInteger refusals = new AtomicInteger();
  final BlockingQueue<Snapshot> fetched = new LinkedBlockingQueue<>();
  final BlockingQueue<Snapshot> gone = new LinkedBlockingQueue<>();
  final BlockingQueue<String> objections = new LinkedBlockingQueue<>();
  final BlockingQueue<String> otherFounders = new LinkedBlockingQueue<>();
  final BlockingQueue<String> otherDisks = new LinkedBlockingQueue<>();
  final MemorySnapshots snapshots = new MemorySnapshots();
  final Map<NodeId, Integer> levels = new ConcurrentHashMap<>();
  final HttpTransport transport;
  volatile DiskCheck check;
  volatile Founders founders = Founders.UNKNOWN;
  volatile long forcedThrough;
  volatile boolean isFull;

  private final NodeId self;
  private final Function<Message, List<Message>> replies;
  private final ExecutorService loop = Executors.newSingleThreadExecutor();

  TestNode(int self, Map<NodeId, URI> members, String secret) throws IOException {
    this(self, members, secret, _ -> List.of());
  }

  TestNode(
      int self, Map<NodeId, URI> members, String secret, Function<Message, List<Message>> replies)
      throws IOException {
    this(self, members, secret, replies, (_, _, _, _) -> null);
  }

  TestNode(
      int self,
      Map<NodeId, URI> members,
      String secret,
      Function<Message, List<Message>> replies,
      DiskCheck check)
      throws IOException {
    this.check = check;
    this.self = new NodeId(self);
    this.replies = replies;
    this.transport =
        HttpTransport.start(
            this.self,
            members,
            bind(members, this.self),
            CLUSTER,
            secret,
            self,
            new LocalDisk(
                storage(self),
                self,
                () -> forcedThrough,
                () -> founders,
                snapshots,
                (peer, storage, incarnation, forced) ->
                    this.check.objection(peer, storage, incarnation, forced)),
            this,
            this);
  }

  static UUID storage(int node) {
    return new UUID(0, node);
  }

  private static InetSocketAddress bind(Map<NodeId, URI> members, NodeId self) {
    var uri = members.getOrDefault(self, URI.create("http://127.0.0.1:0"));
    return new InetSocketAddress(uri.getHost(), uri.getPort());
  }

  /// Replicas 1 to `count`, each on a port that was free a moment ago.
  static Map<NodeId, URI> members(int count) throws IOException {
    var members = new TreeMap<NodeId, URI>();
    for (var id = 1; id <= count; id++) {
      members.put(new NodeId(id), URI.create("http://127.0.0.1:" + freePort()));
    }
    return members;
  }

  /// Not a port that the system may meanwhile use for a connection of another node.
  private static int freePort() throws IOException {
    while (true) {
      var port = PORTS.incrementAndGet();
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (BindException _) {
        // It is taken; try the next one.
      }
    }
  }

  void send(int to, Message... messages) {
    transport.send(
        Arrays.stream(messages)
            .map(message -> new Envelope(self, new NodeId(to), message))
            .toList());
  }

  @Nullable Message next() throws InterruptedException {
    var envelope = received.poll(3, TimeUnit.SECONDS);
    return envelope == null ? null : envelope.message();
  }

  @Override
  public void reads(NodeId peer, int level) {
    levels.put(peer, level);
  }

  @Override
  public boolean deliver(List<Envelope> envelopes) {
    if (isFull) {
      return false;
    }
    loop.execute(
        () -> {
          for (var envelope : envelopes) {
            var answer = replies.apply(envelope.message());
            if (!answer.isEmpty()) {
              send(envelope.from().value(), answer.toArray(Message[]::new));
            }
            received.add(envelope);
          }
        });
    return true;
  }

  @Override
  public void unreachable(NodeId peer) {
    unreachable.add(peer);
  }

  @Override
  public void fetched(Snapshot snapshot) {
    fetched.add(snapshot);
  }

  @Override
  public void gone(NodeId peer, Snapshot snapshot) {
    gone.add(snapshot);
  }

  @Override
  public void receiving(NodeId peer) {
    receiving.add(peer);
  }

  @Override
  public void judgedBy(NodeId peer, DiskVerdict verdict, String clause) {
    verdicts.add(verdict);
    if (verdict == DiskVerdict.OTHER) {
      objections.add(clause);
    }
  }

  @Override
  public void otherFounders(NodeId peer, String clause) {
    otherFounders.add(clause);
  }

  @Override
  public void otherDisk(NodeId peer, String clause) {
    otherDisks.add(clause);
  }

  @Override
  public void opened(NodeId peer) {
    opened.incrementAndGet();
  }

  @Override
  public void broken(NodeId peer) {
    broken.incrementAndGet();
  }

  @Override
  public void sent(NodeId peer, int frames, long bytes) {
    if (bytes > 0) {
      writes.incrementAndGet();
      sentBytes.addAndGet(bytes);
    }
  }

  @Override
  public void received(NodeId peer, int frames, long bytes) {}

  @Override
  public void dropped(NodeId peer, String kind) {
    dropped.add(kind);
  }

  @Override
  public void forged(NodeId claimed, String clause) {
    forged.add(clause);
  }

  @Override
  public void refusedBy(NodeId peer) {
    refusals.incrementAndGet();
  }

  @Override
  public void strangerRefused(NodeId claimed) {
    refusals.incrementAndGet();
  }

  @Override
  public void close() {
    transport.close();
    loop.shutdownNow();
  }
}
