package dev.parterre.paxos.http;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.NodeId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.OkHttpClient;

/// Paxos over HTTP: a request takes to a peer what waits for it, and the response brings what the
/// peer says in the turn that took it; so a round of Paxos is one exchange with each peer.
public final class HttpTransport implements Transport {

  private final Map<NodeId, Outbox> outboxes;
  private final OkHttpClient http;
  private final PeerServer server;
  private final List<Watch> watches = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private HttpTransport(Map<NodeId, Outbox> outboxes, OkHttpClient http, PeerServer server) {
    this.outboxes = outboxes;
    this.http = http;
    this.server = server;
  }

  /// Opens the peer port and begins to watch the peers.
  ///
  /// @param members where each replica's peer port is reached; this node's own entry is not used
  /// @param bind where this node's peer port listens; port 0 takes any that is free
  /// @throws IOException when the port cannot be opened, with one sentence why
  /// @throws IllegalArgumentException when the secret is empty or an address is not an http one
  public static HttpTransport start(
      NodeId self,
      Map<NodeId, URI> members,
      InetSocketAddress bind,
      String clusterId,
      String secret,
      Inbox inbox,
      ExchangeListener listener)
      throws IOException {
    var shared = new Secret(secret, clusterId);
    var outboxes = new TreeMap<NodeId, Outbox>();
    var peers = new ArrayList<Peer>();
    members.forEach(
        (id, address) -> {
          if (!id.equals(self)) {
            outboxes.put(id, new Outbox());
            peers.add(Peer.of(id, address, self, shared));
          }
        });
    var http = HttpClients.create(peers.size());
    var server = new PeerServer(self, bind, shared, outboxes, inbox, listener);
    var transport = new HttpTransport(outboxes, http, server);
    server.start();
    peers.forEach(peer -> transport.connect(peer, self, inbox, listener));
    return transport;
  }

  private void connect(Peer peer, NodeId self, Inbox inbox, ExchangeListener listener) {
    var outbox = outbox(peer.id());
    var watch = new Watch(peer, http, outbox, inbox, listener);
    watches.add(watch);
    threads.add(watch.start());
    threads.addAll(new PeerClient(peer, self, http, outbox, inbox, listener).start());
  }

  /// Where the peer port listens.
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public void send(List<Envelope> envelopes) {
    var frames = new IdentityHashMap<Message, Frame>();
    var letters = new HashMap<NodeId, List<Frame>>();
    for (var envelope : envelopes) {
      var frame = frames.computeIfAbsent(envelope.message(), Frame::new);
      letters.computeIfAbsent(envelope.to(), _ -> new ArrayList<>()).add(frame);
    }
    letters.forEach((to, letter) -> outbox(to).add(letter));
  }

  private Outbox outbox(NodeId peer) {
    var outbox = outboxes.get(peer);
    if (outbox == null) {
      throw new IllegalArgumentException("replica " + peer + " is not a peer");
    }
    return outbox;
  }

  /// Breaks what is under way. When this returns, the port is closed and no thread is left.
  @Override
  public void close() {
    watches.forEach(Watch::close);
    outboxes.values().forEach(Outbox::close);
    server.close();
    threads.forEach(Thread::interrupt);
    try {
      for (var thread : threads) {
        join(thread);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  /// A thread may ask once more after its call was cancelled, but not twice.
  private void join(Thread thread) throws InterruptedException {
    var deadlineNanos = System.nanoTime() + Bounds.CLOSE_MILLIS * 1_000_000L;
    do {
      http.dispatcher().cancelAll();
      thread.join(10);
    } while (thread.isAlive() && System.nanoTime() - deadlineNanos < 0);
  }
}
