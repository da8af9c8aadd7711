package dev.parterre.paxos.simulation;

import dev.parterre.paxos.FormatLevel;
import dev.parterre.paxos.NodeObserver;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import org.jspecify.annotations.Nullable;

/// What a node of a run reported about itself, in all its lives. What must never happen to it is a
/// [Violation].
final class NodeNews implements NodeObserver {

  private final NodeId id;
  private final boolean spare;
  private final World world;
  private final Checker checker;
  private final Timekeeper timekeeper;
  private final Counters counters;
  private @Nullable NodeId leader;
  private long electedAtMicros;
  private int elections;
  private int handOvers;
  private int level;
  private boolean founded;

  NodeNews(
      NodeId id,
      boolean spare,
      World world,
      Checker checker,
      Timekeeper timekeeper,
      Counters counters) {
    this.id = id;
    this.spare = spare;
    this.world = world;
    this.checker = checker;
    this.timekeeper = timekeeper;
    this.counters = counters;
  }

  /// Whom it follows.
  @Nullable NodeId leader() {
    return leader;
  }

  /// When it last ran for election.
  long electedAtMicros() {
    return electedAtMicros;
  }

  /// How often it ran for election.
  int elections() {
    return elections;
  }

  /// How often it handed over because it was held up.
  int handOvers() {
    return handOvers;
  }

  /// The process has ended.
  void ended() {
    leader = null;
  }

  @Override
  public void electionStarted(Ballot ballot) {
    counters.count(Sometimes.ELECTION);
    timekeeper.prepared(ballot);
    electedAtMicros = world.micros();
    elections++;
  }

  @Override
  public void leaderChanged(@Nullable NodeId next, Ballot ballot, String why) {
    leader = next;
    if (next != null) {
      counters.count(Sometimes.LEADER_CHANGED);
    }
  }

  @Override
  public void heldUp(Notice.HeldUp heldUp) {
    counters.count(Sometimes.LEADER_HANDED_OVER_BY_ITSELF);
    handOvers++;
  }

  /// Whether it was ever told that the rules of its cluster were decided.
  boolean isFounded() {
    return founded;
  }

  @Override
  public void ruled(Rules rules) {
    founded = true;
  }

  @Override
  public void leveled(int next) {
    if (level == FormatLevel.FIRST && next > level) {
      counters.count(Sometimes.FORMAT_LEVEL_RAISED);
    }
    level = next;
  }

  @Override
  public void commandFailed(long index, RuntimeException cause) {
    throw cause;
  }

  /// A node that was removed need not read what the members have agreed on since.
  @Override
  public void held(Slot slot, Throwable cause) {
    if (cause instanceof Violation broken) {
      throw broken;
    }
    if (level != FormatLevel.FIRST || checker.members().contains(id)) {
      throw new Violation("nothing is held: slot " + slot + ", " + cause);
    }
  }

  @Override
  public void apart(NodeId peer, Slot slot) {
    throw new Violation("equal digests at slot " + slot + " on nodes " + id + " and " + peer);
  }

  @Override
  public void snapshotKept(Slot slot, long bytes, boolean fetched) {
    if (fetched && spare) {
      counters.count(Sometimes.JOINER_INSTALLED_A_SNAPSHOT);
    }
  }
}
