package dev.parterre.reservation.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parterre.paxos.Status;
import dev.parterre.paxos.core.NodeId;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of `GET /cluster`.
///
/// @param stateHash equal at equal `index` on every replica
record ClusterView(
    String clusterId,
    String self,
    @JsonInclude @Nullable String leader,
    BallotView ballot,
    long decided,
    long applied,
    long index,
    String stateHash,
    List<MemberView> members) {

  record BallotView(long round, String node) {}

  record MemberView(String id, URI url, boolean reachable, long applied) {}

  static ClusterView of(String clusterId, Status status, Map<NodeId, URI> urls) {
    NodeId leader = status.leader();
    return new ClusterView(
        clusterId,
        status.self().toString(),
        leader == null ? null : leader.toString(),
        new BallotView(status.ballot().round(), status.ballot().node().toString()),
        status.decided().number(),
        status.applied().number(),
        status.index(),
        HexFormat.of().toHexDigits(status.digest()),
        status.members().stream().map(member -> member(member, urls)).toList());
  }

  private static MemberView member(Status.Member member, Map<NodeId, URI> urls) {
    return new MemberView(
        member.id().toString(),
        urls.getOrDefault(member.id(), URI.create("")),
        member.reachable(),
        member.applied().number());
  }
}
