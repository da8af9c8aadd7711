package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.members.NodeId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LevelsTest {

  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);
  private static final Set<NodeId> MEMBERS = Set.of(ONE, TWO, THREE);

  private final Levels levels = new Levels(ONE, 3);

  private Optional<Directive> asked(int level, long nowMillis) {
    return levels.toRaise(level, MEMBERS, nowMillis);
  }

  @Test
  void the_level_rises_to_what_all_members_read() {
    levels.said(TWO, 4);
    levels.said(THREE, 2);

    assertThat(asked(1, 0)).hasValue(new Directive.RaiseLevel(2));
    assertThat(asked(2, 5_000)).isEmpty();

    levels.said(THREE, 3);

    assertThat(asked(2, 5_000)).hasValue(new Directive.RaiseLevel(3));
    assertThat(asked(3, 10_000)).isEmpty();
  }

  @Test
  void a_member_that_was_not_heard_or_came_back_with_an_older_program_holds_it_back() {
    levels.said(TWO, 3);
    assertThat(asked(1, 0)).isEmpty();

    levels.said(TWO, 1);
    levels.said(THREE, 3);
    assertThat(asked(1, 0)).isEmpty();

    levels.said(TWO, 3);
    assertThat(asked(1, 0)).isPresent();
  }

  @Test
  void who_is_no_member_has_no_say() {
    levels.said(TWO, 3);
    levels.said(THREE, 3);
    levels.said(new NodeId(9), 1);

    assertThat(asked(1, 0)).isPresent();
  }

  @Test
  void it_is_asked_for_again_after_a_while_and_not_each_turn() {
    levels.said(TWO, 3);
    levels.said(THREE, 3);

    assertThat(asked(1, 0)).isPresent();
    assertThat(asked(1, 999)).isEmpty();
    assertThat(asked(1, 1_000)).isPresent();
  }
}
