package dev.parterre.paxos.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.members.NodeId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashPlanTest {

  @Test
  void a_plan_names_a_point_how_often_it_is_passed_and_who_is_still_told() {
    assertThat(CrashPlan.parse("AFTER_ACCEPT"))
        .isEqualTo(new CrashPlan(CrashPoint.AFTER_ACCEPT, 1, Optional.empty()));
    assertThat(CrashPlan.parse("BEFORE_FORCE:3"))
        .isEqualTo(new CrashPlan(CrashPoint.BEFORE_FORCE, 3, Optional.empty()));
    var some = Set.of(new NodeId(2), new NodeId(3));
    assertThat(CrashPlan.parse("AFTER_PREPARE:2:only=2,3"))
        .isEqualTo(new CrashPlan(CrashPoint.AFTER_PREPARE, 2, Optional.of(some)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "AFTER", "AFTER_ACCEPT:", "AFTER_ACCEPT:0", "AFTER_ACCEPT:1:2", "a:1:only=2:"})
  void what_is_no_plan_is_refused(String text) {
    assertThatThrownBy(() -> CrashPlan.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothing_stands_between_a_node_and_its_edges_unless_it_is_asked_for() {
    var transport = new Transport.Silent();
    assertThat(CrashPoints.ofThisProcess().around(transport)).isSameAs(transport);
  }

  @Test
  void the_property_puts_a_decorator_around_the_transport_of_a_process() {
    var transport = new Transport.Silent();
    System.setProperty(CrashPoints.PROPERTY, "AFTER_ACCEPT");
    try {
      assertThat(CrashPoints.ofThisProcess().around(transport))
          .isInstanceOf(CrashingTransport.class);
    } finally {
      System.clearProperty(CrashPoints.PROPERTY);
    }
  }

  @Test
  void it_ends_the_last_of_so_many_times_and_only_then() {
    var ends = new int[1];
    var points = new CrashPoints(() -> ends[0]++);
    points.arm(CrashPlan.parse("AFTER_FORCE:2"));
    points.pass(CrashPoint.AFTER_FORCE);
    points.pass(CrashPoint.BEFORE_FORCE);
    assertThat(ends[0]).isZero();
    points.pass(CrashPoint.AFTER_FORCE);
    points.pass(CrashPoint.AFTER_FORCE);
    assertThat(ends[0]).isEqualTo(1);
  }
}
