package dev.parterre.paxos;

import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.log.PaxosLog;

/// Stands between a node and its edges, the log and the transport: for tests that slow them down,
/// or end the process there. The node knows nothing of it.
public interface NodeDecorator {

  /// Nothing stands in between.
  NodeDecorator NONE = new NodeDecorator() {};

  default PaxosLog around(PaxosLog log) {
    return log;
  }

  default Transport around(Transport transport) {
    return transport;
  }
}
