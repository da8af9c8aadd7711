package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.Canvass;
import dev.parterre.paxos.core.Message.Follows;
import dev.parterre.paxos.core.Message.Missed;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Whom this node follows, and when it may try to take over.
///
/// A leader is missed when its connection breaks, or when it is silent for longer than a random
/// patience. Before this node raises a ballot it canvasses: it runs for election only when an
/// electing quorum misses the leader, too, so that a node that merely lost its connections, or
/// comes back, disturbs nobody. The random patience is the randomised back-off that lets duelling
/// leaders settle (*PMMC*, 3).
final class Succession {

  /// How often a node lets another go first: a lost message, or a link that works in one direction
  /// only, then delays an election only a little.
  private static final int DEFERRALS_MAX = 3;

  private static final long NEVER = Long.MIN_VALUE;

  private final Settings settings;
  private final SplittableRandom random;

  private @Nullable NodeId leader;
  private Ballot ballot = Ballot.NONE;
  private long heardAt;
  private @Nullable NodeId reliedOn;
  private long leaderlessSince;
  private boolean broken;
  private long brokenAt;
  private long grantedUntil = NEVER;
  private long impatientAt;

  private long round;
  private final Set<NodeId> missedBy = new HashSet<>();
  private long roundUntil = NEVER;
  private int deferrals;

