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
  void a_transfer_is_continued_from_the_peer_where_it_was_begun() throws IOException {
    assertThat(choose(FIRST)).isEqualTo(FIRST);
    receive(FIRST);
    assertThat(choose(SECOND)).isEqualTo(FIRST);
    receive(FIRST);
    assertThat(choose(THIRD)).isEqualTo(FIRST);
  }

  @Test
  void a_transfer_that_its_peer_no_longer_keeps_is_given_up_at_once() throws IOException {
    choose(FIRST);
    receive(FIRST);
    fetching.gone(FIRST);
    assertThat(choose(SECOND)).isEqualTo(SECOND);
    receive(SECOND);
    fetching.gone(FIRST);
    assertThat(choose(THIRD)).as("another is gone").isEqualTo(SECOND);
  }

  @Test
  void a_transfer_that_brought_nothing_yet_is_given_up_for_another() throws IOException {
    choose(FIRST);
    assertThat(choose(SECOND)).isEqualTo(SECOND);
  }

  @Test
  void a_stalled_transfer_is_given_up_after_some_offers() throws IOException {
    choose(FIRST);
    receive(FIRST);
    for (var offers = 0; offers < 5; offers++) {
      assertThat(choose(SECOND)).isEqualTo(FIRST);
    }
    assertThat(choose(SECOND)).isEqualTo(SECOND);
  }

  @Test
  void a_snapshot_that_several_peers_have_is_fetched_from_the_last_one_to_offer_it()
      throws IOException {
    choose(FIRST);
    receive(FIRST);
    var same = new Offer(new NodeId(3), FIRST.snapshot());
    assertThat(choose(same)).isEqualTo(same);
    receive(FIRST);
    assertThat(choose(SECOND)).isEqualTo(same);
  }

  @Test
  void a_transfer_that_an_earlier_process_began_is_continued_at_any_peer_that_offers_one()
      throws IOException {
    receive(FIRST);
    assertThat(choose(THIRD)).isEqualTo(new Offer(THIRD.peer(), FIRST.snapshot()));
    fetching.gone(new Offer(THIRD.peer(), FIRST.snapshot()));
    assertThat(choose(THIRD)).isEqualTo(THIRD);
  }

  /// When another offer came just after the transfer had begun, what had been received was not
  /// counted.
  @Test
  void a_transfer_that_was_chosen_but_not_begun_does_not_count() throws IOException {
    choose(FIRST);
    assertThat(fetching.choose(SECOND, Slot.NONE)).isEqualTo(SECOND);
    receive(FIRST);
    assertThat(choose(THIRD)).isEqualTo(FIRST);
  }

  @Test
  void a_snapshot_that_one_peer_deleted_may_be_fetched_from_another() throws IOException {
    choose(FIRST);
    receive(FIRST);
    var same = new Offer(new NodeId(3), FIRST.snapshot());
    choose(same);
    fetching.gone(FIRST);
    assertThat(choose(SECOND)).isEqualTo(same);
  }

  @Test
  void a_transfer_of_what_is_already_applied_is_given_up() throws IOException {
    choose(FIRST);
    receive(FIRST);
    assertThat(fetching.choose(SECOND, new Slot(10))).isEqualTo(SECOND);
  }
}
