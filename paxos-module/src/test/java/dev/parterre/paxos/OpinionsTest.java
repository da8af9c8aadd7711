package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.http.DiskVerdict;
import dev.parterre.paxos.members.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OpinionsTest {

  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);
  private static final NodeId FOUR = new NodeId(4);

  private final Opinions opinions = new Opinions(200);

  @Test
  void a_node_waits_for_nothing_without_an_objection() {
    opinions.heard(TWO, DiskVerdict.NEW, "");
    assertThat(opinions.objection()).isNull();
  }

  @Test
  void one_objector_stops_a_node_that_nobody_vouches_for() {
    opinions.heard(TWO, DiskVerdict.OTHER, "it has another disk");
    opinions.heard(THREE, DiskVerdict.NEW, "");
    assertThat(opinions.objection()).contains("replica 2 refuses this one: it has another disk");
  }

  @Test
  void an_objector_is_outvoted_by_more_who_knew_this_disk_before() {
    opinions.heard(TWO, DiskVerdict.OTHER, "it has another disk");
    opinions.heard(THREE, DiskVerdict.KNOWN, "");
    assertThat(opinions.objection()).as("one against one").isNotNull();
    opinions.heard(FOUR, DiskVerdict.KNOWN, "");
    assertThat(opinions.objection()).isNull();
  }

  @Test
  void a_peer_that_accepted_this_process_before_cannot_object_to_it() {
    opinions.heard(TWO, DiskVerdict.NEW, "");
    opinions.heard(TWO, DiskVerdict.OTHER, "it has another disk");
    assertThat(opinions.objection()).isNull();
  }

  @Test
  void a_node_waits_for_more_opinions_while_they_are_divided() {
    var patient = new Opinions(15_000);
    patient.heard(TWO, DiskVerdict.OTHER, "it has another disk");
    Thread.ofVirtual()
        .start(
            () -> {
              patient.heard(THREE, DiskVerdict.KNOWN, "");
              patient.heard(FOUR, DiskVerdict.KNOWN, "");
            });
    assertThat(patient.objection()).isNull();
  }
}
