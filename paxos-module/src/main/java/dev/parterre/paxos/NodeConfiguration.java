package dev.parterre.paxos;

import dev.parterre.paxos.core.NodeId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What a node is started with.
///
/// @param clusterId the same on every replica; a data directory of another cluster is refused
/// @param self this replica's id; a key of `members`
/// @param members where each replica's peer port is reached, this one's included
/// @param bind where this replica's own peer port listens
/// @param secret known to all replicas; a stranger's exchange is answered 401
/// @param dataDirectory this replica's alone; made if it is missing
public record NodeConfiguration(
    String clusterId,
    NodeId self,
    Map<NodeId, URI> members,
    InetSocketAddress bind,
    String secret,
    Path dataDirectory,
    Limits limits,
    Timing timing) {

  public NodeConfiguration {
    members = Map.copyOf(members);
    if (!members.containsKey(self)) {
      throw new IllegalArgumentException("replica " + self + " is not one of the members");
    }
  }

  /// @param windowSlots slots that a leader keeps open at once
  /// @param batchCommands at most so many commands in a slot
  /// @param batchBytes of the commands in a slot; a larger command has a slot for itself
  /// @param commandBytes a larger command is refused
  /// @param waitingCommands callers that may wait at once; a further one is refused
  /// @param outcomes remembered command ids; the oldest is forgotten first
  /// @param outcomeMillis replicated time after which an outcome is forgotten
  /// @param segmentBytes size of a log segment
  public record Limits(
      int windowSlots,
      int batchCommands,
      int batchBytes,
      int commandBytes,
      int waitingCommands,
      int outcomes,
      long outcomeMillis,
      int segmentBytes) {
    public static final Limits DEFAULTS =
        new Limits(
            8, 1024, 1 << 20, 16 << 20, 4096, 500_000, Duration.ofHours(24).toMillis(), 64 << 20);
  }

  /// @param heartbeatMillis between two heartbeats of an idle leader
  /// @param silenceMillis a leader not heard for so long (and up to half as long again) is missed
  /// @param resendMillis an unanswered message is sent again after so long
  /// @param deadlineMillis a caller is answered after so long, whatever happened
  public record Timing(
      int heartbeatMillis, int silenceMillis, int resendMillis, int deadlineMillis) {
    public static final Timing DEFAULTS = new Timing(100, 800, 250, 5000);
  }
}
