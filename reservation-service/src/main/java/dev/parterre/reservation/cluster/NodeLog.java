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

/// Tells an operator who leads, since when, and why that changed; nothing of single requests.
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

  /// @param configured what this replica would found a cluster with
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
    LOG.info("This replica asks for leadership with ballot {}.", ballot);
  }

  @Override
  public void heldUp(Notice.HeldUp heldUp) {
    LOG.warn(
        "This replica leads and is held up for {} ms again and again (a force of its disk takes {}"
            + " ms), replica {} for {} ms only: it hands the leadership over to that one.",
        heldUp.millis(),
        heldUp.forceMillis(),
        heldUp.successor(),
        heldUp.successorMillis());
  }

  @Override
  public void timeWithheld(long millis) {
    LOG.warn(
        "All replicas were down; their wall clocks are {} s further ahead than the replicated time"
            + " may go on by itself. If they are right, confirm it: ./parterre time --confirm.",
        millis / 1000);
  }

  @Override
  public void membersChanged(Memberships memberships) {
    var latest = memberships.latest();
    LOG.info(
        "The members are, or will be a few slots later, {}: {} elect a leader, {} accept.",
        latest.ids().stream().sorted().toList(),
        latest.electing().size(),
        latest.accepting().size());
  }

  @Override
  public void snapshotKept(Slot slot, long bytes, boolean fetched) {
    String how = fetched ? "Took over a peer's snapshot" : "Took a snapshot";
    LOG.info("{} of all up to slot {}, of {} bytes.", how, slot, bytes);
  }

  @Override
  public void snapshotFailed(IOException cause) {
    LOG.warn("No snapshot could be written, and the log goes on growing: {}", cause.toString());
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
              ? "so it is configured here"
              : "parterre.paxos.outcomes and outcome-age of this replica do not count");
    }
  }

  @Override
  public void leveled(int level) {
    if (level != this.level) {
      this.level = level;
      LOG.info(
          "The cluster is at format level {}. Versions of Parterre that do not read it can no"
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
        "What slot {} decided cannot be applied here: this replica serves nobody until it is passed"
            + " over (./parterre pass-over {}), but votes.",
        slot,
        slot,
        cause);
  }

  @Override
  public void released() {
    LOG.info("This replica goes on after the slot at which it was held.");
  }

  @Override
  public void apart(NodeId peer, Slot slot) {
    LOG.error("Replica {} has another state than this one after slot {}.", peer, slot);
  }

  @Override
  public void otherFounders(NodeId peer, String clause) {
    if (otherFounders.add(peer)) {
      LOG.error(
          "Refused a peer: {}. Whichever of the two was configured wrongly must begin again, with"
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
    LOG.warn("Broke off a stream of replica {}, or of somebody in its name: {}.", claimed, clause);
  }

  @Override
  public void objectedTo(NodeId peer, String clause) {
    if (objecting.add(peer)) {
      LOG.error(
          "Replica {} does not listen to this one: {}. If no others bear that out, that replica's"
              + " record of its peers is wrong.",
          peer,
          clause);
    }
  }

  @Override
  public void refusedBy(NodeId peer) {
    if (refusing.add(peer)) {
      LOG.warn("Replica {} does not know the parterre.peer.secret of this one.", peer);
    }
  }

  @Override
  public void strangerRefused(NodeId claimed) {
    if (strangers.add(claimed)) {
      LOG.warn("Refused a caller in the name of replica {} with another secret.", claimed);
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
