package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.TestMessages.accept;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.Founders;
import dev.parterre.paxos.members.NodeId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GuestsTest {

  private final AtomicLong nanos = new AtomicLong();
  private TestNode host;
  private Guests guests;

  @BeforeEach
  void start() throws IOException {
    host =
        new TestNode(1, Map.of(new NodeId(2), URI.create("http://127.0.0.1:1")), TestNode.SECRET);
    var secret = new Secret(TestNode.SECRET, TestNode.CLUSTER);
    var disk =
        new LocalDisk(
            TestNode.storage(1),
            1,
            () -> 0,
            () -> Founders.UNKNOWN,
            host.snapshots,
            (_, _, _, _) -> null);
    guests = new Guests(new LocalNode(new NodeId(1), secret, 1, disk, host, host), nanos::get);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void only_so_many_guests_are_heard_and_silent_ones_make_room() {
    for (var id = 10; id < 10 + Bounds.GUESTS; id++) {
      assertThat(guests.heard(new NodeId(id))).isNotNull();
    }
    assertThat(guests.heard(new NodeId(99))).isNull();
    assertThat(guests.heard(new NodeId(10))).isNotNull();

    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(Bounds.GUEST_SILENCE_MILLIS - 1));
    assertThat(guests.heard(new NodeId(10))).isNotNull();
    assertThat(guests.heard(new NodeId(99))).isNull();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));

    assertThat(guests.heard(new NodeId(99))).isNotNull();
    assertThat(guests.find(new NodeId(10))).isNotNull();
    assertThat(guests.find(new NodeId(11))).isNull();
  }

  @Test
  void what_waits_for_a_guest_is_bounded_and_let_through_however_large_it_is() throws Exception {
    var peer = Objects.requireNonNull(guests.heard(new NodeId(9)));
    for (var slot = 0; slot < 20; slot++) {
      peer.sendBuffer.add(List.of(new OutgoingMessage(accept(slot, 1 << 20))));
    }
    peer.sendBuffer.add(List.of(new OutgoingMessage(accept(99, 2 * Bounds.GUEST_BYTES))));

    var stream =
        TestStreams.into(
            TestStreams.node(1, host, host), peer, Lane.BULK, new ByteArrayOutputStream());
    peer.sendBuffer.open(Lane.BULK, stream);
    assertThat(peer.sendBuffer.take(Lane.BULK, stream))
        .singleElement()
        .matches(message -> message.content.equals(accept(99, 2 * Bounds.GUEST_BYTES)));
    assertThat(host.dropped).hasSize(20).containsOnly("VOTE");
  }
}
