package dev.parterre.reservation.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The configuration of a replica; [NodeSettings] checks it.
///
/// @param clusterId the same on every replica; keeps replicas of another cluster away
/// @param nodeId which of the members this replica is
/// @param members the replicas that found the cluster, this one included; the same list on each
/// @param join this replica is to be added to a running cluster: it learns from `members` and is
///   not one of them
/// @param dataDirectory used by this replica alone; created if it is missing
@ConfigurationProperties("parterre")
record ParterreProperties(
    @DefaultValue("parterre") String clusterId,
    @Nullable Integer nodeId,
    @DefaultValue List<Member> members,
    @DefaultValue("false") boolean join,
    @DefaultValue Peer peer,
    @Nullable Path dataDirectory,
    @DefaultValue Paxos paxos) {

  /// @param id a positive number, never reused for another replica
  /// @param peerUrl where the other replicas reach its peer port
  /// @param url where clients reach it; shown by `GET /cluster`
  record Member(@Nullable Integer id, @Nullable URI peerUrl, @Nullable URI url) {}

  /// @param secret known to all replicas and to nobody else
  /// @param bind `host:port` that the peer port listens on; by default those of its own `peer-url`
  record Peer(@Nullable String secret, @Nullable String bind) {}

  /// @param windowSlots slots that a leader keeps open at once
  /// @param batchCommands the most commands in a slot
  /// @param batchSize the most bytes of commands in a slot; a larger command has its own slot
  /// @param commandSize the most bytes of a command; a larger one is refused
  /// @param waitingCommands how many callers may wait at once; further ones are refused
  /// @param outcomes how many outcomes of commands are remembered; the oldest is forgotten first
  /// @param outcomeAge replicated time after which an outcome is forgotten
  /// @param segmentSize the size of a file of the log
  /// @param snapshotSlots how many slots after a snapshot, at the latest, the next one is taken; at
  ///   the earliest after half as many
  /// @param snapshotSize how many bytes of commands after a snapshot the next one is taken,
  ///   likewise
  /// @param tailSlots how many of the last slots stay in the log for replicas that are behind
  /// @param electing how many members elect a leader; a majority if neither this nor the next is
  ///   set
  /// @param accepting how many members make a command durable
  /// @param heartbeat the time between two heartbeats of an idle leader
  /// @param silence how long a leader may be silent before it is missed
  /// @param resend the time after which an unanswered message is sent again
  /// @param deadline the time after which a caller is answered, whatever happened
  record Paxos(
      @DefaultValue("8") int windowSlots,
      @DefaultValue("1024") int batchCommands,
      @DefaultValue("1MB") DataSize batchSize,
      @DefaultValue("16MB") DataSize commandSize,
      @DefaultValue("4096") int waitingCommands,
      @DefaultValue("500000") int outcomes,
      @DefaultValue("24h") Duration outcomeAge,
      @DefaultValue("64MB") DataSize segmentSize,
      @DefaultValue("100000") int snapshotSlots,
      @DefaultValue("128MB") DataSize snapshotSize,
      @DefaultValue("10000") int tailSlots,
      @Nullable Integer electing,
      @Nullable Integer accepting,
      @DefaultValue("100ms") Duration heartbeat,
      @DefaultValue("800ms") Duration silence,
      @DefaultValue("250ms") Duration resend,
      @DefaultValue("5s") Duration deadline) {}
}
