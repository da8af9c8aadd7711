package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.AskChange;
import dev.parterre.paxos.core.Message.AskHandOver;
import dev.parterre.paxos.core.Message.AskRead;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.ReadAt;
import dev.parterre.paxos.core.Message.Relay;
import dev.parterre.paxos.core.TestSettings;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// By which way requests of node 1 reach the leader, node 2.
class RelaysTest {

  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);
  private static final Message CHANGE = new AskChange(new Change.Remove(THREE));
  private static final Message READ = new AskRead(1, 1);
  private static final Message COMMAND =
      new Forward(List.of(new Command(new CommandId(1, 1), 0, new byte[1])));

  private final Relays relays = new Relays(TestSettings.of(ONE, List.of()));

  private List<Envelope> sent(Message message, @Nullable NodeId relied, long millis) {
    var abroad = new ArrayList<Envelope>();
    var course = new Relays.Course(TWO, relied, Set.of(ONE, TWO, THREE), millis);
    relays.send(straight(message), course, abroad);
    return abroad;
  }

  private static Envelope straight(Message message) {
    return new Envelope(ONE, TWO, message);
  }

  private static Envelope relayed(Message message) {
    return new Envelope(ONE, THREE, new Relay(ONE, TWO, message));
  }

  @Test
  void a_node_that_hears_the_leader_asks_it_directly() {
    assertThat(sent(READ, null, 0)).containsExactly(straight(READ));
    assertThat(sent(COMMAND, null, 0)).containsExactly(straight(COMMAND));
    assertThat(sent(CHANGE, null, 0)).containsExactly(straight(CHANGE));
  }

  @Test
  void a_command_is_relayed_by_the_peer_that_hears_the_leader() {
    assertThat(sent(COMMAND, THREE, 0)).containsExactly(relayed(COMMAND));
    assertThat(sent(READ, THREE, 0)).containsExactly(straight(READ), relayed(READ));
  }

  @Test
  void a_request_without_an_answer_takes_a_detour_and_so_do_all_others_for_ten_silences() {
    sent(READ, null, 0);
    assertThat(sent(READ, null, 250)).containsExactly(straight(READ), relayed(READ));
    var answer = new Envelope(TWO, ONE, new ReadAt(1, 1, Slot.NONE));
    relays.received(answer, new Relays.Course(TWO, null, Set.of(), 300), new ArrayList<>());

    assertThat(sent(COMMAND, null, 8000)).containsExactly(straight(COMMAND), relayed(COMMAND));
    assertThat(sent(new AskRead(1, 2), null, 8251)).containsExactly(straight(new AskRead(1, 2)));
  }

  /// It has no id: asked for twice, it might be made, and yet be reported as refused.
  @Test
  void a_change_is_sent_by_one_way_only() {
    assertThat(sent(CHANGE, THREE, 0)).containsExactly(relayed(CHANGE));
    sent(READ, null, 0);
    sent(READ, null, 250);
    assertThat(sent(CHANGE, null, 251)).containsExactly(straight(CHANGE));
    assertThat(sent(CHANGE, null, 501))
        .as("not by who may be dead")
        .containsExactly(straight(CHANGE));
  }

  @Test
  void a_request_repeated_long_after_does_not_mean_that_the_leader_is_not_reached() {
    var handOver = new AskHandOver(THREE);
    assertThat(sent(handOver, null, 0)).containsExactly(straight(handOver));
    assertThat(sent(handOver, null, 8001)).containsExactly(straight(handOver));
    assertThat(sent(handOver, null, 8251)).containsExactly(straight(handOver), relayed(handOver));
  }
}
