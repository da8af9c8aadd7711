package dev.parterre.paxos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Quorum;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {

  private static Set<NodeId> members(int size) {
    return IntStream.rangeClosed(1, size).mapToObj(NodeId::new).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,2", "4,3", "5,3", "7,4"})
  void a_majority_is_more_than_half(int size, int majority) {
    assertThat(Quorum.majorityOf(members(size)).size()).isEqualTo(majority);
  }

  @Test
  void only_members_count_and_each_once() {
    var quorum = Quorum.majorityOf(members(3));
    var one = new NodeId(1);
    assertThat(quorum.isMetBy(List.of(one, one, new NodeId(9)))).isFalse();
    assertThat(quorum.isMetBy(List.of(one, new NodeId(3)))).isTrue();
  }

  @Test
  void quorums_of_the_two_phases_must_meet() {
    var small = new Quorum(members(4), 2);
    assertThat(small.intersects(small)).isFalse();
    assertThat(small.intersects(new Quorum(members(4), 3))).isTrue();
    var four = Cluster.founders(4).latest().addresses();
    assertThatThrownBy(() -> Membership.of(four, 2, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
