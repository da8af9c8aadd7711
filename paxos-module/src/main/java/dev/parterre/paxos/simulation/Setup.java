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

/// The size and the settings of the cluster in a run: each seed draws its own.
///
/// @param spares nodes that are not founders: they may become members later
/// @param electing, accepting the sizes of the quorums of phase 1 and phase 2
/// @param clients how many ask at the same time
/// @param thinkMicros the longest that a client waits between an answer and its next request
/// @param chaosMillis for how long things go wrong
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

  /// Founders and spares together.
  static final int NODES_MAX = 7 + SPARES_MAX;

  static final int TICK_MILLIS = 1000;

  /// At one node.
  private static final int WAITING_COMMANDS = 50;

  /// As long as all commands are small.
  private static final int COMMAND_BYTES = 1000;

  /// Likewise.
  private static final int PENDING_BYTES = 100_000;

  static Setup draw(Dice dice) {
    var draft = new SetupDraft();
    draft.nodes = dice.oneOf(CLUSTERS);
    draft.accepting = draft.nodes / 2 + 1;
    draft.electing = draft.accepting;
    if (dice.chance(0.2)) {
      draft.accepting = dice.between(1, draft.nodes);
      draft.electing = dice.between(draft.nodes - draft.accepting + 1, draft.nodes);
    }
    var often = dice.chance(0.3);
    draft.heartbeatMillis = dice.between(60, 150);
    draft.silenceMillis = draft.heartbeatMillis * dice.between(4, 9);
    draft.spares = dice.chance(0.3) ? dice.between(1, SPARES_MAX) : 0;
    draft.windowSlots = dice.between(1, 8);
    draft.batchCommands = dice.between(1, 8);
    draft.batchBytes = dice.oneOf(BATCH_BYTES);
    draft.resendMillis = dice.between(draft.silenceMillis / 6, draft.silenceMillis / 2);
    draft.snapshotSlots = often ? dice.between(5, 30) : dice.between(50, 300);
    draft.snapshotBytes = often ? dice.between(50, 500) : dice.between(500, 5000);
    draft.tailSlots = dice.between(0, 10);
    draft.clients = dice.between(1, 6);
    draft.thinkMicros = dice.between(10_000, 150_000);
    draft.chaosMillis = dice.between(2000, 4000);
    draft.surroundings = Surroundings.draw(dice);
    return draft.setup();
  }

  /// The founders of the cluster.
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

  /// How many of the founders may be lost before the rest has to stop; if the members change, this
  /// has to be judged when it happens.
  int expendable() {
    return spares > 0 ? 0 : nodes - Math.max(electing, accepting);
  }

  /// The members when the run begins.
  Memberships founders(Mutant mutant) {
    var addresses = new TreeMap<NodeId, String>();
    ids().forEach(id -> addresses.put(id, addressOf(id)));
    var fooled = mutant == Mutant.MINORITY_QUORUM && nodes > 2;
    var enough = fooled ? (nodes - 1) / 2 : accepting;
    var elected = fooled ? nodes - enough + 1 : electing;
    return Memberships.foundedBy(Membership.of(addresses, elected, enough));
  }

  /// The settings of this node. It must not matter that one is set to remember more outcomes: what
  /// is remembered is decided.
  Setup of(NodeId node) {
    if (!surroundings.differing()) {
      return this;
    }
    var percent = 80 + 40 * (node.value() % 3);
    var draft = new SetupDraft(this);
    draft.batchCommands = Math.max(1, batchCommands * percent / 100);
    draft.heartbeatMillis = heartbeatMillis * percent / 100;
    draft.silenceMillis = silenceMillis * percent / 100;
    draft.resendMillis = resendMillis * percent / 100;
    draft.snapshotSlots = snapshotSlots * percent / 100;
    draft.snapshotBytes = snapshotBytes * percent / 100;
    draft.tailSlots = tailSlots * percent / 100;
    if (node.value() == 1) {
      draft.surroundings = surroundings.remembering(2 * surroundings.outcomes());
    }
    return draft.setup();
  }

  /// @param contacts whom it asks while it is not a member
  Settings settings(NodeId self, long incarnation, List<NodeId> contacts, Mutant mutant) {
    return new Settings(
        self,
        mutant == Mutant.INCARNATION_REUSED ? self.value() : incarnation,
        contacts,
        windowSlots,
        batchCommands,
        batchBytes,
        limits().waitingCommands(),
        PENDING_BYTES + (long) WAITING_COMMANDS * surroundings.largestBytes(),
        heartbeatMillis,
        silenceMillis,
        resendMillis,
        TICK_MILLIS);
  }

  Limits limits() {
    return Limits.builder()
        .windowSlots(windowSlots)
        .batchCommands(batchCommands)
        .batchBytes(batchBytes)
        .commandBytes(COMMAND_BYTES + WAITING_COMMANDS * surroundings.largestBytes())
        .waitingCommands(WAITING_COMMANDS)
        .outcomes(surroundings.outcomes())
        .outcomeMillis(surroundings.outcomeMillis())
        .segmentBytes(surroundings.segmentBytes())
        .snapshotSlots(snapshotSlots)
        .snapshotBytes(snapshotBytes)
        .tailSlots(tailSlots)
        .build();
  }

  Timing timing() {
    return new Timing(heartbeatMillis, silenceMillis, resendMillis, 4 * silenceMillis);
  }

  /// After this long without an answer, a client asks elsewhere.
  int clientPatienceMillis() {
    return 5 * silenceMillis;
  }
}
