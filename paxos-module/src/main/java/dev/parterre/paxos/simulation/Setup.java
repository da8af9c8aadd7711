package dev.parterre.paxos.simulation;

import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.NodeConfiguration.Timing;
import dev.parterre.paxos.core.Membership;
import dev.parterre.paxos.core.Memberships;
import dev.parterre.paxos.core.NodeId;
import dev.parterre.paxos.core.Settings;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// How big the cluster of a run is, and how it is set: each seed draws its own.
///
/// @param electing, accepting members that are enough in phase 1, in phase 2
/// @param clients that ask at once
/// @param thinkMicros that a client waits at most between an answer and its next question
/// @param chaosMillis during which things go wrong
record Setup(
    int nodes,
    int electing,
    int accepting,
    int windowSlots,
    int batchCommands,
    int batchBytes,
    int heartbeatMillis,
    int silenceMillis,
    int resendMillis,
    int snapshotSlots,
    int snapshotBytes,
    int tailSlots,
    int clients,
    int thinkMicros,
    int chaosMillis) {

  private static final List<Integer> CLUSTERS =
      List.of(3, 3, 3, 3, 3, 3, 3, 3, 5, 5, 5, 4, 7, 6, 2, 1);
  private static final List<Integer> BATCH_BYTES = List.of(8, 50, 10_000, 10_000, 10_000);

  static Setup draw(Dice dice) {
    var nodes = dice.oneOf(CLUSTERS);
    var accepting = nodes / 2 + 1;
    var electing = accepting;
    if (dice.chance(0.2)) {
      accepting = dice.between(1, nodes);
      electing = dice.between(nodes - accepting + 1, nodes);
    }
    var heartbeat = dice.between(60, 150);
    return new Setup(
        nodes,
        electing,
        accepting,
        dice.between(1, 8),
        dice.between(1, 8),
        dice.oneOf(BATCH_BYTES),
        heartbeat,
        heartbeat * dice.between(4, 9),
        dice.between(150, 400),
        dice.between(5, 100),
        dice.between(50, 2000),
        dice.between(0, 10),
        dice.between(1, 6),
        dice.between(10_000, 150_000),
        dice.between(2000, 4000));
  }

  List<NodeId> ids() {
    return IntStream.rangeClosed(1, nodes).mapToObj(NodeId::new).toList();
  }

  /// How many may be lost without the rest having to stop.
  int expendable() {
    return nodes - Math.max(electing, accepting);
  }

  /// Who decides when the run begins.
  Memberships founders(Mutant mutant) {
    var addresses = new TreeMap<NodeId, String>();
    ids().forEach(id -> addresses.put(id, "http://node-" + id));
    var fooled = mutant == Mutant.MINORITY_QUORUM && nodes > 2;
    var enough = fooled ? (nodes - 1) / 2 : accepting;
    var elected = fooled ? nodes - enough + 1 : electing;
    return Memberships.foundedBy(Membership.of(addresses, elected, enough));
  }

  Settings settings(NodeId self, long incarnation, Mutant mutant) {
    return new Settings(
        self,
        mutant == Mutant.INCARNATION_REUSED ? self.value() : incarnation,
        ids(),
        windowSlots,
        batchCommands,
        batchBytes,
        limits().waitingCommands(),
        100_000,
        heartbeatMillis,
        silenceMillis,
        resendMillis);
  }

  Limits limits() {
    return new Limits(
        windowSlots,
        batchCommands,
        batchBytes,
        1000,
        50,
        10_000,
        24 * 3_600_000L,
        0,
        snapshotSlots,
        snapshotBytes,
        tailSlots);
  }

  Timing timing() {
    return new Timing(heartbeatMillis, silenceMillis, resendMillis, 4 * silenceMillis);
  }

  /// After this long without an answer a client asks elsewhere.
  int clientPatienceMillis() {
    return 5 * silenceMillis;
  }
}
