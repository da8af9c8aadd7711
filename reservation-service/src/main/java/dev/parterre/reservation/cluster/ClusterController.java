package dev.parterre.reservation.cluster;

import dev.parterre.paxos.PaxosNode;
import dev.parterre.paxos.Status;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.reservation.booking.BoxOffice;
import dev.parterre.reservation.web.LogIndex;
import dev.parterre.reservation.web.Problem;
import dev.parterre.reservation.web.ProblemException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// How this replica sees its cluster, answered without asking anyone.
@RestController
final class ClusterController {

  private final PaxosNode<BoxOffice> node;
  private final String clusterId;
  private final Map<NodeId, URI> urls;

  ClusterController(PaxosNode<BoxOffice> node, ParterreProperties properties) {
    this.node = node;
    clusterId = properties.clusterId();
    urls =
        properties.members().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    member -> new NodeId(Objects.requireNonNull(member.id())),
                    member -> Objects.requireNonNull(member.url())));
  }

  @GetMapping("/api/v1/cluster")
  ResponseEntity<ClusterView> cluster() {
    Status status = status();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(LogIndex.HEADER, Long.toString(status.index()))
        .body(ClusterView.of(clusterId, status, urls));
  }

  private Status status() {
    try {
      return node.status();
    } catch (IllegalStateException stuck) {
      throw new ProblemException(
              Problem.UNAVAILABLE, "The replica does not come to answer, or is stopping.")
          .with("Retry-After", 1);
    }
  }
}
