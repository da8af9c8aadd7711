package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.HttpTransportTest.eventually;
import static dev.parterre.paxos.http.TestMessages.learn;
import static dev.parterre.paxos.http.TestNode.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DiskCheckTest {

  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);

  private Map<NodeId, URI> members = Map.of();
  private TestNode one;
  private TestNode two;

  @BeforeEach
  void start() throws IOException {
    members = TestNode.members(2);
    one = new TestNode(1, members, SECRET);
    two = new TestNode(2, members, SECRET, TestMessages::acceptorsReply);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  private record Claim(NodeId peer, long forcedThrough) {}

  private static DiskCheck noting(Set<Claim> claims) {
    return (peer, storage, incarnation, forcedThrough) -> {
      assertThat(storage).isEqualTo(TestNode.storage(peer.value()));
      claims.add(new Claim(peer, forcedThrough));
      return null;
    };
  }

  @Test
  void each_side_says_which_disk_it_has_and_how_far_it_is_forced() throws Exception {
    Set<Claim> heardByOne = ConcurrentHashMap.newKeySet();
    Set<Claim> heardByTwo = ConcurrentHashMap.newKeySet();
    one.check = noting(heardByOne);
    two.check = noting(heardByTwo);
    one.send(2, TestMessages.accept(1, 10));
    assertThat(one.next()).isEqualTo(TestMessages.accepted(1));
    one.forcedThrough = 11;
    two.forcedThrough = 22;
    one.send(2, TestMessages.accept(2, 10));
    assertThat(one.next()).isEqualTo(TestMessages.accepted(2));

    assertThat(heardByOne).contains(new Claim(TWO, 22));
    assertThat(heardByTwo).contains(new Claim(ONE, 11));
  }

  /// Restarts the node, since the disk is judged when a stream begins.
  private TestNode again(TestNode node, int id, DiskCheck check) throws IOException {
    node.close();
    return new TestNode(id, members, SECRET, TestMessages::acceptorsReply, check);
  }

  @Test
  void a_peer_with_another_disk_is_not_listened_to_and_is_told_why() throws Exception {
    two = again(two, 2, (_, _, _, forced) -> forced < 5 ? "replica 1 has an older disk" : null);

    one.send(2, learn(1));

    assertThat(one.objections.poll(5, TimeUnit.SECONDS)).isEqualTo("replica 1 has an older disk");
    assertThat(one.verdicts).contains(DiskVerdict.OTHER);
    assertThat(two.otherDisks.poll(5, TimeUnit.SECONDS)).contains("an older disk");
    one.transport.fetch(TWO, new Snapshot(new Slot(1), 1, 1));
    assertThat(two.received).isEmpty();
    assertThat(one.otherDisks).isEmpty();

    one.forcedThrough = 5;
    eventually(
        () -> {
          one.send(2, learn(2));
          return !two.received.isEmpty();
        });
  }

  @Test
  void what_another_disk_says_is_not_listened_to() throws Exception {
    one = again(one, 1, (_, _, _, forced) -> forced < 5 ? "replica 2 has another disk" : null);

    two.send(1, learn(1));

    assertThat(one.otherDisks.poll(5, TimeUnit.SECONDS)).contains("another disk");
    assertThat(one.received).isEmpty();
    assertThat(one.objections).isEmpty();
    two.forcedThrough = 5;
    eventually(
        () -> {
          two.send(1, learn(2));
          return !one.received.isEmpty();
        });
  }

  @Test
  void a_disk_that_turns_out_to_be_another_on_an_open_stream_ends_it() throws Exception {
    one.send(2, learn(1));
    assertThat(two.next()).isEqualTo(learn(1));
    two.check = (_, _, _, _) -> "replica 1 is not what it was";

    one.forcedThrough = 9;
    one.send(2, learn(2));

    assertThat(two.otherDisks.poll(5, TimeUnit.SECONDS)).contains("not what it was");
    assertThat(two.received).isEmpty();
  }

  @Test
  void a_guest_is_checked_too() throws Exception {
    var stranger = new HashMap<>(members);
    stranger.remove(ONE);
    two.check = (peer, _, _, _) -> peer.value() == 9 ? "it was replaced" : null;
    try (var guest = new TestNode(9, stranger, SECRET)) {
      guest.send(2, learn(1));

      assertThat(guest.objections.poll(5, TimeUnit.SECONDS)).isEqualTo("it was replaced");
      assertThat(two.received).isEmpty();
    }
  }
}
