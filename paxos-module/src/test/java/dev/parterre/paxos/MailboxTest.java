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
  void a_full_one_refuses_until_it_is_drained() {
    mailbox.offer(1);
    mailbox.offer(2);
    assertThat(mailbox.offer(3)).isFalse();
    mailbox.drain();
    assertThat(mailbox.offer(4)).isTrue();
  }

  @Test
  void a_closed_one_gives_what_waited_and_takes_nothing_more() {
    mailbox.offer(1);
    assertThat(mailbox.close()).containsExactly(1);
    assertThat(mailbox.offer(2)).isFalse();
    assertThat(mailbox.drain()).isEmpty();
  }

  @Test
  void whoever_waits_is_woken_by_an_offer() throws InterruptedException {
    var waiter = Thread.ofVirtual().start(() -> mailbox.await(15_000));
    while (waiter.getState() == Thread.State.NEW || waiter.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    mailbox.offer(1);
    waiter.join();
    assertThat(mailbox.drain()).containsExactly(1);
  }
}
