package dev.parterre.reservation.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.paxos.Status;
import dev.parterre.paxos.members.NodeId;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of `GET /cluster`.
///
/// @param stateHash a digest of the state, equal on all replicas at the same `index`
/// @param formatLevel the format level of the state applied here; raised once every member can read
///   the next one
/// @param snapshot the last slot that is in a durable snapshot here
/// @param held the slot that could not be applied here, so that this replica serves nobody
/// @param state the state of this replica, in one word
/// @param voting whether this replica is a member; if not, it only learns
/// @param members all replicas that decide slots, or will in a few slots
record ClusterView(
    String clusterId,
    String self,
    @JsonInclude @Nullable String leader,
    BallotView ballot,
    long decided,
    long applied,
    long index,
    String stateHash,
    int formatLevel,
    long snapshot,
    @Nullable Long held,
    NodeState state,
    boolean voting,
    List<MemberView> members) {

  record BallotView(long round, String node) {}

  record MemberView(String id, URI url, URI peerUrl, boolean reachable, long applied) {}

  /// @param urls where clients reach the founders
  /// @param end the code with which this replica's process is about to end, if it is
  static ClusterView of(
      String clusterId, Status status, Optional<ExitCode> end, Map<NodeId, URI> urls) {
    NodeId leader = status.leader();
    var held = status.held();
    return new ClusterView(
        clusterId,
        status.self().toString(),
        leader == null ? null : leader.toString(),
        new BallotView(status.ballot().round(), status.ballot().node().toString()),
        status.decided().number(),
        status.applied().number(),
        status.index(),
        HexFormat.of().toHexDigits(status.digest()),
        status.level(),
        status.snapshot().number(),
        held == null ? null : held.number(),
        NodeState.of(status, end),
        status.voting(),
        status.members().stream().map(member -> member(member, urls)).toList());
  }

  Optional<MemberView> member(NodeId id) {
    return members.stream().filter(member -> member.id().equals(id.toString())).findFirst();
  }

  private static MemberView member(Status.Member member, Map<NodeId, URI> urls) {
    var address = MemberAddress.of(member.address());
    var configured = urls.getOrDefault(member.id(), URI.create(""));
    return new MemberView(
        member.id().toString(),
        address.url() == null ? configured : address.url(),
        address.peerUrl(),
        member.reachable(),
        member.applied().number());
  }
}
