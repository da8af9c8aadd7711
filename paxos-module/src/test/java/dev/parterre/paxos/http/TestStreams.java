package dev.parterre.paxos.http;

import dev.parterre.paxos.format.Format;
import dev.parterre.paxos.members.Founders;
import dev.parterre.paxos.members.NodeId;
import java.io.OutputStream;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Streams that a test opens itself.
final class TestStreams {

  private static final AtomicLong NUMBERS = new AtomicLong();

  private TestStreams() {}

  static LocalNode node(int id, WireListener listener, Transport.Inbox inbox) {
    var disk =
        new LocalDisk(
            new UUID(0, id),
            id,
            () -> 0,
            () -> Founders.UNKNOWN,
            new MemorySnapshots(),
            (_, _, _, _) -> null);
    return new LocalNode(
        new NodeId(id), new Secret(TestNode.SECRET, TestNode.CLUSTER), 1, disk, inbox, listener);
  }

  static OutgoingStream into(LocalNode self, Peer peer, Lane lane, OutputStream out) {
    var number = NUMBERS.incrementAndGet();
    return new OutgoingStream(peer, self, lane, number, Format.VERSION, out, new byte[32]);
  }
}
