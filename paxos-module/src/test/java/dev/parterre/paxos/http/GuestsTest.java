package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.TestMessages.accept;
import static dev.parterre.paxos.http.TestMessages.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.NodeId;
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
    var disk = new LocalDisk(TestNode.storage(1), 1, () -> 0, host.snapshots, (_, _, _, _) -> null);
    guests = new Guests(new Node(new NodeId(1), secret, disk, host, host), nanos::get);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void only_so_many_are_heard_and_the_silent_make_room() {
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
  void what_is_said_to_a_guest_waits_for_its_exchanges_and_however_large_it_is() {
    var outbox = Objects.requireNonNull(guests.heard(new NodeId(9))).outbox;
    var small = new Frame(accepted(1));
    var large = new Frame(accept(2, 2 * Bounds.RESPONSE_BYTES));
    outbox.add(List.of(small));
    outbox.add(List.of(large));

    var first = new OpenExchange(false);
    var second = new OpenExchange(false);
    outbox.opened(first);
    outbox.opened(second);

    assertThat(first.answer()).containsExactly(small);
    assertThat(second.answer()).containsExactly(large);
  }

  @Test
  void what_waits_for_a_guest_is_bounded() {
    var outbox = Objects.requireNonNull(guests.heard(new NodeId(9))).outbox;
    for (var slot = 0; slot < 2 * Bounds.GUEST_BYTES / Bounds.RESPONSE_BYTES; slot++) {
      outbox.add(List.of(new Frame(accept(slot, Bounds.RESPONSE_BYTES))));
    }
    var bytes = 0L;
    while (true) {
      var exchange = new OpenExchange(false);
      outbox.opened(exchange);
      if (exchange.answer().isEmpty()) {
        break;
      }
      bytes += FrameQueue.estimatedBytes(exchange.answer());
    }
    assertThat(bytes).isBetween(Bounds.GUEST_BYTES / 2L, (long) Bounds.GUEST_BYTES);
  }
}
