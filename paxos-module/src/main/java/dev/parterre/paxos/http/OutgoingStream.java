package dev.parterre.paxos.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An endless answer to a peer's request: writes what waits for the peer, everything that waits at
/// once, until the peer sends a new request, is gone, or stops reading.
final class OutgoingStream {

  private final Peer peer;
  private final LocalNode self;
  private final Lane lane;
  private final long number;
  private final int format;
  private final FrameWriter frames;
  private @Nullable Thread thread;
  private volatile boolean isWriting;
  private long seenFrames;
  private long seenAtNanos = System.nanoTime();

  /// @param number the number by which the peer names the stream when it says how much it has read
  OutgoingStream(
      Peer peer, LocalNode self, Lane lane, long number, int format, OutputStream out, byte[] key) {
    this.peer = peer;
    this.self = self;
    this.lane = lane;
    this.number = number;
    this.format = format;
    this.frames = new FrameWriter(out, key);
  }

  long number() {
    return number;
  }

  void run() throws IOException {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    try {
      var before = peer.sendBuffer.open(lane, this);
      if (before != null) {
        before.abort();
      }
      self.listener().opened(peer.id);
      write(List.of());
      var messages = peer.sendBuffer.take(lane, this);
      while (messages != null) {
        write(messages);
        peer.sendBuffer.written(lane, this, frames.number());
        messages = peer.sendBuffer.take(lane, this);
      }
    } catch (InterruptedException _) {
      throw new InterruptedIOException("the stream was closed");
    } finally {
      peer.sendBuffer.ended(lane, this);
      synchronized (this) {
        thread = null;
        var _ = Thread.interrupted();
      }
    }
  }

  private void write(List<OutgoingMessage> messages) throws IOException {
    var before = frames.number();
    isWriting = true;
    var bytes = Batches.write(messages, format, peer.header(self), frames);
    isWriting = false;
    self.listener().sent(peer.id, (int) (frames.number() - before), bytes);
  }

  /// Interrupts the thread, since nothing else ends a write that hangs. Does nothing once the
  /// stream has ended: its thread may be doing something else by then.
  synchronized void abort() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /// Whether the peer has not taken a frame for too long. Called by the watchdog only.
  boolean isStalled(long nowNanos) {
    if (!isWriting || frames.number() != seenFrames) {
      seenFrames = frames.number();
      seenAtNanos = nowNanos;
    }
    return nowNanos - seenAtNanos > Bounds.nanos(Bounds.STALL_MILLIS);
  }
}
