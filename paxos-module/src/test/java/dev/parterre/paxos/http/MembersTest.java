package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.HttpTransportTest.eventually;
import static dev.parterre.paxos.http.TestMessages.accept;
import static dev.parterre.paxos.http.TestMessages.accepted;
import static dev.parterre.paxos.http.TestMessages.forward;
import static dev.parterre.paxos.http.TestMessages.learn;
import static dev.parterre.paxos.http.TestNode.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.members.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers that come and go.
@Timeout(60)
@Tag("slow")
class MembersTest {

  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);

  private Map<NodeId, URI> members = Map.of();

  @BeforeEach
  void choosePorts() throws IOException {
    members = TestNode.members(3);
  }

  private Map<NodeId, URI> only(int... ids) {
    var some = new HashMap<NodeId, URI>();
    for (var id : ids) {
      some.put(new NodeId(id), members.get(new NodeId(id)));
    }
    return some;
  }

  @Test
  void a_peer_that_comes_is_reached_and_one_that_goes_is_not() throws Exception {
    // The second does not know the first: if the first still sent requests, it would be taken as a
    // guest.
    try (var one = new TestNode(1, only(1, 2), SECRET);
        var two = new TestNode(2, only(2), SECRET);
        var three = new TestNode(3, only(3), SECRET)) {
      one.transport.reach(only(1, 3));
      one.send(2, learn(1));
      one.send(3, learn(2));

      assertThat(three.next()).isEqualTo(learn(2));
      assertThat(two.received).isEmpty();
      eventually(() -> threadsFor(TWO) == 0);
    }
  }

  /// The threads of the one node in this process that has a link to this peer.
  private static long threadsFor(NodeId peer) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("paxos-(control|bulk|talk|close)-" + peer + "(-.*)?"))
        .count();
  }

  @Test
  void a_peer_whose_link_is_closed_is_not_reported_lost() throws Exception {
    try (var one = new TestNode(1, only(1, 2), SECRET)) {
      try (var two = new TestNode(2, only(2), SECRET)) {
        one.send(2, learn(1));
        assertThat(two.next()).isEqualTo(learn(1));
        one.unreachable.clear();
        one.transport.reach(only(1));
        eventually(() -> threadsFor(TWO) == 0);
      }
      assertThat(one.unreachable.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @Test
  void a_changed_address_is_used() throws Exception {
    try (var one = new TestNode(1, only(1, 2), SECRET);
        var moved = new TestNode(2, only(), SECRET)) {
      one.send(2, learn(1));
      var address = URI.create("http://127.0.0.1:" + moved.transport.address().getPort());

      one.transport.reach(Map.of(TWO, address));
      one.send(2, learn(2));

      assertThat(moved.next()).isEqualTo(learn(2));
    }
  }

  @Test
  void peers_that_stay_keep_their_connections() throws Exception {
    try (var one = new TestNode(1, only(1, 2), SECRET);
        var two = new TestNode(2, only(1, 2), SECRET)) {
      one.send(2, learn(1));
      assertThat(two.next()).isEqualTo(learn(1));
      one.unreachable.clear();
      two.unreachable.clear();

      one.transport.reach(members);
      one.transport.reach(only(1, 2));

      assertThat(two.unreachable.poll(200, TimeUnit.MILLISECONDS)).isNull();
      assertThat(one.unreachable).doesNotContain(TWO);
    }
  }

  /// Neither connection attempts nor exchanges under way hold up the caller. All members that it
  /// knows may be gone, so it goes on asking its contacts.
  @Test
  void a_node_that_is_not_a_member_also_reaches_its_contacts() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      try (var guest = new TestNode(9, Map.of(TWO, address), SECRET)) {
        guest.transport.reach(Map.of(new NodeId(3), URI.create("http://127.0.0.1:1")));
        assertThat(threadsFor(TWO)).isPositive();
        guest.transport.reach(Map.of(new NodeId(9), address, new NodeId(3), address));
        eventually(() -> threadsFor(TWO) == 0);
      }
    }
  }

  @Test
  void closing_the_link_to_a_peer_that_hangs_does_not_block() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      try (var one = new TestNode(1, Map.of(TWO, address), SECRET)) {
        one.send(2, learn(1));
        Thread.sleep(200);
        var start = System.nanoTime();
        one.transport.reach(Map.of(new NodeId(1), address));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(100));
        eventually(() -> threadsFor(TWO) == 0);
      }
    }
  }

  @Test
  void an_invalid_address_affects_no_other_peer() throws Exception {
    try (var one = new TestNode(1, only(1), SECRET);
        var two = new TestNode(2, only(2), SECRET)) {
      one.transport.reach(
          Map.of(TWO, members.getOrDefault(TWO, URI.create("")), THREE, URI.create("nowhere")));
      one.send(3, learn(1));
      one.send(2, learn(2));

      assertThat(two.next()).isEqualTo(learn(2));
    }
  }

  @Test
  void an_unknown_peer_is_sent_nothing() throws Exception {
    try (var one = new TestNode(1, only(1), SECRET)) {
      one.send(9, learn(1));
      one.transport.close();
      one.transport.reach(members);
      assertThat(threadsFor(TWO)).isZero();
    }
  }

  @Test
  void a_guest_asks_and_is_answered_however_large_the_answer_is() throws Exception {
    try (var _ = new TestNode(1, only(1), SECRET, MembersTest::answer);
        var three = new TestNode(3, only(1, 3), SECRET)) {
      three.send(1, learn(1));
      assertThat(three.next()).isEqualTo(accepted(1));

      three.send(1, forward(1));
      assertThat(three.next()).isEqualTo(accept(1, 3 << 20));
    }
  }

  /// etcd #6420: a member that nobody reaches at its address can still send.
  @Test
  void a_member_with_a_wrong_address_still_makes_itself_heard() throws Exception {
    var wrong = Map.of(THREE, URI.create("http://127.0.0.1:1"));
    try (var one = new TestNode(1, wrong, SECRET, MembersTest::answer);
        var three = new TestNode(3, Map.of(new NodeId(1), at(one)), SECRET)) {
      eventually(() -> three.opened.get() > 0);
      three.send(1, learn(1));

      assertThat(three.next()).isEqualTo(accepted(1));
    }
  }

  private static URI at(TestNode node) {
    return URI.create("http://127.0.0.1:" + node.transport.address().getPort());
  }

  @Test
  void a_removed_peer_is_not_asked_any_more_and_its_streams_end() throws Exception {
    try (var one = new TestNode(1, only(1, 2), SECRET);
        var two = new TestNode(2, only(2), SECRET)) {
      two.transport.reach(only(1, 2));
      one.send(2, learn(1));
      two.send(1, learn(2));
      assertThat(two.next()).isEqualTo(learn(1));
      assertThat(one.next()).isEqualTo(learn(2));
      eventually(() -> two.opened.get() == 4);

      one.transport.reach(only(1));
      two.transport.reach(only(2));

      eventually(() -> threadsFor(TWO) == 0 && threadsFor(new NodeId(1)) == 0);
      // Until it lets go of the first, the second may have asked it once more.
      var opened = two.opened.get();
      one.send(2, learn(3));
      assertThat(two.received.poll(300, TimeUnit.MILLISECONDS)).isNull();
      assertThat(two.opened).hasValue(opened);
    }
  }

  @Test
  void an_address_is_tried_and_only_the_right_replica_counts() throws Exception {
    try (var one = new TestNode(1, only(1), SECRET);
        var two = new TestNode(2, only(2), SECRET);
        var other = new TestNode(4, Map.of(), "another secret")) {
      assertThat(one.transport.answersAt(TWO, at(two))).isTrue();
      assertThat(one.transport.answersAt(THREE, at(two))).as("somebody else").isFalse();
      assertThat(one.transport.answersAt(new NodeId(4), at(other))).isFalse();
      assertThat(one.transport.answersAt(TWO, URI.create("http://127.0.0.1:1"))).isFalse();
      try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        var start = System.nanoTime();
        var address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
        assertThat(one.transport.answersAt(TWO, address)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      }
    }
  }

  private static List<Message> answer(Message message) {
    return message.equals(learn(1)) ? List.of(accepted(1)) : List.of(accept(1, 3 << 20));
  }

  @Test
  void a_guest_becomes_a_member_and_a_member_a_guest() throws Exception {
    try (var one = new TestNode(1, only(1), SECRET);
        var three = new TestNode(3, only(1, 3), SECRET)) {
      three.send(1, learn(1));
      assertThat(one.next()).isEqualTo(learn(1));

      one.transport.reach(only(1, 3));
      one.send(3, learn(2));
      assertThat(three.next()).isEqualTo(learn(2));

      one.transport.reach(only(1));
      eventually(
          () -> {
            three.send(1, learn(3));
            return !one.received.isEmpty();
          });
      eventually(
          () -> {
            one.send(3, learn(4));
            return !three.received.isEmpty();
          });
    }
  }
}
