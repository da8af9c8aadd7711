package dev.parterre.paxos.simulation;

import dev.parterre.paxos.log.DataDirectory;
import dev.parterre.paxos.log.PeerDisks;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.simulation.files.SimulatedFiles;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The real record of the peers' disks, for a node with a modelled log: in a data directory of its
/// own.
final class PeerRecord {

  private final NodeId node;
  private final LongSupplier nanoTime;
  private final SimulatedFiles files = new SimulatedFiles(_ -> {});
  private @Nullable PeerDisks disks;

  PeerRecord(NodeId node, LongSupplier nanoTime) {
    this.node = node;
    this.nanoTime = nanoTime;
  }

  void open() throws IOException {
    disks =
        PeerDisks.open(DataDirectory.open(files.directory(), FiledDisk.CLUSTER, node), nanoTime);
  }

  PeerDisks disks() {
    var opened = disks;
    if (opened == null) {
      throw new IllegalStateException("broken: the disk of a node that never started is asked");
    }
    return opened;
  }

  void crash(Dice dice) {
    disks = null;
    files.crash(dice.random(), dice.between(0, 2) / 2.0);
  }
}
