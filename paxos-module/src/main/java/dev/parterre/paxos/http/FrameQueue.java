package dev.parterre.paxos.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Frames in their order, bounded in number and bytes: the oldest makes room.
final class FrameQueue {

  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private final int framesMax;
  private final long bytesMax;
  private long bytes;

  FrameQueue(int framesMax, long bytesMax) {
    this.framesMax = framesMax;
    this.bytesMax = bytesMax;
  }

  void add(Frame frame) {
    frames.addLast(frame);
    bytes += frame.estimatedBytes;
    while (frames.size() > framesMax || (bytes > bytesMax && frames.size() > 1)) {
      removeFirst();
    }
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  boolean startsAbove(int bytesLimit) {
    return !frames.isEmpty() && frames.getFirst().estimatedBytes > bytesLimit;
  }

  /// As many as fit together, from the oldest on; maybe none.
  List<Frame> pollFitting(int bytesLimit, int framesLimit) {
    var taken = new ArrayList<Frame>();
    long sum = 0;
    while (!frames.isEmpty() && taken.size() < framesLimit) {
      sum += frames.getFirst().estimatedBytes;
      if (sum > bytesLimit) {
        break;
      }
      taken.add(removeFirst());
    }
    return taken;
  }

  void clear() {
    frames.clear();
    bytes = 0;
  }

  Frame removeFirst() {
    var frame = frames.removeFirst();
    bytes -= frame.estimatedBytes;
    return frame;
  }

  static long estimatedBytes(List<Frame> frames) {
    long sum = 0;
    for (var frame : frames) {
      sum += frame.estimatedBytes;
    }
    return sum;
  }
}
