package dev.parterre.paxos.http;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.snapshot.Snapshot;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Carries envelopes to other replicas. May lose, double, delay and reorder them; never blocks the
/// caller, and drops rather than buffers without bound.
public interface Transport extends AutoCloseable {

  /// Sends each envelope to its receiver, never to this node itself. Drops what is for nobody that
  /// is known.
  void send(List<Envelope> envelopes);

  /// From now on these are the members, and where each is reached. Where this node is none of them,
  /// it also reaches those whom it was told of at the start. Does not block: whoever is gone is let
  /// go of in the background.
  void reach(Map<NodeId, URI> members);

  /// Brings a peer's snapshot here in the background, on from where an earlier attempt broke off.
  /// One at a time.
  ///
  /// @return false if it does nothing, because one is under way or the peer is not known
  boolean fetch(NodeId peer, Snapshot snapshot);

  @Override
  void close();

  /// Loses everything: stands in before a node is connected.
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

  /// Where a transport puts what arrives. Each call comes from any thread and does not block.
  interface Inbox {

    /// Envelopes that arrived together.
    ///
    /// @return false when the inbox is full: nothing was taken
    boolean deliver(List<Envelope> envelopes);

    /// Something large of this peer is coming in, and takes long: it lives. Told now and then.
    void receiving(NodeId peer);

    /// The connection to this peer broke or could not be made: its process is likely gone.
    void unreachable(NodeId peer);

    /// A snapshot that was asked for is here and durable. Where it could not be had this time,
    /// nobody is told.
    void fetched(Snapshot snapshot);

    /// This peer was asked for this snapshot, and no longer has it.
    void gone(NodeId peer, Snapshot snapshot);
  }
}
