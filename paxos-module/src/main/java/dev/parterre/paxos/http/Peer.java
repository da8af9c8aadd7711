package dev.parterre.paxos.http;

import dev.parterre.paxos.http.FrameHeader.Read;
import dev.parterre.paxos.members.NodeId;

/// Another replica, a member or a guest: what waits for it, and how much of its streams was read.
final class Peer {

  final NodeId id;
  final SendBuffer sendBuffer;

  private volatile Read control = Read.NOTHING;
  private volatile Read bulk = Read.NOTHING;

  Peer(NodeId id, LocalNode self, int bytesMax) {
    this.id = id;
    this.sendBuffer =
        new SendBuffer(
            bytesMax,
            message -> self.listener().dropped(id, message.kind.toString()),
            System::nanoTime);
  }

  /// Notes how far its stream has been read.
  void read(Lane lane, long stream, long number) {
    var read = new Read(stream, number);
    switch (lane) {
      case CONTROL -> control = read;
      case BULK -> bulk = read;
    }
  }

  /// The header of the next frame to it.
  FrameHeader header(LocalNode self) {
    return new FrameHeader(control, bulk, self.disk().forcedThrough().getAsLong());
  }
}
