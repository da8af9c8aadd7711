package dev.parterre.paxos.simulation;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.members.NodeId;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Carries messages from one node to another, and loses some.
interface Carrier {

  /// @param heldUpMicros how much later the sender gets to send it
  void carry(Envelope envelope, int heldUpMicros);

  /// A process started.
  void started(SimulatedNode node);

  /// A node was told the addresses of the members.
  void reach(SimulatedNode node, Map<NodeId, URI> members);

  /// The process of a node is gone.
  void lost(NodeId dead);

  /// A second process starts under the id of this node.
  void twin(SimulatedNode node);

  /// A node believes that a peer is gone.
  void disconnect(SimulatedNode node, NodeId peer);

  /// These lines were cut.
  void cut(List<Link> links);

  /// These lines may again carry what waits on them.
  void opened(List<Link> links);

  /// Old messages arrive once more.
  void replay(int messages);

  /// Whether anything may have arrived twice.
  boolean hasDoubled();

  void set(Fault.Noise noise);

  void set(Fault.Delay delay);

  /// Nothing is cut or narrow any more.
  void heal();
}
