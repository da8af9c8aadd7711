package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.NodeId;
import java.util.Arrays;
import java.util.List;

/// The network of a [Stage].
record Wires(Network network, List<SimulatedNode> nodes) {

  /// Neither hears the other.
  void cut(int one, int... others) {
    for (var other : others) {
      network.cut(List.of(link(one, other), link(other, one)));
    }
  }

  /// Messages in this direction are lost; those in the other direction arrive.
  void cutOneWay(int from, int to) {
    network.cut(List.of(link(from, to)));
  }

  void isolate(int id) {
    cut(
        id,
        nodes.stream().mapToInt(node -> node.id().value()).filter(other -> other != id).toArray());
  }

  /// Messages from these to `to` wait, until [#unclog].
  void clog(int to, int... from) {
    Arrays.stream(from).forEach(each -> network.clog(List.of(link(each, to))));
  }

  void unclog(int to, int... from) {
    Arrays.stream(from).forEach(each -> network.unclog(List.of(link(each, to))));
  }

  /// All links carry only this many bytes a millisecond.
  void narrow(int bytesPerMilli) {
    for (var from : nodes) {
      for (var to : nodes) {
        network.narrow(List.of(new Link(from.id(), to.id())), bytesPerMilli);
      }
    }
  }

  void lose(double share) {
    network.set(new Fault.Noise(share, 0));
  }

  /// From now on the network works as it should.
  void mend() {
    network.heal();
  }

  /// These believe, wrongly, that `peer` has died.
  void miss(int peer, int... who) {
    for (var id : who) {
      network.disconnect(nodes.get(id - 1), new NodeId(peer));
    }
  }

  private static Link link(int from, int to) {
    return new Link(new NodeId(from), new NodeId(to));
  }
}
