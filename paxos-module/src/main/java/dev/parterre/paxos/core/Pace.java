package dev.parterre.paxos.core;

import dev.parterre.paxos.core.Message.Pulse;
import dev.parterre.paxos.core.Notice.HeldUp;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Quorum;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// How much this node is held up, again and again: by forces of its disk, by pauses, by the round
/// trip to a quorum; and how much the others say that they are.
///
/// A leader that is held up had better hand over if a quorum without it is not. A single hold-up, a
/// short one, or one that all nodes share is no reason to. The more often this node has handed
/// over, the longer it waits until it may do so again: whatever holds up any leader, such as the
/// load, would otherwise move the leadership round and round.
final class Pace {

  /// A hold-up shorter than this part of a silence is no reason to hand over.
  private static final int FLOOR = 8;

  private static final int RATIO = 3;
  private static final int WINDOW_SILENCES = 2;
  private static final int REST_SILENCES = 10;
  private static final int REST_SILENCES_MAX = 1280;

  /// For a node that is not heard, or that does not hear a quorum.
  private static final long ENDLESS = Integer.MAX_VALUE;

  /// @param ahead how far the peer's clock is ahead of this node's, less the time that the message
  ///   took
  private record Told(long pace, long ahead, HoldUps way) {}

  final HoldUps forces = new HoldUps();

  /// By how much turns came later than this node had asked for.
  final HoldUps pauses = new HoldUps();

  private final Settings settings;
  private final Learner learner;
  private final Peers peers;
  private final Map<NodeId, Told> told = new HashMap<>();
  private long windowEnd;
  private long restSilences = REST_SILENCES;
  private long restUntil;

  Pace(Settings settings, Learner learner, Peers peers) {
    this.settings = settings;
    this.learner = learner;
    this.peers = peers;
  }

  void heard(Turn turn, NodeId peer, Pulse pulse) {
    var before = told.get(peer);
    var way = before == null ? new HoldUps() : before.way;
    if (pulse.echo() != Pulse.NO_ECHO) {
      way.note(turn.millis() - pulse.echo());
    }
    told.put(peer, new Told(pulse.pace(), pulse.stamp() - turn.millis(), way));
  }

  void tell(Turn turn, NodeId peer) {
    var last = told.get(peer);
    var echo = last == null ? Pulse.NO_ECHO : turn.millis() + last.ahead;
    turn.send(peer, new Pulse(millis(turn.millis()), turn.millis(), echo));
  }

  /// How long this node is held up, again and again.
  private long millis(long now) {
    var quorums = learner.ruling().stream().map(Membership::accepting);
    var way = quorums.mapToLong(quorum -> way(quorum, now)).max().orElse(ENDLESS);
    return Math.max(way, Math.max(forces.lasting(), pauses.lasting()));
  }

  /// The round trip to the fastest quorum.
  private long way(Quorum quorum, long now) {
    var ways = quorum.members().stream().mapToLong(member -> wayTo(member, now)).sorted();
    return ways.skip(quorum.size() - 1L).findFirst().orElse(ENDLESS);
  }

  private long wayTo(NodeId member, long now) {
    return member.equals(settings.self()) ? 0 : lately(member, now, told -> told.way.lasting());
  }

  private long lately(NodeId peer, long now, ToLongFunction<Told> what) {
    var last = told.get(peer);
    return last != null && peers.isReachable(peer, now) ? what.applyAsLong(last) : ENDLESS;
  }

  /// @param isAble whether this peer could lead at once
  void tick(Turn turn, Leader leader, Predicate<NodeId> isAble) {
    var now = turn.millis();
    if (!leader.isInOffice()) {
      rest(now);
    }
    if (now >= windowEnd) {
      windowEnd = now + (long) WINDOW_SILENCES * settings.silenceMillis();
      forces.endWindow();
      pauses.endWindow();
      told.values().forEach(each -> each.way.endWindow());
      if (now >= restUntil) {
        successor(now, isAble).ifPresent(heldUp -> handOver(turn, leader, heldUp));
      }
    }
  }

  private void rest(long now) {
    restUntil = now + restSilences * settings.silenceMillis();
  }

  /// The node that had better lead in place of this one: the fastest. If it is the way to a quorum
  /// that holds this node up, rather one beyond it: a node on this side may need the same way,
  /// which it finds fast as long as it sends little.
  private Optional<HeldUp> successor(long now, Predicate<NodeId> isAble) {
    var own = millis(now);
    Predicate<NodeId> isFaster = node -> RATIO * lately(node, now, Told::pace) <= own;
    var able = learner.ruling().stream().allMatch(it -> it.isAble(isFaster));
    if (own < settings.silenceMillis() / FLOOR || !able) {
      return Optional.empty();
    }
    var isWay = own > Math.max(forces.lasting(), pauses.lasting());
    return learner.peers().stream()
        .filter(isFaster.and(isAble))
        .map(node -> new HeldUp(own, forces.lasting(), node, lately(node, now, Told::pace)))
        .min(
            Comparator.comparing((HeldUp it) -> isWay && RATIO * wayTo(it.successor(), now) <= own)
                .thenComparingLong(HeldUp::successorMillis));
  }

  /// Whether it succeeds or not, this node rests before it hands over again.
  private void handOver(Turn turn, Leader leader, Notice.HeldUp heldUp) {
    restSilences = Math.min(2 * restSilences, REST_SILENCES_MAX);
    rest(turn.millis());
    turn.notify(heldUp);
    leader.handOver(turn, heldUp.successor());
  }
}
