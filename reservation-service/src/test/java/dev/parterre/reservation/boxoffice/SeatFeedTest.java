package dev.parterre.reservation.boxoffice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.reservation.boxoffice.SeatFeed.Following.Changes;
import dev.parterre.reservation.boxoffice.SeatFeed.Following.Overtaken;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SeatFeedTest {

  private final SeatFeed feed = new SeatFeed();

  @Test
  void a_reader_gets_what_came_after_its_cursor() {
    publish(3);
    long cursor = feed.cursor();
    publish(5);
    publish(8);

    var following = (Changes) feed.after(cursor);

    assertThat(following.changes()).extracting(SeatChange::index).containsExactly(5L, 8L);
    assertThat(((Changes) feed.after(following.cursor())).changes()).isEmpty();
  }

  @Test
  void an_index_is_as_good_as_a_cursor() {
    publish(3);
    publish(5);
    publish(8);

    assertThat(feed.cursorAt(0)).hasValue(0);
    assertThat(feed.cursorAt(4)).hasValue(1);
    assertThat(feed.cursorAt(5)).hasValue(2);
    assertThat(feed.cursorAt(99)).hasValue(3);
  }

  @Test
  void an_index_with_two_changes_is_told_again() {
    publish(3);
    publish(5);
    publish(5);

    assertThat(feed.cursorAt(5)).hasValue(1);
    assertThat(feed.cursorAt(4)).hasValue(1);
  }

  @Test
  void a_reader_that_is_overtaken_learns_it() {
    long cursor = feed.cursor();
    for (int index = 1; index <= SeatFeed.CHANGES_MAX + 1; index++) {
      publish(index);
    }

    assertThat(feed.after(cursor)).isEqualTo(new Overtaken());
    assertThat(feed.cursorAt(0)).isEmpty();
    assertThat(feed.cursorAt(2)).hasValue(2);
  }

  @Test
  void a_feed_that_is_broken_off_overtakes_its_readers_and_goes_on_for_new_ones() {
    publish(3);
    long cursor = feed.cursor();
    publish(5);
    feed.breakOff();

    assertThat(feed.after(cursor)).isEqualTo(new Overtaken());
    assertThat(feed.after(feed.cursor() - 1)).isEqualTo(new Overtaken());
    assertThat(feed.cursorAt(5)).isEmpty();

    long anew = feed.cursor();
    publish(9);

    assertThat(((Changes) feed.after(anew)).changes())
        .extracting(SeatChange::index)
        .containsExactly(9L);
    assertThat(feed.cursorAt(8)).isEmpty();
    assertThat(feed.cursorAt(9)).hasValue(feed.cursor());
  }

  @Test
  @Timeout(10)
  void a_waiting_reader_learns_that_the_feed_is_broken_off() throws InterruptedException {
    var reader = Thread.ofVirtual().unstarted(this::awaitFirst);
    reader.start();
    feed.breakOff();
    while (!reader.join(Duration.ofMillis(10))) {
      feed.announce();
    }

    assertThat(feed.after(0)).isEqualTo(new Overtaken());
  }

  @Test
  @Timeout(10)
  void an_announcement_wakes_waiting_readers() throws InterruptedException {
    var reader = Thread.ofVirtual().unstarted(this::awaitFirst);
    reader.start();
    publish(1);
    while (!reader.join(Duration.ofMillis(10))) {
      feed.announce();
    }

    assertThat(feed.cursor()).isEqualTo(1);
  }

  private void awaitFirst() {
    try {
      feed.await(0, TimeUnit.MINUTES.toNanos(1));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(long index) {
    feed.publish(index, new int[] {1}, new byte[] {1}, new int[0], new int[0]);
  }
}
