package dev.parterre.reservation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;

@Timeout(30)
class NodeHealthTest {

  private final AtomicInteger reads = new AtomicInteger();
  private Optional<String> held = Optional.empty();

  @Test
  void a_replica_whose_read_is_confirmed_is_up_and_probes_share_the_read() {
    var health = health(CompletableFuture.completedFuture(new Answer.Found<>(1, true)));
    for (int i = 0; i < 100; i++) {
      assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }
    assertThat(reads).hasValueLessThan(10);
  }

  @Test
  void a_replica_without_a_quorum_is_down() {
    var health = health(CompletableFuture.completedFuture(new Answer.Unavailable<>()));
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void a_replica_that_does_not_answer_is_down_and_is_not_asked_again() {
    var health = health(new CompletableFuture<>());
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(reads).hasValue(1);
  }

  @Test
  void a_replica_that_is_held_says_so_whatever_the_others_confirm() {
    var health = health(CompletableFuture.completedFuture(new Answer.Found<>(1, true)));
    held = Optional.of("held at slot 7");
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails()).containsEntry("reason", "held at slot 7");
    held = Optional.empty();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  private NodeHealth health(CompletableFuture<Answer<Boolean>> answer) {
    return new NodeHealth(
        () -> {
          reads.incrementAndGet();
          return answer;
        },
        () -> held);
  }
}
