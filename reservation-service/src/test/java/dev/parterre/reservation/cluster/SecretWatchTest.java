package dev.parterre.reservation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.members.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretWatchTest {

  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);

  private final List<String> ends = new ArrayList<>();
  private final SecretWatch watch = new SecretWatch(3, ends::add);

  @Test
  void one_refusing_peer_of_three_ends_nothing() {
    refusedBy(TWO);
    refusedBy(TWO);
    assertThat(ends).isEmpty();
  }

  @Test
  void a_start_that_no_quorum_knows_the_secret_of_is_ended_once() {
    refusedBy(TWO);
    refusedBy(THREE);
    refusedBy(THREE);
    assertThat(ends).singleElement().asString().contains("parterre.peer.secret");
  }

  @Test
  void a_peer_that_opens_a_stream_refuses_no_longer() {
    refusedBy(TWO);
    watch.streamOpened(TWO);
    refusedBy(THREE);
    assertThat(ends).isEmpty();
  }

  @Test
  void a_replica_that_has_known_a_leader_is_not_ended() {
    watch.leaderChanged(TWO, Ballot.NONE, "it was heard");
    refusedBy(TWO);
    refusedBy(THREE);
    assertThat(ends).isEmpty();
  }

  @Test
  void strangers_who_call_in_the_name_of_peers_end_nothing() {
    watch.strangerRefused(TWO);
    watch.strangerRefused(THREE);
    assertThat(ends).isEmpty();
  }

  private void refusedBy(NodeId peer) {
    watch.refusedBy(peer);
  }
}
