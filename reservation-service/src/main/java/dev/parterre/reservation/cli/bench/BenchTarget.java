package dev.parterre.reservation.cli.bench;

import dev.parterre.reservation.cli.ClusterFile;
import dev.parterre.reservation.cli.Identity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// What load is put on: the cluster of this machine.
final class BenchTarget {

  private BenchTarget() {}

  static List<URI> replicas(ClusterFile cluster) {
    return cluster.replicas().stream().map(replica -> URI.create(replica.url())).toList();
  }

  static List<BenchCommand.Memory> memory(ClusterFile cluster) {
    var memory = new ArrayList<BenchCommand.Memory>();
    for (var replica : cluster.replicas()) {
      replica
          .running()
          .flatMap(Identity::residentKiB)
          .map(kiB -> new BenchCommand.Memory(Integer.toString(replica.id()), kiB / 1024.0))
          .ifPresent(memory::add);
    }
    return memory;
  }
}
