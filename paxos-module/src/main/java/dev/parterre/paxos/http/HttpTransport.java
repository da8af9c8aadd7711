package dev.parterre.paxos.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.members.NodeId;
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

/// Paxos over HTTP: each replica requests each other's messages once, and the answer goes on for as
/// long as both are alive, so that a slot takes one write to each peer and one back.
public final class HttpTransport implements Transport {

  private static final System.Logger LOG = System.getLogger(HttpTransport.class.getName());

  private final LocalNode self;
  private final PeerServer server;
  private final Guests guests;
  private final Fetcher fetcher;
  private final Thread watchdog =
      Thread.ofPlatform().daemon().name("paxos-watchdog").unstarted(this::watch);
  private final List<Thread> closers = new ArrayList<>();
  private volatile Map<NodeId, Link> links = Map.of();
  private boolean closed;
  private final Map<NodeId, URI> contacts;

  private HttpTransport(LocalNode self, InetSocketAddress bind, Map<NodeId, URI> contacts)
      throws IOException {
    this.contacts = Map.copyOf(contacts);
    this.self = self;
    this.guests = new Guests(self, System::nanoTime);
    this.server = new PeerServer(self, bind, guests);
    this.fetcher = new Fetcher(self);
  }

  /// Opens the peer port and begins to watch the peers.
  ///
  /// @param members the address of each replica's peer port; this node's own entry is not used
  /// @param bind where this node's peer port listens; port 0 takes any that is free
  /// @param level the newest format level that this program reads
  /// @throws IOException when the port cannot be opened, with one sentence why
  /// @throws IllegalArgumentException when the secret is empty or an address is not an http one
  public static HttpTransport start(
      NodeId self,
      Map<NodeId, URI> members,
      InetSocketAddress bind,
      String clusterId,
      String secret,
      int level,
      LocalDisk disk,
      Inbox inbox,
      WireListener listener)
      throws IOException {
    var node = new LocalNode(self, new Secret(secret, clusterId), level, disk, inbox, listener);
    members.forEach(
        (id, address) -> {
          if (!id.equals(self)) {
            var _ = PeerAddress.of(id, address);
          }
        });
    var transport = new HttpTransport(node, bind, members);
    transport.reach(members);
    transport.server.start();
    transport.watchdog.start();
    return transport;
  }

  /// Where the peer port listens.
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public void send(List<Envelope> envelopes) {
    var messages = new IdentityHashMap<Message, OutgoingMessage>();
    var byReceiver = new HashMap<NodeId, List<OutgoingMessage>>();
    for (var envelope : envelopes) {
      var message = messages.computeIfAbsent(envelope.message(), OutgoingMessage::new);
      byReceiver.computeIfAbsent(envelope.to(), _ -> new ArrayList<>()).add(message);
    }
    byReceiver.forEach(this::send);
  }

  private void send(NodeId to, List<OutgoingMessage> messages) {
    var link = links.get(to);
    var peer = link == null ? guests.find(to) : link.peer;
    if (peer != null) {
      peer.sendBuffer.add(messages);
    }
  }

  /// An address that is not valid is logged, and its replica is not connected to. A node that is
  /// not a member also asks the contacts that it was given at the start: all members that it knows
  /// may be gone.
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
          if (link != null && link.address.uri().equals(address)) {
            kept.put(id, link);
          } else if (!id.equals(self.id())) {
            made.addAll(link(id, address));
          }
        });
    var gone = links.values().stream().filter(link -> !kept.containsValue(link)).toList();
    made.forEach(link -> kept.put(link.peer.id, link));
    links = kept;
    server.expect(
        kept.values().stream().collect(Collectors.toMap(it -> it.peer.id, it -> it.peer)));
    made.forEach(Link::start);
    gone.forEach(this::closeLater);
  }

  private List<Link> link(NodeId id, URI address) {
    try {
      var peer = new Peer(id, self, Bounds.SEND_BUFFER_BYTES);
      return List.of(new Link(peer, PeerAddress.of(id, address), self));
    } catch (IllegalArgumentException noAddress) {
      LOG.log(WARNING, "No link is made: " + noAddress.getMessage());
      return List.of();
    }
  }

  private void closeLater(Link link) {
    link.shut();
    closers.removeIf(closer -> !closer.isAlive());
    closers.add(
        Thread.ofPlatform().daemon().name("paxos-close-" + link.peer.id).start(link::close));
  }

  @Override
  public boolean fetch(NodeId peer, Snapshot snapshot) {
    var link = links.get(peer);
    return link != null && fetcher.fetch(link.address, snapshot);
  }

  /// Whether this very replica answers at the address, and knows the secret. Blocks for a second or
  /// two.
  public boolean answersAt(NodeId id, URI address) {
    var http = HttpClients.create(0);
    try {
      var handshake = new Handshake(http, PeerAddress.of(id, address), self);
      try (var answer = handshake.ask(Purpose.TRIAL, "", Bounds.TRIAL_MILLIS)) {
        return answer != null;
      }
    } catch (IOException | IllegalArgumentException _) {
      return false;
    } finally {
      HttpClients.close(http, List.of());
    }
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(Bounds.WATCHDOG_MILLIS);
        var now = System.nanoTime();
        links.values().forEach(link -> link.watch(now));
        server.watch(now);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Cancels what is under way. When this returns, the port is closed and no thread is left.
  @Override
  public void close() {
    List<Thread> closing;
    synchronized (this) {
      closed = true;
      closing = List.copyOf(closers);
    }
    watchdog.interrupt();
    server.close();
    links.values().forEach(Link::shut);
    guests.close();
    fetcher.close();
    links.values().forEach(Link::close);
    try {
      watchdog.join(Bounds.CLOSE_MILLIS);
      for (var closer : closing) {
        closer.join(Bounds.CLOSE_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
