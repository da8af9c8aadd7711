package dev.parterre.reservation.cluster;

import dev.parterre.paxos.MembershipReply;
import dev.parterre.paxos.PaxosNode;
import dev.parterre.paxos.Status;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Change.Objection;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.reservation.boxoffice.BoxOffice;
import dev.parterre.reservation.web.Admin;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows how this replica sees its cluster, without asking other replicas; moves the leadership,
/// and adds and removes members. A retry of a request that added a member is answered like the
/// first.
@RestController
@RequestMapping("/api/v1/cluster")
final class ClusterController {

  private final PaxosNode<BoxOffice> node;
  private final NodeAvailability availability;
  private final String clusterId;
  private final Map<NodeId, URI> urls;

  ClusterController(
      PaxosNode<BoxOffice> node, NodeAvailability availability, ParterreProperties properties) {
    this.node = node;
    this.availability = availability;
    clusterId = properties.clusterId();
    urls =
        properties.members().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    member -> new NodeId(Objects.requireNonNull(member.id())),
                    member -> Objects.requireNonNull(member.url())));
  }

  private record NewLeader(@Nullable String id) {}

  @GetMapping
  ResponseEntity<ClusterView> cluster() {
    Status status = status();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(LogIndex.HEADER, Long.toString(status.index()))
        .body(view(status));
  }

  @Admin
  @PostMapping("/leader")
  ResponseEntity<Void> lead(@RequestBody NewLeader request) {
    var id = NewMember.id("/id", request.id());
    if (view(status()).member(id).isEmpty()) {
      throw MembershipProblems.refused(Objection.NOT_A_MEMBER);
    }
    if (!node.handOver(id).join()) {
      throw new ProblemException(
              Problem.OUTCOME_UNKNOWN, "Replica " + id + " did not become the leader in time.")
          .with(HttpHeaders.RETRY_AFTER, 1);
    }
    return ResponseEntity.noContent().build();
  }

  @Admin
  @PostMapping("/members")
  ResponseEntity<ClusterView.MemberView> add(@RequestBody NewMember request) {
    var change = request.change();
    var reply = node.change(change).join();
    var view = view(status());
    var coming = change.coming().flatMap(view::member);
    if (reply instanceof MembershipReply.Refused(var objection)
        && !(objection == Objection.ID_USED && request.isMadeIn(view))) {
      throw MembershipProblems.refused(objection);
    }
    if (reply instanceof MembershipReply.OutcomeUnknown || coming.isEmpty()) {
      throw MembershipProblems.outcomeUnknown();
    }
    return ResponseEntity.status(HttpStatus.CREATED).body(coming.get());
  }

  @Admin
  @DeleteMapping("/members/{id}")
  ResponseEntity<Void> remove(@PathVariable String id) {
    if (!id.matches("[1-9][0-9]{0,8}")) {
      throw new ProblemException(Problem.NOT_FOUND, "There is no such replica.");
    }
    var change = new Change.Remove(new NodeId(Integer.parseInt(id)));
    return switch (node.change(change).join()) {
      case MembershipReply.Changed() -> ResponseEntity.noContent().build();
      case MembershipReply.Refused(var objection) -> throw MembershipProblems.refused(objection);
      case MembershipReply.OutcomeUnknown() -> throw MembershipProblems.outcomeUnknown();
    };
  }

  private ClusterView view(Status status) {
    return ClusterView.of(clusterId, status, availability.end(), urls);
  }

  private Status status() {
    try {
      return node.status();
    } catch (IllegalStateException stuck) {
      throw new ProblemException(
              Problem.UNAVAILABLE, "The replica is too busy to answer, or is stopping.")
          .with("Retry-After", 1);
    }
  }
}
