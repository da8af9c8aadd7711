package dev.parterre.paxos.http;

import dev.parterre.paxos.bytes.MalformedException;
import dev.parterre.paxos.core.Envelope;
import java.io.IOException;

/// Takes in what arrives from one peer in one stream of frames.
final class Arrivals {

  private final Peer peer;
  private final LocalNode self;
  private final Claim disk;
  private final int format;
  private long forcedThrough;
  private long framesBefore;
  private long toldNanos;

  /// @param disk what the peer said about its disk when the stream began
  Arrivals(Peer peer, LocalNode self, Claim disk, int format) {
    this.peer = peer;
    this.self = self;
    this.disk = disk;
    this.format = format;
    this.forcedThrough = disk.forcedThrough();
  }

  /// A frame was read.
  ///
  /// @throws IOException when the peer must no longer be listened to
  void take(FrameReader frames) throws IOException {
    var header = frames.header();
    peer.sendBuffer.read(Lane.CONTROL, header.control());
    peer.sendBuffer.read(Lane.BULK, header.bulk());
    judge(header.forcedThrough());
    if (!frames.isWhole()) {
      tellThatMoreComes();
    } else if (frames.length() > 0) {
      deliver(frames);
    }
  }

  private void judge(long forced) throws IOException {
    if (forced > forcedThrough) {
      forcedThrough = forced;
      var objection =
          self.disk().check().objection(peer.id, disk.storage(), disk.incarnation(), forced);
      if (objection != null) {
        self.listener().otherDisk(peer.id, objection);
        throw new IOException(objection);
      }
    }
  }

  /// The peer is alive, although its message takes long to arrive.
  private void tellThatMoreComes() {
    var now = System.nanoTime();
    if (now - toldNanos >= Bounds.nanos(Bounds.RECEIVING_MILLIS)) {
      toldNanos = now;
      self.inbox().receiving(peer.id);
    }
  }

  private void deliver(FrameReader frames) throws IOException {
    try {
      var messages = Batches.decode(frames.content(), frames.offset(), frames.length(), format);
      var envelopes = messages.stream().map(it -> new Envelope(peer.id, self.id(), it)).toList();
      self.listener().received(peer.id, (int) (frames.number() - framesBefore), frames.length());
      framesBefore = frames.number();
      // If the inbox is full they are lost: Paxos resends.
      var _ = self.inbox().deliver(envelopes);
    } catch (MalformedException malformed) {
      throw new IOException("a message that cannot be read", malformed);
    } finally {
      frames.clear();
    }
  }
}
