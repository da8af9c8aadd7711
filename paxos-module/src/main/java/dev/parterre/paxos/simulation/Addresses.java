package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.NodeId;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where each node takes the others to be: the members where the members say, and, as long as it is
/// none of them, also those whom it was told of at its start.
final class Addresses {

  private final Mutant mutant;
  private final Map<NodeId, Map<NodeId, URI>> known = new HashMap<>();

  Addresses(Mutant mutant) {
    this.mutant = mutant;
  }

  /// A process begins, and knows whom to ask.
  void begin(NodeId node, Collection<NodeId> contacts) {
    var addresses = new HashMap<NodeId, URI>();
    contacts.forEach(id -> addresses.put(id, at(id)));
    known.put(node, addresses);
  }

  /// Where a node listens.
  static URI at(NodeId node) {
    return URI.create(Setup.addressOf(node));
  }

  void reach(SimulatedNode node, Map<NodeId, URI> members) {
    if (mutant == Mutant.MEMBERS_NOT_REACHED) {
      return;
    }
    begin(node.id(), members.containsKey(node.id()) ? List.of() : node.contacts());
    known.getOrDefault(node.id(), Map.of()).putAll(members);
  }

  static boolean isRight(Map.Entry<NodeId, URI> address) {
    return at(address.getKey()).equals(address.getValue());
  }

  /// Whether what this node says to `peer` goes where that one is.
  boolean reaches(NodeId node, NodeId peer) {
    return at(peer).equals(known.getOrDefault(node, Map.of()).get(peer));
  }
}