  Succession(Settings settings, SplittableRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /// Nobody was heard yet: waits a little, so that not all replicas of a new cluster run for
  /// election at once.
  void start(long nowMillis) {
    impatientAt = nowMillis + upTo(settings.heartbeatMillis());
    leaderlessSince = nowMillis;
  }

  @Nullable NodeId leader() {
    return leader;
  }

  /// The leader that this node follows, unless that is this node itself.
  @Nullable NodeId otherLeader() {
    return leader == null || leader.equals(settings.self()) ? null : leader;
  }

  /// The peer that relays between this node and the leader; null if this node hears the leader
  /// itself, or knows none.
  @Nullable NodeId reliedOn() {
    return reliedOn;
  }

  /// Whether no leader has been known for longer than a change of leaders takes.
  boolean isLeaderless(long nowMillis) {
    return leader == null && nowMillis - leaderlessSince >= 2L * settings.silenceMillis();
  }

  /// The ballot of [#leader].
  Ballot ballot() {
    return ballot;
  }

  /// The leader of this ballot is alive.
  ///
  /// @return whether the connection to it had broken
  boolean heard(Turn turn, Ballot ballot, String why) {
    var anew = broken;
    grantedUntil = NEVER;
    broken = false;
    reliedOn = null;
    waitAnew(turn);
    follow(turn, ballot.node(), ballot, why);
    return anew;
  }

  private void waitAnew(Turn turn) {
    heardAt = turn.millis();
    impatientAt = heardAt + settings.silenceMillis() + upTo(settings.silenceMillis() / 2);
  }

  /// Part of a large message from this peer came in; or this node itself stood still, so that its
  /// own pause must not count as the leader's silence.
  void lives(Turn turn, NodeId peer) {
    if (peer.equals(otherLeader()) && !broken) {
      waitAnew(turn);
    }
  }

  /// A peer hears the leader that this node misses: this node relies on that peer, and asks again
  /// as long as it has to. A connection that has just broken says more than what others heard
  /// before.
  void told(Turn turn, NodeId from, Follows follows) {
    var stale = ballot.isAbove(follows.ballot()) && !ballot.node().equals(settings.self());
    var deaf = leader == null || reliedOn != null || isMissed(turn.millis());
    var fresh = broken && turn.millis() - brokenAt < settings.silenceMillis();
    if (deaf && !stale && !fresh && !settings.self().equals(follows.leader())) {
      broken = false;
      reliedOn = from;
      heardAt = turn.millis();
      impatientAt = heardAt + settings.silenceMillis() / 2;
      follow(turn, follows.leader(), follows.ballot(), "replica " + from + " hears it");
    }
  }

  /// This node promised a ballot, and gives its candidate time to win.
  void granted(Turn turn, Ballot ballot) {
    grantedUntil = turn.millis() + 2L * settings.resendMillis();
    impatientAt = grantedUntil + upTo(settings.silenceMillis());
    if (!ballot.equals(this.ballot)) {
      follow(turn, null, ballot, "ballot " + ballot + " was promised");
    }
  }

  /// The connection to a peer broke. If that peer leads, there is no need to wait for its silence.
  void unreachable(Turn turn, NodeId peer) {
    if (peer.equals(leader) && !broken) {
      broken = true;
      brokenAt = turn.millis();
      impatientAt = Math.min(impatientAt, turn.millis() + upTo(settings.heartbeatMillis() / 5));
    }
  }

  /// This node led, or ran for election, and has stopped.
  void resign(Turn turn, String why) {
    impatientAt = turn.millis() + settings.silenceMillis() + upTo(settings.silenceMillis());
    follow(turn, null, ballot, why);
  }

  /// Canvasses when this node's patience has run out, and again and again while no leader is heard.
  /// A round lasts for a silence, however often it is asked: over long distances an answer takes
  /// longer than this node waits before it asks again.
  ///
  /// @param decided how far this node knows the log to be decided
  void tick(Turn turn, Slot decided, List<NodeId> peers) {
    if (turn.millis() >= impatientAt) {
      if (leader != null && isMissed(turn.millis())) {
        follow(turn, null, ballot, broken ? "its connection broke" : "it was silent");
      }
      impatientAt = turn.millis() + untilNextCanvass();
      if (turn.millis() >= roundUntil) {
        roundUntil = turn.millis() + settings.silenceMillis();
        round++;
        missedBy.clear();
        missedBy.add(settings.self());
      }
      turn.sendAll(peers, new Canvass(round, decided));
    }
  }

  /// A leader whose connection broke is gone: the others only have to notice it, too.
  private long untilNextCanvass() {
    var patience = broken ? settings.heartbeatMillis() / 5 : settings.heartbeatMillis();
    return patience + upTo(patience);
  }

  /// Another node asks whether this one misses the leader, too. One that would have to learn more
  /// than a window before it could propose gets no answer: a better candidate will ask, for example
  /// this node. Of two that ask at once, the one that knows more goes first, or else the one with
  /// the lower id; a node that let another go first does not run itself for a while.
  void canvassed(Turn turn, NodeId from, Canvass canvass, Slot decided) {
    if (from.equals(reliedOn)) {
      follow(turn, null, ballot, "replica " + from + " no longer hears it");
    }
    if (!isMissed(turn.millis())) {
      if (otherLeader() instanceof NodeId heard && reliedOn == null && !from.equals(heard)) {
        turn.send(from, new Follows(heard, ballot));
      }
      return;
    }
    var behind = decided.isAfter(canvass.decided().plus(settings.windowSlots()));
    var crossed = turn.millis() < roundUntil;
    var ahead = decided.compareTo(canvass.decided());
    var first = ahead > 0 || (ahead == 0 && settings.self().compareTo(from) < 0);
    var defers = !behind && deferrals++ < DEFERRALS_MAX;
    if (behind || (defers && crossed && first)) {
      return;
    }
    turn.send(from, new Missed(canvass.round()));
    if (defers) {
      endRound();
      var patience = settings.heartbeatMillis() + upTo(settings.heartbeatMillis());
      impatientAt = Math.max(impatientAt, turn.millis() + patience);
    }
  }

  private void endRound() {
    roundUntil = NEVER;
    missedBy.clear();
  }

  void missed(NodeId from, Missed missed) {
    if (missed.round() == round && roundUntil != NEVER) {
      missedBy.add(from);
    }
  }

  /// Whether electing quorums miss the leader; true only once per canvass.
  boolean isCalled(long nowMillis, Collection<Membership> rulings) {
    var quorums = rulings.stream().map(Membership::electing);
    var called = quorums.allMatch(quorum -> quorum.isMetBy(missedBy)) && isMissed(nowMillis);
    if (called) {
      endRound();
    }
    return called;
  }

  long deadline() {
    return impatientAt;
  }

  private boolean isMissed(long nowMillis) {
    var silent = nowMillis - heardAt >= settings.silenceMillis() * 3L / 4;
    return nowMillis >= grantedUntil && (leader == null || broken || silent);
  }

  private void follow(Turn turn, @Nullable NodeId next, Ballot ballot, String why) {
    var changed = !Objects.equals(leader, next) || !this.ballot.equals(ballot);
    if (next == null && leader != null) {
      leaderlessSince = turn.millis();
    }
    reliedOn = next == null ? null : reliedOn;
    leader = next;
    this.ballot = ballot;
    endRound();
    if (changed) {
      deferrals = 0;
      turn.notify(new Notice.LeaderChanged(next, ballot, why));
    }
  }

  private long upTo(long millis) {
    return random.nextLong(millis + 1);
  }
}
