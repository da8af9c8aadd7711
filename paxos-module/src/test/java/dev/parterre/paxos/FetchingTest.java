package dev.parterre.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.Fetching.Offer;
import dev.parterre.paxos.log.DataDirectory;
import dev.parterre.paxos.log.SegmentedLog;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import dev.parterre.paxos.snapshot.Snapshot;
import dev.parterre.paxos.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchingTest {

  private static final Offer FIRST = offer(1, 10);
  private static final Offer SECOND = offer(2, 12);
  private static final Offer THIRD = offer(3, 14);

  @TempDir private Path directory;
  private SegmentedLog log;
  private Snapshots snapshots;
  private Fetching fetching;

  private static Offer offer(int peer, long slot) {
    return new Offer(new NodeId(peer), new Snapshot(new Slot(slot), 100, (int) slot));
  }

  @BeforeEach
  void open() throws IOException {
    log = SegmentedLog.open(DataDirectory.open(directory, "fetching", new NodeId(1)), 1 << 20);
    snapshots = log.snapshots();
    fetching = new Fetching(snapshots);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  private Offer choose(Offer offered) throws IOException {
    var chosen = fetching.choose(offered, Slot.NONE);
    fetching.began(chosen);
    return chosen;
  }

  private void receive(Offer offer) throws IOException {
    snapshots.receive(offer.snapshot(), new byte[10]);
  }

  /// Each peer has a different snapshot. When the next peer was asked for what the first one had,
  /// no transfer over a slow link ever finished.
  @Test
  void what_was_begun_is_fetched_further_from_whom_it_was_begun() throws IOException {
    assertThat(choose(FIRST)).isEqualTo(FIRST);
    receive(FIRST);
    assertThat(choose(SECOND)).isEqualTo(FIRST);
    receive(FIRST);
    assertThat(choose(THIRD)).isEqualTo(FIRST);
  }

  @Test
  void what_its_peer_does_not_keep_any_more_is_given_up_at_once() throws IOException {
    choose(FIRST);
    receive(FIRST);
    fetching.gone(FIRST);
    assertThat(choose(SECOND)).isEqualTo(SECOND);
    receive(SECOND);
    fetching.gone(FIRST);
    assertThat(choose(THIRD)).as("another is gone").isEqualTo(SECOND);
  }

  @Test
  void what_has_not_begun_to_come_gives_way() throws IOException {
    choose(FIRST);
    assertThat(choose(SECOND)).isEqualTo(SECOND);
  }

  @Test
  void what_stands_still_gives_way_after_some_offers() throws IOException {
    choose(FIRST);
    receive(FIRST);
    for (var offers = 0; offers < 5; offers++) {
      assertThat(choose(SECOND)).isEqualTo(FIRST);
    }
    assertThat(choose(SECOND)).isEqualTo(SECOND);
  }

  @Test
  void what_another_has_too_is_fetched_from_the_last_that_offers_it() throws IOException {
    choose(FIRST);
    receive(FIRST);
    var same = new Offer(new NodeId(3), FIRST.snapshot());
    assertThat(choose(same)).isEqualTo(same);
    receive(FIRST);
    assertThat(choose(SECOND)).isEqualTo(same);
  }

  @Test
  void what_an_earlier_process_began_whoever_offers_something_is_asked_for() throws IOException {
    receive(FIRST);
    assertThat(choose(THIRD)).isEqualTo(new Offer(THIRD.peer(), FIRST.snapshot()));
    fetching.gone(new Offer(THIRD.peer(), FIRST.snapshot()));
    assertThat(choose(THIRD)).isEqualTo(THIRD);
  }

  /// When another offer came just after the transfer had begun, what had been received was not
  /// counted.
  @Test
  void what_was_chosen_and_not_fetched_takes_no_place() throws IOException {
    choose(FIRST);
    assertThat(fetching.choose(SECOND, Slot.NONE)).isEqualTo(SECOND);
    receive(FIRST);
    assertThat(choose(THIRD)).isEqualTo(FIRST);
  }

  @Test
  void what_is_gone_at_one_peer_may_be_had_of_another() throws IOException {
    choose(FIRST);
    receive(FIRST);
    var same = new Offer(new NodeId(3), FIRST.snapshot());
    choose(same);
    fetching.gone(FIRST);
    assertThat(choose(SECOND)).isEqualTo(same);
  }

  @Test
  void what_is_no_news_any_more_gives_way() throws IOException {
    choose(FIRST);
    receive(FIRST);
    assertThat(fetching.choose(SECOND, new Slot(10))).isEqualTo(SECOND);
  }
}
