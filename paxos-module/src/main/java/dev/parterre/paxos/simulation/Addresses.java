package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.NodeId;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// At which addresses each node reaches the others: the members at the addresses in the membership,
/// and, as long as it is not a member, also its contacts.
final class Addresses {

  private final Mutant mutant;
  private final Map<NodeId, Map<NodeId, URI>> known = new HashMap<>();

  Addresses(Mutant mutant) {
    this.mutant = mutant;
  }

  /// A process starts, and knows its contacts.
  void begin(NodeId node, Collection<NodeId> contacts) {
    var addresses = new HashMap<NodeId, URI>();
    contacts.forEach(id -> addresses.put(id, at(id)));
    known.put(node, addresses);
  }

  /// The address at which a node listens.
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

  /// Whether the address at which this node reaches `peer` is the right one.
  boolean reaches(NodeId node, NodeId peer) {
    return at(peer).equals(known.getOrDefault(node, Map.of()).get(peer));
  }
}
