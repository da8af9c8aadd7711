package dev.parterre.paxos.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Paxos over HTTP: a request takes to a peer what waits for it, and the response brings what the
/// peer says in the turn that took it; so a round of Paxos is one exchange with each peer.
public final class HttpTransport implements Transport {

  private static final System.Logger LOG = System.getLogger(HttpTransport.class.getName());

  private final Node self;
  private final PeerServer server;
  private final Guests guests;
  private final Fetcher fetcher;
  private final List<Thread> closers = new ArrayList<>();
  private volatile Map<NodeId, Link> links = Map.of();
  private boolean closed;
  private final Map<NodeId, URI> contacts;

  private HttpTransport(Node self, InetSocketAddress bind, Map<NodeId, URI> contacts)
      throws IOException {
    this.contacts = Map.copyOf(contacts);
    this.self = self;
    this.guests = new Guests(self, System::nanoTime);
    this.server = new PeerServer(self, bind, guests);
    this.fetcher = new Fetcher(self);
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
      LocalDisk disk,
      Inbox inbox,
      ExchangeListener listener)
      throws IOException {
    var node = new Node(self, new Secret(secret, clusterId), disk, inbox, listener);
    members.forEach(
        (id, address) -> {
          if (!id.equals(self)) {
            Peer.check(id, address);
          }
        });
    var transport = new HttpTransport(node, bind, members);
    transport.reach(members);
    transport.server.start();
    return transport;
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
    letters.forEach(this::send);
  }

  private void send(NodeId to, List<Frame> letter) {
    var link = links.get(to);
    var contact = link == null ? guests.find(to) : link.contact;
    if (contact != null) {
      contact.outbox.add(letter);
    }
  }

  /// An address that is none is told in the log, and its replica not reached. Who is no member also
  /// asks those whom it was told of at the start: all members that it knows may be gone.
  @Override
  public synchronized void reach(Map<NodeId, URI> members) {
    if (closed) {
      return;
    }
    var peers = new HashMap<>(members.containsKey(self.id()) ? Map.of() : contacts);
    peers.putAll(members);
    var kept = new TreeMap<NodeId, Link>();
    var made = new ArrayList<Link>();
    peers.forEach(
        (id, address) -> {
          var link = links.get(id);
          if (link != null && link.address.equals(address)) {
            kept.put(id, link);
          } else if (!id.equals(self.id())) {
            made.addAll(link(id, address));
          }
        });
    var gone = links.values().stream().filter(link -> !kept.containsValue(link)).toList();
    made.forEach(link -> kept.put(link.contact.id, link));
    links = kept;
    server.expect(
        kept.values().stream().collect(Collectors.toMap(it -> it.contact.id, it -> it.contact)));
    made.forEach(Link::start);
    gone.forEach(this::closeLater);
  }

  private List<Link> link(NodeId id, URI address) {
    try {
      return List.of(new Link(new Contact(id, self, Outbox.ofPeer()), address, self));
    } catch (IllegalArgumentException noAddress) {
      LOG.log(WARNING, noAddress.getMessage());
      return List.of();
    }
  }

  private void closeLater(Link link) {
    link.shut();
    closers.removeIf(closer -> !closer.isAlive());
    closers.add(
        Thread.ofPlatform().daemon().name("paxos-close-" + link.contact.id).start(link::close));
  }

  @Override
  public void fetch(NodeId peer, Snapshot snapshot) {
    var link = links.get(peer);
    if (link != null) {
      fetcher.fetch(link.peer, snapshot);
    }
  }

  /// Breaks what is under way. When this returns, the port is closed and no thread is left.
  @Override
  public void close() {
    List<Thread> closing;
    synchronized (this) {
      closed = true;
      closing = List.copyOf(closers);
    }
    links.values().forEach(Link::shut);
    guests.close();
    server.close();
    fetcher.close();
    links.values().forEach(Link::close);
    try {
      for (var closer : closing) {
        closer.join(Bounds.CLOSE_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
