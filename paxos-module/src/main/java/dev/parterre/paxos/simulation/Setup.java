package dev.parterre.paxos.simulation;

import dev.parterre.paxos.NodeConfiguration.Limits;
import dev.parterre.paxos.NodeConfiguration.Timing;
import dev.parterre.paxos.core.Settings;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// How big the cluster of a run is, and how it is set: each seed draws its own.
///
/// @param spares nodes that no cluster begins with: they may become members later
/// @param electing, accepting members that are enough in phase 1, in phase 2
/// @param clients that ask at once
/// @param thinkMicros that a client waits at most between an answer and its next question
/// @param chaosMillis during which things go wrong
record Setup(
    int nodes,
    int spares,
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
    int chaosMillis,
    Surroundings surroundings) {

  private static final List<Integer> CLUSTERS =
      List.of(3, 3, 3, 3, 3, 3, 3, 3, 5, 5, 5, 4, 7, 6, 2, 1);
  private static final List<Integer> BATCH_BYTES = List.of(8, 50, 10_000, 10_000, 10_000);

  private static final int SPARES_MAX = 3;

  /// Of founders and spares.
  static final int NODES_MAX = 7 + SPARES_MAX;

  static final int TICK_MILLIS = 1000;

  static Setup draw(Dice dice) {
    var nodes = dice.oneOf(CLUSTERS);
    var accepting = nodes / 2 + 1;
    var electing = accepting;
    if (dice.chance(0.2)) {
      accepting = dice.between(1, nodes);
      electing = dice.between(nodes - accepting + 1, nodes);
    }
    var often = dice.chance(0.3);
    var heartbeat = dice.between(60, 150);
    var silence = heartbeat * dice.between(4, 9);
    return new Setup(
        nodes,
        dice.chance(0.3) ? dice.between(1, SPARES_MAX) : 0,
        electing,
        accepting,
        dice.between(1, 8),
        dice.between(1, 8),
        dice.oneOf(BATCH_BYTES),
        heartbeat,
        silence,
        dice.between(silence / 6, silence / 2),
        often ? dice.between(5, 30) : dice.between(50, 300),
        often ? dice.between(50, 500) : dice.between(500, 5000),
        dice.between(0, 10),
        dice.between(1, 6),
        dice.between(10_000, 150_000),
        dice.between(2000, 4000),
        Surroundings.draw(dice));
  }

  /// Who founds the cluster.
  List<NodeId> ids() {
    return IntStream.rangeClosed(1, nodes).mapToObj(NodeId::new).toList();
  }

  /// The founders and the spares.
  List<NodeId> everybody() {
    return IntStream.rangeClosed(1, nodes + spares).mapToObj(NodeId::new).toList();
  }

  boolean isSpare(NodeId node) {
    return node.value() > nodes;
  }

  static String addressOf(NodeId node) {
    return "http://node-" + node;
  }

  /// How many of the founders may be lost without the rest having to stop; where the members
  /// change, that has to be seen when it happens.
  int expendable() {
    return spares > 0 ? 0 : nodes - Math.max(electing, accepting);
  }

  /// Who decides when the run begins.
  Memberships founders(Mutant mutant) {
    var addresses = new TreeMap<NodeId, String>();
    ids().forEach(id -> addresses.put(id, addressOf(id)));
    var fooled = mutant == Mutant.MINORITY_QUORUM && nodes > 2;
    var enough = fooled ? (nodes - 1) / 2 : accepting;
    var elected = fooled ? nodes - enough + 1 : electing;
    return Memberships.foundedBy(Membership.of(addresses, elected, enough));
  }

  /// As this node is set. That one would remember fewer outcomes must not matter: what is
  /// remembered is decided.
  Setup of(NodeId node) {
    var apart = surroundings.differing() ? 80 + 40 * (node.value() % 3) : 100;
    var own = surroundings;
    if (surroundings.differing() && node.value() == 1) {
      own =
          new Surroundings(
              own.streams(),
              own.segmentBytes(),
              own.largestBytes(),
              2 * own.outcomes(),
              own.outcomeMillis(),
              own.differing());
    }
    return new Setup(
        nodes,
        spares,
        electing,
        accepting,
        windowSlots,
        Math.max(1, batchCommands * apart / 100),
        batchBytes,
        heartbeatMillis * apart / 100,
        silenceMillis * apart / 100,
        resendMillis * apart / 100,
        snapshotSlots * apart / 100,
        snapshotBytes * apart / 100,
        tailSlots * apart / 100,
        clients,
        thinkMicros,
        chaosMillis,
        own);
  }

  /// @param contacts whom it asks while it knows nothing
  Settings settings(NodeId self, long incarnation, List<NodeId> contacts, Mutant mutant) {
    return new Settings(
        self,
        mutant == Mutant.INCARNATION_REUSED ? self.value() : incarnation,
        contacts,
        windowSlots,
        batchCommands,
        batchBytes,
        limits().waitingCommands(),
        100_000 + 50L * surroundings.largestBytes(),
        heartbeatMillis,
        silenceMillis,
        resendMillis,
        TICK_MILLIS);
  }

  Limits limits() {
    return new Limits(
        windowSlots,
        batchCommands,
        batchBytes,
        1000 + 50 * surroundings.largestBytes(),
        50,
        surroundings.outcomes(),
        surroundings.outcomeMillis(),
        surroundings.segmentBytes(),
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
