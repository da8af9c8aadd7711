package dev.parterre.paxos.http;

import static dev.parterre.paxos.http.TestMessages.accept;
import static dev.parterre.paxos.http.TestMessages.accepted;
import static dev.parterre.paxos.http.TestMessages.learn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Message.Accept;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Forward;
import dev.parterre.paxos.core.Message.Heartbeat;
import dev.parterre.paxos.core.Message.HeartbeatAck;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal.NoOp;
import dev.parterre.paxos.http.FrameHeader.Read;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SendBufferTest {

  private static final int LARGE = 100_000;

  private final List<Message> dropped = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final SendBuffer sendBuffer =
      new SendBuffer(Bounds.SEND_BUFFER_BYTES, message -> dropped.add(message.content), nanos::get);
  private TestNode host;
  private OutgoingStream control;
  private OutgoingStream bulk;

  @BeforeEach
  void open() throws IOException {
    host = new TestNode(7, Map.of(), TestNode.SECRET);
    control = openAgain(Lane.CONTROL);
    bulk = openAgain(Lane.BULK);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private OutgoingStream openAgain(Lane lane) {
    var node = TestStreams.node(7, host, host);
    var peer = new Peer(new NodeId(9), node, 1);
    var stream = TestStreams.into(node, peer, lane, new ByteArrayOutputStream());
    var _ = sendBuffer.open(lane, stream);
    return stream;
  }

  private void add(Message... messages) {
    for (var message : messages) {
      sendBuffer.add(List.of(new OutgoingMessage(message)));
    }
  }

  private List<Message> take(Lane lane) throws InterruptedException {
    var stream = lane == Lane.CONTROL ? control : bulk;
    return Objects.requireNonNull(sendBuffer.take(lane, stream)).stream()
        .map(message -> message.content)
        .toList();
  }

  /// Lets the peer deal with what it has read.
  private void digest() {
    nanos.addAndGet(Bounds.nanos(Bounds.DIGESTED_MILLIS));
  }

  private static Accept underBallot(int round, long slot) {
    return new Accept(
        new PValue(new Ballot(round, new NodeId(1)), new Slot(slot), new NoOp()), Slot.NONE);
  }

  @Test
  void small_messages_do_not_wait_behind_large_ones_of_whatever_kind() throws Exception {
    add(accept(1, LARGE), accept(2, 10), accepted(3));

    assertThat(take(Lane.CONTROL)).containsExactly(accept(2, 10), accepted(3));
    assertThat(take(Lane.BULK)).containsExactly(accept(1, LARGE));
  }

  /// Once, a narrow link carried every heartbeat, and fell ever further behind the leader and its
  /// time.
  @Test
  void of_waiting_heartbeats_only_the_latest_is_sent() throws Exception {
    add(heartbeat(1, 5, 0), accepted(1), heartbeat(1, 6, 0), heartbeat(1, 7, 3), accepted(2));

    assertThat(take(Lane.CONTROL)).containsExactly(heartbeat(1, 7, 3), accepted(1), accepted(2));
  }

  @Test
  void a_heartbeat_that_wants_an_answer_is_not_replaced_by_one_that_wants_none() throws Exception {
    add(heartbeat(1, 5, 3), heartbeat(1, 6, 0), heartbeat(1, 7, 0));

    assertThat(take(Lane.CONTROL)).containsExactly(heartbeat(1, 5, 3), heartbeat(1, 7, 0));
  }

  /// Decisions and answers in between belong to the earlier ballot.
  @Test
  void a_heartbeat_does_not_replace_one_of_an_earlier_ballot() throws Exception {
    add(heartbeat(1, 5, 0), accepted(1), heartbeat(2, 7, 0));

    assertThat(take(Lane.CONTROL))
        .containsExactly(heartbeat(1, 5, 0), accepted(1), heartbeat(2, 7, 0));
  }

  @Test
  void of_waiting_answers_to_heartbeats_only_the_latest_is_sent() throws Exception {
    var ballot = new Ballot(1, new NodeId(1));
    var last = new HeartbeatAck(ballot, 9, new Slot(4));
    add(new HeartbeatAck(ballot, 8, new Slot(4)), accepted(1), last);

    assertThat(take(Lane.CONTROL)).containsExactly(last, accepted(1));
  }

  /// Of an answer, nobody concludes what the sender has on its disk.
  @Test
  void a_waiting_greeting_makes_room_only_for_a_greeting() throws Exception {
    var ballot = new Ballot(1, new NodeId(1));
    var greeting = new HeartbeatAck(ballot, 0, new Slot(5));
    var answer = new HeartbeatAck(ballot, 8, new Slot(5));
    add(new HeartbeatAck(ballot, 0, new Slot(4)), answer, greeting);

    assertThat(take(Lane.CONTROL)).containsExactly(greeting, answer);
  }

  private static Heartbeat heartbeat(int ballot, long decided, long round) {
    return new Heartbeat(new Ballot(ballot, new NodeId(1)), new Slot(decided), 0, round);
  }

  @Test
  void a_batch_takes_what_fits_and_a_larger_message_goes_alone() throws Exception {
    add(accept(1, 600_000), accept(2, 600_000), accept(3, 5 << 20));

    assertThat(take(Lane.BULK)).containsExactly(accept(1, 600_000));
    assertThat(take(Lane.BULK)).containsExactly(accept(2, 600_000));
    assertThat(take(Lane.BULK)).containsExactly(accept(3, 5 << 20));
  }

  @Test
  void a_slot_that_waits_or_is_written_or_is_not_read_yet_is_not_taken_again() throws Exception {
    add(accept(1, LARGE), accept(1, LARGE));
    assertThat(take(Lane.BULK)).as("waited").containsExactly(accept(1, LARGE));
    add(accept(1, LARGE), accept(2, LARGE));
    assertThat(take(Lane.BULK)).as("is written").containsExactly(accept(2, LARGE));
    sendBuffer.written(Lane.BULK, bulk, 7);
    add(accept(2, LARGE), accept(3, LARGE));
    assertThat(take(Lane.BULK)).as("was not read").containsExactly(accept(3, LARGE));

    sendBuffer.read(Lane.BULK, new Read(bulk.number(), 6));
    add(accept(2, LARGE), accept(4, LARGE));
    assertThat(take(Lane.BULK)).as("was read in part").containsExactly(accept(4, LARGE));
    sendBuffer.read(Lane.BULK, new Read(bulk.number() + 1, 7));
    add(accept(2, LARGE), accept(5, LARGE));
    assertThat(take(Lane.BULK)).as("said of another stream").containsExactly(accept(5, LARGE));

    sendBuffer.read(Lane.BULK, new Read(bulk.number(), 7));
    add(accept(2, LARGE), accept(6, LARGE));
    assertThat(take(Lane.BULK)).as("was just read").containsExactly(accept(6, LARGE));
    digest();
    add(accept(2, LARGE));
    assertThat(take(Lane.BULK)).as("was read").containsExactly(accept(2, LARGE));
  }

  @Test
  void what_is_read_before_its_writer_knows_that_it_is_written_may_come_again() throws Exception {
    add(accept(1, LARGE));
    assertThat(take(Lane.BULK)).hasSize(1);
    sendBuffer.read(Lane.BULK, new Read(bulk.number(), 3));
    sendBuffer.written(Lane.BULK, bulk, 3);
    digest();

    add(accept(1, LARGE));
    assertThat(take(Lane.BULK)).hasSize(1);
  }

  @Test
  void a_broken_connection_forgets_what_was_on_its_way() throws Exception {
    add(accept(1, LARGE));
    assertThat(take(Lane.BULK)).hasSize(1);
    sendBuffer.written(Lane.BULK, bulk, 2);
    sendBuffer.ended(Lane.BULK, bulk);
    bulk = openAgain(Lane.BULK);

    add(accept(1, LARGE));

    assertThat(take(Lane.BULK)).containsExactly(accept(1, LARGE));
    sendBuffer.written(Lane.BULK, bulk, 2);
    sendBuffer.read(Lane.BULK, new Read(bulk.number(), 2));
    bulk = openAgain(Lane.BULK);
    add(accept(1, LARGE));
    assertThat(take(Lane.BULK)).as("it may have died of it").containsExactly(accept(1, LARGE));
  }

  @Test
  void a_later_ballot_replaces_an_earlier_one_in_a_slot() throws Exception {
    add(underBallot(1, 5), underBallot(1, 6), underBallot(2, 5), underBallot(2, 5));

    assertThat(take(Lane.CONTROL)).containsExactly(underBallot(1, 6), underBallot(2, 5));
  }

  @Test
  void lessons_and_forwarded_commands_are_not_sent_twice_either() throws Exception {
    var first = new Command(new CommandId(1, 1), 0, new byte[LARGE]);
    var second = new Command(new CommandId(1, 2), 0, new byte[LARGE]);
    var lesson = new Decided(List.of(new Decision(new Slot(4), new NoOp())), new Slot(4));
    add(new Forward(List.of(first)), new Forward(List.of(first, second)), lesson, lesson);

    assertThat(take(Lane.BULK))
        .containsExactly(new Forward(List.of(first)), new Forward(List.of(second)));
    assertThat(take(Lane.CONTROL)).containsExactly(lesson);
  }

  @Test
  void decisions_are_not_sent_while_their_proposal_is_on_its_way() throws Exception {
    var lesson = new Decided(List.of(new Decision(new Slot(1), new NoOp())), new Slot(1));
    add(accept(1, LARGE));
    assertThat(take(Lane.BULK)).containsExactly(accept(1, LARGE));
    add(lesson, accepted(1));
    assertThat(take(Lane.CONTROL)).containsExactly(accepted(1));

    sendBuffer.written(Lane.BULK, bulk, 7);
    sendBuffer.read(Lane.BULK, new Read(bulk.number(), 7));
    add(lesson, accepted(2));
    assertThat(take(Lane.CONTROL)).as("it asked before it read").containsExactly(accepted(2));
    digest();
    add(lesson);
    assertThat(take(Lane.CONTROL)).containsExactly(lesson);
  }

  @Test
  void heartbeats_make_room_first_and_then_the_oldest_of_what_matters_least() throws Exception {
    var heartbeat = new Heartbeat(Ballot.NONE, Slot.NONE, 0, 0);
    add(accepted(1), learn(1), heartbeat, learn(2));
    IntStream.range(0, Bounds.SEND_BUFFER_MESSAGES - 2).forEach(slot -> add(accepted(10 + slot)));

    assertThat(dropped).containsExactly(heartbeat, learn(1));
    assertThat(take(Lane.CONTROL).getFirst()).isEqualTo(accepted(1));
  }

  @Test
  void what_waits_is_bounded_in_bytes_and_what_was_dropped_may_come_again() throws Exception {
    var size = 4 << 20;
    var fitting = Bounds.SEND_BUFFER_BYTES / size - 1;
    for (var slot = 0; slot < fitting + 3; slot++) {
      add(accept(slot, size));
    }
    assertThat(dropped).containsExactly(accept(0, size), accept(1, size), accept(2, size));

    assertThat(take(Lane.BULK)).containsExactly(accept(3, size));
    add(accept(1, size));
    for (var slot = 4; slot < fitting + 3; slot++) {
      assertThat(take(Lane.BULK)).containsExactly(accept(slot, size));
    }
    assertThat(take(Lane.BULK)).containsExactly(accept(1, size));
  }

  @Test
  void what_nobody_asks_for_is_kept_for_a_moment_and_not_longer() throws Exception {
    sendBuffer.ended(Lane.CONTROL, control);
    add(accepted(1));
    control = openAgain(Lane.CONTROL);
    assertThat(take(Lane.CONTROL)).containsExactly(accepted(1));

    sendBuffer.ended(Lane.CONTROL, control);
    add(accepted(2));
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(Bounds.KEPT_MILLIS));
    add(accepted(3));
    assertThat(dropped).containsExactly(accepted(2), accepted(3));
    control = openAgain(Lane.CONTROL);
    add(accepted(4));
    assertThat(take(Lane.CONTROL)).containsExactly(accepted(4));
  }

  @Test
  void a_new_request_for_a_stream_ends_the_one_before() throws Exception {
    var before = control;
    control = openAgain(Lane.CONTROL);

    assertThat(sendBuffer.take(Lane.CONTROL, before)).isNull();
    sendBuffer.ended(Lane.CONTROL, before);
    add(accepted(1));
    assertThat(take(Lane.CONTROL)).containsExactly(accepted(1));
  }

  @Test
  void nothing_comes_out_of_a_closed_one() throws Exception {
    add(accepted(1));
    sendBuffer.close();
    add(accepted(2));

    assertThat(sendBuffer.take(Lane.CONTROL, control)).isNull();
    assertThat(sendBuffer.takeUnasked()).isEmpty();
  }

  @Test
  void a_peer_that_does_not_ask_is_sent_its_messages_unasked() throws Exception {
    sendBuffer.ended(Lane.CONTROL, control);
    sendBuffer.ended(Lane.BULK, bulk);
    sendBuffer.hears(true, false);
    add(accepted(1), accept(2, LARGE));

    assertThat(sendBuffer.takeUnasked()).extracting(it -> it.content).containsExactly(accepted(1));
    assertThat(sendBuffer.takeUnasked())
        .extracting(it -> it.content)
        .containsExactly(accept(2, LARGE));
  }
}
