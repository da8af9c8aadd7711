package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Proposal.Batch;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommanderTest {

  private static Commander commander(Proposal proposal) {
    var ballot = new Ballot(1, new NodeId(1));
    return new Commander(new PValue(ballot, new Slot(1), proposal), 100, 1000);
  }

  @Test
  void what_is_not_answered_is_sent_again_ever_more_seldom_but_always_again() {
    var commander = commander(new NoOp());
    var pauses = new ArrayList<Long>();
    var now = 1000L;
    for (var i = 0; i < 6; i++) {
      pauses.add(commander.deadline() - now);
      now = commander.deadline();
      commander.sentAgain(now);
    }
    assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 800L, 800L);
  }

  @Test
  void what_is_large_is_waited_for_longer() {
    var command = new Command(new CommandId(1, 1), 0, new byte[12 << 20]);

    assertThat(commander(new Batch(1, List.of(command))).deadline()).isBetween(1800L, 2000L);
  }
}
