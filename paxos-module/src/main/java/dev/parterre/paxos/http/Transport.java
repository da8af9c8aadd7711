package dev.parterre.paxos.http;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.snapshot.Snapshot;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Carries envelopes to other replicas. May lose, duplicate, delay and reorder them; never blocks
/// the caller, and drops messages rather than buffer without bound.
public interface Transport extends AutoCloseable {

  /// Sends each envelope to its receiver, never to this node itself. Drops those whose receiver is
  /// not known.
  void send(List<Envelope> envelopes);

  /// From now on these are the members, and their addresses. If this node is not one of them, it
  /// also reaches its contacts. Does not block: links to former members are closed in the
  /// background.
  void reach(Map<NodeId, URI> members);

  /// Fetches a peer's snapshot in the background, continuing where an earlier attempt broke off.
  /// One at a time.
  ///
  /// @return false if nothing is done, because another fetch is under way or the peer is not known
  boolean fetch(NodeId peer, Snapshot snapshot);

  @Override
  void close();

  /// Drops everything: used before a node is connected.
  record Silent() implements Transport {
    @Override
    public void send(List<Envelope> envelopes) {}

    @Override
    public void reach(Map<NodeId, URI> members) {}

    @Override
    public boolean fetch(NodeId peer, Snapshot snapshot) {
      return false;
    }

    @Override
    public void close() {}
  }

  /// Takes what arrives. Called on any thread; must not block.
  interface Inbox {

    /// Envelopes that arrived together.
    ///
    /// @return false if the inbox is full: then nothing was taken
    boolean deliver(List<Envelope> envelopes);

    /// Part of a large message from this peer arrived: the peer is alive. Called now and then.
    void receiving(NodeId peer);

    /// This peer's program reads format levels up to this one. Called whenever a connection is
    /// made.
    void reads(NodeId peer, int level);

    /// The connection to this peer broke, or could not be made: its process is probably gone.
    void unreachable(NodeId peer);

    /// A snapshot that was to be fetched is here and durable. Not called if fetching it failed.
    void fetched(Snapshot snapshot);

    /// This peer was asked for this snapshot, but no longer has it.
    void gone(NodeId peer, Snapshot snapshot);
  }
}
