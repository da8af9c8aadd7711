package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.TestMessages.accept;
import static dev.parterre.paxos.http.TestMessages.accepted;
import static dev.parterre.paxos.http.TestMessages.learn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.http.Outbox.Lane;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OutboxTest {

  private final Outbox outbox = Outbox.ofPeer();
  private final Frame accept = new Frame(accept(1, 10));
  private final Frame accepted = new Frame(accepted(1));

  @Test
  void the_oldest_makes_room_for_the_newest() throws InterruptedException {
    var first = new Frame(learn(0));
    outbox.add(List.of(first));
    for (var slot = 1; slot <= Bounds.OUTBOX_FRAMES; slot++) {
      outbox.add(List.of(new Frame(learn(slot))));
    }

    var taken = outbox.take(Lane.CONTROL);

    assertThat(taken).hasSize(Bounds.OUTBOX_FRAMES).doesNotContain(first);
  }

  @Test
  void more_bytes_than_an_outbox_holds_push_out_the_oldest() throws InterruptedException {
    var large = new Frame(accept(1, Bounds.OUTBOX_BYTES - 1000));
    var small = new Frame(accept(2, 2000));

    outbox.add(List.of(large, small));

    assertThat(outbox.take(Lane.BULK)).containsExactly(small);
  }

  @Test
  void a_small_bulk_exchange_takes_control_messages_along() throws InterruptedException {
    outbox.add(List.of(accepted, accept));

    assertThat(outbox.take(Lane.BULK)).containsExactly(accept, accepted);
  }

  @Test
  void a_large_bulk_exchange_leaves_control_messages_to_their_lane() throws InterruptedException {
    var large = new Frame(accept(1, 500_000));
    outbox.add(List.of(accepted, large));

    assertThat(outbox.take(Lane.BULK)).containsExactly(large);
    assertThat(outbox.take(Lane.CONTROL)).containsExactly(accepted);
  }

  @Test
  void an_exchange_that_awaits_the_force_is_answered_when_its_turn_has_ended() throws Exception {
    var exchange = new OpenExchange(true);
    outbox.opened(exchange);
    outbox.add(List.of(accept));
    assertThat(isDue(Lane.BULK)).isFalse();

    outbox.add(List.of(accepted));
    outbox.turnEnded(exchange);

    assertThat(exchange.answer()).containsExactly(accepted, accept);
  }

  @Test
  void an_exchange_that_awaits_no_force_is_answered_by_the_first_thing_said() throws Exception {
    var exchange = new OpenExchange(false);
    outbox.opened(exchange);

    outbox.add(List.of(accept));

    assertThat(exchange.answer()).containsExactly(accept);
    outbox.add(List.of(accepted));
    outbox.turnEnded(exchange);
    assertThat(exchange.answer()).containsExactly(accept);
    assertThat(outbox.take(Lane.CONTROL)).containsExactly(accepted);
  }

  @Test
  void what_an_exchange_given_up_leaves_behind_goes_by_a_lane() throws Exception {
    var exchange = new OpenExchange(true);
    outbox.opened(exchange);
    outbox.add(List.of(accepted));
    var taken = CompletableFuture.supplyAsync(() -> take(Lane.CONTROL));

    outbox.giveUp(exchange);

    assertThat(taken.get(5, TimeUnit.SECONDS)).containsExactly(accepted);
    assertThat(exchange.answer()).isEmpty();
  }

  @Test
  void a_frame_too_large_for_a_response_goes_by_a_lane_at_once() throws Exception {
    var large = new Frame(accept(1, 2 * Bounds.RESPONSE_BYTES));
    outbox.opened(new OpenExchange(true));

    outbox.add(List.of(large));

    assertThat(outbox.take(Lane.BULK)).containsExactly(large);
  }

  @Test
  void nothing_is_kept_for_a_peer_that_failed_twice_until_it_is_back() throws Exception {
    outbox.add(List.of(accept));
    outbox.failed();
    outbox.failed();
    outbox.add(List.of(accepted));

    outbox.peerIsBack();

    assertThat(isDue(Lane.CONTROL)).isFalse();
    outbox.add(List.of(accepted));
    assertThat(outbox.take(Lane.CONTROL)).containsExactly(accepted);
  }

  @Test
  void nothing_waits_for_ever_under_races() throws Exception {
    var count = 20_000;
    try (var threads = Executors.newCachedThreadPool()) {
      var lanes =
          List.of(Lane.CONTROL, Lane.BULK, Lane.BULK).stream()
              .map(lane -> threads.submit(() -> drain(lane)))
              .toList();
      var answers =
          threads.submit(
              () -> {
                var frames = 0;
                for (var i = 0; i < count; i++) {
                  var exchange = new OpenExchange(i % 2 == 0);
                  outbox.opened(exchange);
                  Thread.onSpinWait();
                  outbox.turnEnded(exchange);
                  exchange.await(1000);
                  frames += exchange.answer().size();
                }
                return frames;
              });
      for (var i = 0; i < count; i++) {
        outbox.add(List.of(i % 3 == 0 ? accept : accepted));
        if (i % 100 == 0) {
          Thread.sleep(1);
        }
      }
      var answered = answers.get(10, TimeUnit.SECONDS);
      Thread.sleep(200);
      outbox.close();

      var taken = 0;
      for (var lane : lanes) {
        taken += lane.get(5, TimeUnit.SECONDS);
      }
      assertThat(taken + answered).isEqualTo(count);
    }
  }

  private int drain(Lane lane) throws InterruptedException {
    var frames = 0;
    for (var taken = outbox.take(lane); !taken.isEmpty(); taken = outbox.take(lane)) {
      frames += taken.size();
    }
    return frames;
  }

  private boolean isDue(Lane lane) throws InterruptedException, ExecutionException {
    try (var thread = Executors.newSingleThreadExecutor()) {
      var taken = thread.submit(() -> outbox.take(lane));
      try {
        taken.get(50, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException _) {
        taken.cancel(true);
        return false;
      }
    }
  }

  private List<Frame> take(Lane lane) {
    try {
      return outbox.take(lane);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
