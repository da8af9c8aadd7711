package dev.parterre.paxos.simulation;

/// What goes wrong in a run, drawn from its seed: each run has its own mixture, some none at all.
///
/// @param nodes replicas in the cluster
/// @param loss, doubling share of messages lost, delivered twice
/// @param delayMicros, spikeMicros usual and rare longest delay of a message
/// @param crashes, cuts, pauses how many of each happen, about
/// @param wallSkewMillis by which the wall clocks differ at most
/// @param clients that submit commands at once
record Faults(
    int nodes,
    double loss,
    double doubling,
    int delayMicros,
    int spikeMicros,
    int crashes,
    int cuts,
    int pauses,
    int wallSkewMillis,
    int clients) {

  private static final int[] CLUSTERS = {3, 3, 3, 3, 5, 5, 4, 2, 1};

  static Faults draw(World world) {
    return new Faults(
        CLUSTERS[world.between(0, CLUSTERS.length - 1)],
        world.chance(0.5) ? 0 : world.between(0, 30) / 100.0,
        world.chance(0.5) ? 0 : world.between(0, 20) / 100.0,
        world.between(100, 5000),
        world.chance(0.3) ? world.between(1_000, 1_500_000) : 10_000,
        world.chance(0.2) ? 0 : world.between(1, 12),
        world.chance(0.3) ? 0 : world.between(1, 8),
        world.chance(0.5) ? 0 : world.between(1, 4),
        world.chance(0.5) ? 0 : world.between(1, 3_600_000),
        world.between(1, 6));
  }
}
