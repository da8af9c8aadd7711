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
/// patience. Before this node raises a ballot it canvasses: only when an electing quorum misses the
/// leader, too, it stands itself; so a node that merely lost touch, or comes back, disturbs nobody.
/// The random patience is the randomised back-off that lets duelling leaders settle (*PMMC*, 3).
final class Succession {

  /// So often a node lets another go first before it stops caring: a lost message, or a link that
  /// carries nothing one way, delays an election only a little.
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

  /// Nobody was heard yet: waits a little, so that not all replicas of a new cluster stand at once.
  void start(long nowMillis) {
    impatientAt = nowMillis + upTo(settings.heartbeatMillis());
    leaderlessSince = nowMillis;
  }

  @Nullable NodeId leader() {
    return leader;
  }

  /// Whom this node follows, if it is another.
  @Nullable NodeId otherLeader() {
    return leader == null || leader.equals(settings.self()) ? null : leader;
  }

  /// Who hears the leader in place of this node; null if it hears it itself, or knows none.
  @Nullable NodeId reliedOn() {
    return reliedOn;
  }

  /// Whether nobody is known to lead, for longer than a change of leaders takes.
  boolean isLeaderless(long nowMillis) {
    return leader == null && nowMillis - leaderlessSince >= 2L * settings.silenceMillis();
  }

  /// The ballot of [#leader].
  Ballot ballot() {
    return ballot;
  }

  /// The leader of this ballot lives.
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

  /// A part of a large message of this peer came in; or this node itself stood still, and its own
  /// pause is nobody's silence.
  void lives(Turn turn, NodeId peer) {
    if (peer.equals(otherLeader()) && !broken) {
      waitAnew(turn);
    }
  }

  /// A peer hears the leader, which this node misses alone: it relies on that peer, and asks again
  /// while it has to. A connection that has just broken says more than what others heard before.
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

  /// A promise was given: its candidate shall have the time to use it.
  void granted(Turn turn, Ballot ballot) {
    grantedUntil = turn.millis() + 2L * settings.resendMillis();
    impatientAt = grantedUntil + upTo(settings.silenceMillis());
    if (!ballot.equals(this.ballot)) {
      follow(turn, null, ballot, "ballot " + ballot + " was promised");
    }
  }

  /// The connection to a peer broke. If it leads, no silence has to be waited for.
  void unreachable(Turn turn, NodeId peer) {
    if (peer.equals(leader) && !broken) {
      broken = true;
      brokenAt = turn.millis();
      impatientAt = Math.min(impatientAt, turn.millis() + upTo(settings.heartbeatMillis() / 5));
    }
  }

  /// This node led, or tried to, and does no longer.
  void resign(Turn turn, String why) {
    impatientAt = turn.millis() + settings.silenceMillis() + upTo(settings.silenceMillis());
    follow(turn, null, ballot, why);
  }

  /// Canvasses when patience has ended; again and again while nobody is heard. A round goes on for
  /// a silence, however often it is asked: far away an answer takes longer than this node waits
  /// before it asks again.
  ///
  /// @param decided how far this node knows the log to be decided
  void tick(Turn turn, Slot decided, List<NodeId> peers) {
    if (turn.millis() < impatientAt) {
      return;
    }
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

  /// Whose connection broke is gone: the others only have to notice it, too.
  private long untilNextCanvass() {
    var patience = broken ? settings.heartbeatMillis() / 5 : settings.heartbeatMillis();
    return patience + upTo(patience);
  }

  /// Another node asks whether the leader is missed. One that would have to learn more than a
  /// window before it could propose gets no answer: somebody better will ask, this node for one. Of
  /// two that ask at once the one that knows more goes first, or else the lower id; who let another
  /// go first does not stand itself for a while.
  void canvassed(Turn turn, NodeId from, Canvass canvass, Slot decided) {
    if (from.equals(reliedOn)) {
      follow(turn, null, ballot, "replica " + from + " misses it");
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

  /// Electing quorums miss the leader; true once a canvass.
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
