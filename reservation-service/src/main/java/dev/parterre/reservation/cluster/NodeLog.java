package dev.parterre.reservation.cluster;

import dev.parterre.paxos.NodeObserver;
import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.core.Rules;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Logs for an operator who leads, since when, and why that changed; nothing about single requests.
final class NodeLog implements NodeObserver {

  private static final Logger LOG = LoggerFactory.getLogger(NodeLog.class);

  private final NodeId self;
  private final Rules configured;
  private @Nullable Rules ruling;
  private int level;
  private final Set<NodeId> refusing = ConcurrentHashMap.newKeySet();
  private final Set<NodeId> objecting = ConcurrentHashMap.newKeySet();
  private final Set<NodeId> strangers = ConcurrentHashMap.newKeySet();
  private final Set<NodeId> otherFounders = ConcurrentHashMap.newKeySet();
  private final Set<NodeId> otherDisks = ConcurrentHashMap.newKeySet();
  private @Nullable NodeId leader;
  private long sinceNanos = System.nanoTime();

  /// @param configured the rules with which this replica would found a cluster
  NodeLog(NodeId self, Rules configured) {
    this.self = self;
    this.configured = configured;
  }

  @Override
  public synchronized void leaderChanged(@Nullable NodeId now, Ballot ballot, String why) {
    String before = before();
    boolean lost = leader != null;
    leader = now;
    sinceNanos = System.nanoTime();
    if (now == null) {
      LOG.atLevel(lost ? Level.WARN : Level.INFO)
          .log("No leader is known at ballot {}: {}; {}.", ballot, why, before);
    } else {
      String who = now.equals(self) ? "This replica leads" : "Replica " + now + " leads";
      LOG.info("{} with ballot {}: {}; {}.", who, ballot, why, before);
    }
  }

  @Override
  public void electionStarted(Ballot ballot) {
    LOG.info("This replica runs for election with ballot {}.", ballot);
  }

  @Override
  public void heldUp(Notice.HeldUp heldUp) {
    LOG.warn(
        "This replica leads but is held up for {} ms again and again (a force of its disk takes {}"
            + " ms), replica {} only for {} ms: it hands the leadership over to that replica.",
        heldUp.millis(),
        heldUp.forceMillis(),
        heldUp.successor(),
        heldUp.successorMillis());
  }

  @Override
  public void timeWithheld(long millis) {
    LOG.warn(
        "All replicas were down, and their wall clocks are {} s further ahead than the replicated"
            + " time may advance by itself. If the clocks are right, confirm that: ./parterre time"
            + " --confirm.",
        millis / 1000);
  }

  @Override
  public void membersChanged(Memberships memberships) {
    var latest = memberships.latest();
    LOG.info(
        "The members are, or will be in a few slots, {}: a quorum is {} to elect a leader, and {}"
            + " to accept.",
        latest.ids().stream().sorted().toList(),
        latest.electing().size(),
        latest.accepting().size());
  }

  @Override
  public void snapshotKept(Slot slot, long bytes, boolean fetched) {
    String how = fetched ? "Fetched a peer's snapshot" : "Took a snapshot";
    LOG.info("{} of all slots up to {} ({} bytes).", how, slot, bytes);
  }

  @Override
  public void snapshotFailed(IOException cause) {
    LOG.warn("A snapshot could not be written, so the log keeps growing: {}", cause.toString());
  }

  @Override
  public void ruled(Rules rules) {
    if (!rules.equals(ruling)) {
      ruling = rules;
      LOG.info(
          "The cluster remembers {} outcomes for {}; {}.",
          rules.outcomesMax(),
          Duration.ofMillis(rules.outcomeMillis()),
          isConfigured(rules)
              ? "this replica is configured alike"
              : "this replica's parterre.paxos.outcomes and outcome-age have no effect");
    }
  }

  @Override
  public void leveled(int level) {
    if (level != this.level) {
      this.level = level;
      LOG.info(
          "The cluster is at format level {}. Versions of Parterre that cannot read it can no"
              + " longer take part.",
          level);
    }
  }

  private boolean isConfigured(Rules rules) {
    return rules.outcomesMax() == configured.outcomesMax()
        && rules.outcomeMillis() == configured.outcomeMillis();
  }

  @Override
  public void commandFailed(long index, RuntimeException cause) {
    LOG.error(
        "The command with index {} failed on every replica; it changed nothing.", index, cause);
  }

  @Override
  public void held(Slot slot, Throwable cause) {
    LOG.error(
        "The decision of slot {} cannot be applied here: this replica votes, but serves nobody."
            + " Start it again, or replace it; only if all replicas are held at this slot, pass it"
            + " over (./parterre pass-over {}).",
        slot,
        slot,
        cause);
  }

  @Override
  public void released() {
    LOG.info("The slot at which this replica was held was passed over: it serves again.");
  }

  @Override
  public void apart(NodeId peer, Slot slot) {
    LOG.error("Replica {} has another state than this one after slot {}.", peer, slot);
  }

  @Override
  public void otherFounders(NodeId peer, String clause) {
    if (otherFounders.add(peer)) {
      LOG.error(
          "Refused a peer: {}. Whichever of the two was configured wrongly must start again with"
              + " the members that the others have and an empty data directory.",
          clause);
    }
  }

  @Override
  public void otherDisk(NodeId peer, String clause) {
    if (otherDisks.add(peer)) {
      LOG.warn("Refused a peer: {}. If it stays refused, replace it under a new id.", clause);
    }
  }

  @Override
  public void streamOpened(NodeId peer) {
    refusing.remove(peer);
  }

  @Override
  public void forged(NodeId claimed, String clause) {
    LOG.warn("Closed a stream from replica {}, or from somebody in its name: {}.", claimed, clause);
  }

  @Override
  public void objectedTo(NodeId peer, String clause) {
    if (objecting.add(peer)) {
      LOG.error(
          "Replica {} refuses this one: {}. If no others confirm that, that replica's record of"
              + " its peers is wrong.",
          peer,
          clause);
    }
  }

  @Override
  public void refusedBy(NodeId peer) {
    if (refusing.add(peer)) {
      LOG.warn("Replica {} has another parterre.peer.secret than this one.", peer);
    }
  }

  @Override
  public void strangerRefused(NodeId claimed) {
    if (strangers.add(claimed)) {
      LOG.warn("Refused a caller that claims to be replica {} but has another secret.", claimed);
    }
  }

  @Override
  public void failed(Throwable cause) {
    String why = cause instanceof IOException ? cause.getMessage() : cause.toString();
    // ./parterre reads this line to say why a replica does not run.
    LOG.error(
        "This replica has stopped for good (exit code {}): {}", ExitCode.of(cause).number(), why);
    LOG.debug("The failure in full.", cause);
  }

  private String before() {
    var since = Duration.ofNanos(System.nanoTime() - sinceNanos).toMillis() / 1000.0;
    String who = leader == null ? "there was no leader" : "replica " + leader + " was the leader";
    return who + " for " + since + " s";
  }
}
