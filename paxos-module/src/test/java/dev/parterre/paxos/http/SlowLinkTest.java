package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.HttpTransportTest.eventually;
import static dev.parterre.paxos.http.TestMessages.accept;
import static dev.parterre.paxos.http.TestMessages.learn;
import static dev.parterre.paxos.http.TestNode.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.members.NodeId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Links that are slow, or are cut.
@Timeout(60)
class SlowLinkTest {

  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private static int port(TestNode node) {
    return node.transport.address().getPort();
  }

  @Test
  void small_messages_pass_beside_a_large_one_which_goes_once() throws Exception {
    try (var one = new TestNode(1, Map.of(TWO, NOWHERE), SECRET);
        var link = new TcpProxy(port(one), 4 << 20, 0);
        var two = new TestNode(2, Map.of(ONE, link.address()), SECRET)) {
      eventually(() -> two.opened.get() == 2);
      one.send(2, accept(1, 6 << 20));
      Thread.sleep(100);
      for (var slot = 0; slot < 10; slot++) {
        one.send(2, learn(slot), accept(1, 6 << 20));
        var start = System.nanoTime();
        assertThat(two.next()).isEqualTo(learn(slot));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(700));
      }
      assertThat(two.receiving).as("and the peer is known to live").contains(ONE);
      assertThat(two.received.poll(10, TimeUnit.SECONDS))
          .matches(envelope -> envelope.message().equals(accept(1, 6 << 20)));
      assertThat(link.answered.get()).isBetween(6L << 20, 7L << 20);
    }
  }

  @Test
  void a_proxy_that_cuts_long_answers_costs_nothing_but_time() throws Exception {
    try (var one = new TestNode(1, Map.of(TWO, NOWHERE), SECRET);
        var link = new TcpProxy(port(one), 1L << 30, 0);
        var two = new TestNode(2, Map.of(ONE, link.address()), SECRET)) {
      for (var round = 0; round < 5; round++) {
        var slot = round;
        eventually(
            () -> {
              one.send(2, learn(slot));
              return two.received.stream().anyMatch(it -> it.message().equals(learn(slot)));
            });
        two.received.clear();
        two.unreachable.clear();
        link.cut();
        assertThat(two.unreachable.poll(1, TimeUnit.SECONDS)).isEqualTo(ONE);
      }
    }
  }

  @Test
  void a_peer_that_stops_reading_costs_no_more_than_what_may_wait() throws Exception {
    try (var one = new TestNode(1, Map.of(TWO, NOWHERE), SECRET);
        var link = new TcpProxy(port(one), 1, 0);
        var two = new TestNode(2, Map.of(ONE, link.address()), SECRET)) {
      for (var slot = 0; slot < 200; slot++) {
        one.send(2, accept(slot, 1 << 20));
      }
      eventually(() -> one.dropped.size() >= 200 - (Bounds.SEND_BUFFER_BYTES >> 20) - 5);
      assertThat(two.received).isEmpty();
    }
  }
}
