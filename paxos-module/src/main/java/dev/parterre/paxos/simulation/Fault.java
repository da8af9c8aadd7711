package dev.parterre.paxos.simulation;

import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import java.util.List;
import java.util.Map;

/// One thing that goes wrong.
sealed interface Fault {

  /// This share of all messages is lost, and this share arrives twice.
  record Noise(double lost, double doubled) implements Fault {
    static final Noise NONE = new Noise(0, 0);
  }

  /// Messages usually take up to this long, and now and then up to this much longer.
  record Delay(int usualMicros, int spikeMicros) implements Fault {
    static final Delay SHORT = new Delay(500, 1000);

    /// The share of messages that take longer.
    static final double SPIKES = 0.02;
  }

  /// These links carry only so many bytes a millisecond from now on.
  record Narrow(List<Link> links, int bytesPerMilli) implements Fault {}

  /// Old messages arrive once more.
  record Replay(int messages) implements Fault {}

  /// These links carry nothing for a while.
  record Cut(Topology shape, List<Link> links, int millis) implements Fault {}

  /// These links are cut and mended again and again.
  record Flap(List<Link> links, int periodMillis, int times) implements Fault {}

  /// What these links carry waits, and arrives in a burst.
  record Clog(List<Link> links, int millis) implements Fault {}

  /// A node believes that a peer has died, which may still be alive.
  record Disconnect(NodeId node, NodeId peer) implements Fault {}

  /// A node's power fails after it has touched its disk or wire this many times (0: at once); it
  /// comes back.
  record Crash(NodeId node, int touches, int downMillis) implements Fault {}

  /// The power of the whole site fails, and each node loses it within this many touches.
  record PowerFailure(int touches, int downMillis) implements Fault {}

  /// A node stands still, and goes on as if nothing had happened.
  record Pause(NodeId node, int millis) implements Fault {}

  /// All nodes stand still, or are off, for so long that only very old messages are from before.
  record Blackout(boolean off, int millis) implements Fault {}

  /// Each force takes this much longer for a while.
  record SlowDisk(NodeId node, int forceMicros, int millis) implements Fault {}

  /// Whoever leads is held up for this long, again and again: by each force of its disk, or by
  /// pauses.
  record SlowLeader(int micros, boolean pauses) implements Fault {}

  /// The next write, or the next force, fails: the node stops, and is restarted.
  record DiskError(NodeId node, boolean full, int downMillis) implements Fault {}

  /// The next operation of this kind on the node's snapshots fails, once.
  record FailingSnapshot(NodeId node, SnapshotTrouble.Way way) implements Fault {}

  /// A bit of a forced record flips, or a misdirected write overwrites it. The node may not notice
  /// until it reads the record.
  record Damage(NodeId node, boolean misdirected, boolean restarted) implements Fault {}

  /// Somebody wants the members changed, and asks until that is answered. The node to be added is
  /// switched on this much later.
  record Reform(Change change, int onMillis) implements Fault {}

  /// Somebody keeps a copy of a node's disk as it is now.
  record Copy(NodeId node) implements Fault {}

  /// A member's disk is lost for good, if the others can do without it. A spare, switched on this
  /// much later, is to take its place.
  record Loss(NodeId node, Way way, int onMillis) implements Fault {}

  /// How a disk is lost.
  enum Way {
    FLIPPED,
    MISDIRECTED,
    /// The node comes back on an empty disk.
    EMPTY,
    /// The node comes back on an old copy of its disk.
    OLDER,
    /// A second process is started under the same id, on a copy of the disk.
    DOUBLED
  }

  /// Somebody wants this node to lead.
  record HandOver(NodeId to) implements Fault {}

  /// The wall clock is set.
  record WallJump(NodeId node, int millis) implements Fault {}

  /// The monotonic clock runs too slowly or too fast.
  record Drift(NodeId node, int permille) implements Fault {}

  /// When everything else is healed, this fault alone lasts for a long while.
  record Lasting(Fault fault) implements Fault {}

  /// In the end these nodes are not healed: the others have to do without them.
  record Abandon(Map<NodeId, Fate> nodes) implements Fault {}

  /// What becomes of an abandoned node.
  enum Fate {
    DOWN,
    CUT,
    DEAF,
    MUTE
  }
}
