package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MailboxTest {

  private final Mailbox<Integer> mailbox = new Mailbox<>(2, 100, item -> item);

  @Test
  void it_gives_what_waits_in_order() {
    mailbox.offer(1);
    mailbox.offer(2);
    assertThat(mailbox.drain()).containsExactly(1, 2);
    assertThat(mailbox.drain()).isEmpty();
  }

  @Test
  void a_full_mailbox_refuses_until_it_is_drained() {
    mailbox.offer(1);
    mailbox.offer(2);
    assertThat(mailbox.offer(3)).isFalse();
    mailbox.drain();
    assertThat(mailbox.offer(4)).isTrue();
  }

  /// In these tests each item holds as many bytes as its value.
  @Test
  void a_mailbox_with_too_many_bytes_refuses_until_it_is_drained() {
    assertThat(mailbox.offer(90)).isTrue();
    assertThat(mailbox.offer(20)).isFalse();
    assertThat(mailbox.offer(10)).isTrue();
    mailbox.drain();
    assertThat(mailbox.offer(20)).isTrue();
  }

  @Test
  void an_item_that_alone_is_larger_is_taken_into_an_empty_one() {
    assertThat(mailbox.offer(500)).isTrue();
    assertThat(mailbox.offer(1)).isFalse();
  }

  @Test
  void what_is_not_sent_again_is_taken_even_by_a_full_mailbox() {
    mailbox.offer(90);
    mailbox.offer(5);
    mailbox.put(50);
    assertThat(mailbox.drain()).containsExactly(90, 5, 50);
  }

  @Test
  void a_closed_mailbox_returns_what_waited_and_takes_nothing_more() {
    mailbox.offer(1);
    assertThat(mailbox.close()).containsExactly(1);
    assertThat(mailbox.offer(2)).isFalse();
    assertThat(mailbox.drain()).isEmpty();
  }

  @Test
  void an_offer_wakes_whoever_waits() throws InterruptedException {
    var waiter = Thread.ofVirtual().start(() -> mailbox.await(15_000));
    while (waiter.getState() == Thread.State.NEW || waiter.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    mailbox.offer(1);
    waiter.join();
    assertThat(mailbox.drain()).containsExactly(1);
  }
}
