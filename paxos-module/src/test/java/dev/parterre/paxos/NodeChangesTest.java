package dev.parterre.paxos;

import static dev.parterre.paxos.TestNodes.applied;
import static dev.parterre.paxos.TestNodes.command;
import static dev.parterre.paxos.TestNodes.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Change.Objection;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots, members and leaders that change, on whole nodes.
@Timeout(60)
@Tag("slow")
class NodeChangesTest {

  @TempDir Path disks;
  private TestNodes nodes;

  @BeforeEach
  void start_three() throws IOException {
    nodes = new TestNodes(disks);
    nodes.found(3);
  }

  @AfterEach
  void stop_all() throws IOException {
    nodes.close();
  }

  /// One after the other, so that each gets a slot of its own.
  private void apply(PaxosNode<CounterMachine> node, int from, int to) throws Exception {
    for (var i = from; i <= to; i++) {
      applied(node.submit(command(i, "command " + i)));
    }
  }

  private static MembershipReply changed(PaxosNode<CounterMachine> node, Change change)
      throws Exception {
    return node.change(change).get(10, TimeUnit.SECONDS);
  }

  /// The change is made as soon as the new node has learned enough, and the remaining ones were
  /// heard.
  private static void change(PaxosNode<CounterMachine> node, Change change) throws Exception {
    MembershipReply reply;
    do {
      reply = changed(node, change);
    } while (reply.equals(new MembershipReply.Refused(Objection.NOT_CAUGHT_UP))
        || reply.equals(new MembershipReply.Refused(Objection.TOO_FEW_REACHABLE)));
    assertThat(reply).isEqualTo(new MembershipReply.Changed());
  }

  private Change add(int id) throws IOException {
    return new Change.Add(new NodeId(id), nodes.address(id).toString());
  }

  @Test
  void a_snapshot_is_taken_and_a_restarted_node_goes_on_from_it() throws Exception {
    apply(nodes.node(1), 1, 130);
    var before = read(nodes.node(2));
    for (var id = 1; id <= 3; id++) {
      nodes.stop(id);
    }
    for (var id = 1; id <= 3; id++) {
      nodes.start(id);
    }
    assertThat(nodes.node(1).status().snapshot().isAfter(new Slot(40))).isTrue();
    assertThat(read(nodes.node(3))).isEqualTo(before);
    assertThat(applied(nodes.node(2).submit(command(9, "command 9"))).index()).isEqualTo(9);
  }

  @Test
  void the_founders_are_on_disk_before_anything_is_decided() throws Exception {
    var other = new TestNodes(disks.resolve("other"));
    try (other) {
      other.found(1);
      other.stop(1);
      var founders = other.places();
      other.place(3);
      assertThat(other.start(1).status().members())
          .extracting(Status.Member::id)
          .containsExactlyElementsOf(founders.keySet());
    }
  }

  @Test
  void a_new_node_learns_first_and_then_votes() throws Exception {
    apply(nodes.node(1), 1, 70);
    var fourth = nodes.start(4);
    assertThat(fourth.status().voting()).isFalse();
    change(nodes.node(2), add(4));
    assertThat(read(fourth)).hasSize(70);
    assertThat(fourth.status().members()).hasSize(4);
    nodes.stop(nodes.leader());
    applied(fourth.submit(command(71, "with three of four")));
    assertThat(fourth.status().voting()).isTrue();
  }

  /// etcd #6420.
  @Test
  void an_address_at_which_the_new_node_does_not_answer_is_refused() throws Exception {
    apply(nodes.node(1), 1, 3);
    nodes.start(4);
    var refused = new MembershipReply.Refused(Objection.ADDRESS_NOT_REACHED);
    var wrong = nodes.address(2).toString();
    assertThat(changed(nodes.node(1), new Change.Add(new NodeId(4), "http://127.0.0.1:1")))
        .isEqualTo(refused);
    assertThat(changed(nodes.node(1), new Change.Add(new NodeId(4), wrong))).isEqualTo(refused);
    assertThat(nodes.node(1).status().members()).hasSize(3);
    change(nodes.node(2), add(4));
    assertThat(nodes.node(2).status().members()).hasSize(4);
  }

  @Test
  void a_removed_node_is_not_asked_any_more() throws Exception {
    apply(nodes.node(1), 1, 3);
    var gone = 1 + nodes.leader() % 3;
    var staying = nodes.node(nodes.leader());
    change(staying, new Change.Remove(new NodeId(gone)));
    nodes.stop(gone);
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (threadsFor(gone) > 0 && System.nanoTime() - deadline < 0) {
      Thread.sleep(20);
    }
    assertThat(threadsFor(gone)).isZero();
    apply(staying, 4, 5);
  }

  private static long threadsFor(int peer) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("paxos-(control|bulk|talk|close)-" + peer))
        .count();
  }

  @Test
  void a_lost_disk_comes_back_as_another_node() throws Exception {
    apply(nodes.node(1), 1, 70);
    nodes.stop(3);
    nodes.start(4);
    change(
        nodes.node(1),
        new Change.Replace(new NodeId(3), new NodeId(4), nodes.address(4).toString()));
    nodes.stop(nodes.leader());
    applied(nodes.all().iterator().next().submit(command(71, "two of three")));
    assertThat(changed(nodes.node(4), new Change.Add(new NodeId(3), "http://127.0.0.1:1")))
        .isEqualTo(new MembershipReply.Refused(Objection.ID_USED));
  }

  /// jgroups-raft #24: the others know that its disk is a different one.
  @Test
  void a_node_that_lost_its_disk_does_not_vote_under_its_old_id() throws Exception {
    apply(nodes.node(1), 1, 5);
    nodes.stop(3);
    try (var files = Files.walk(nodes.disk(3))) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    var failed = new CompletableFuture<Throwable>();
    nodes.start(
        3,
        "cluster",
        new NodeObserver() {
          @Override
          public void failed(Throwable cause) {
            failed.complete(cause);
          }
        });
    assertThat(failed.get(20, TimeUnit.SECONDS))
        .isInstanceOf(MustBeReplacedException.class)
        .hasMessageContainingAll("another disk", "must be replaced");
    apply(nodes.node(1), 6, 7);
  }

  @Test
  void the_leadership_is_moved_to_the_chosen_node() throws Exception {
    var next = new NodeId(1 + nodes.leader() % 3);
    var asked = nodes.node(1 + next.value() % 3);
    assertThat(asked.handOver(next).get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(asked.status().leader()).isEqualTo(next);
    apply(asked, 1, 3);
  }

  @Test
  void a_leader_that_stops_hands_over() throws Exception {
    apply(nodes.node(1), 1, 3);
    var leader = nodes.leader();
    var other = nodes.node(1 + leader % 3);
    nodes.stop(leader);
    assertThat(nodes.all())
        .as("one of the others leads when it is gone")
        .map(PaxosNode::status)
        .anyMatch(status -> status.self().equals(status.leader()));
    apply(other, 4, 5);
  }

  @Test
  void a_node_that_was_away_for_long_comes_back_by_a_snapshot() throws Exception {
    apply(nodes.node(1), 1, 3);
    var away = 1 + nodes.leader() % 3;
    nodes.stop(away);
    var survivor = nodes.node(nodes.leader());
    for (var i = 0; i < 6; i++) {
      var large = "x".repeat(500_000);
      applied(survivor.submit(command(1000 + i, large)));
    }
    apply(survivor, 10, 150);
    var back = nodes.start(away);
    assertThat(read(back)).isEqualTo(read(survivor));
    assertThat(back.status().digest()).isEqualTo(survivor.status().digest());
  }
}
