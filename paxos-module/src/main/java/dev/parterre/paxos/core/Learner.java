package dev.parterre.paxos.core;

import dev.parterre.paxos.core.LogRecord.DecidedUpTo;
import dev.parterre.paxos.core.LogRecord.Learned;
import dev.parterre.paxos.core.Message.Decided;
import dev.parterre.paxos.core.Message.Learn;
import dev.parterre.paxos.core.Proposal.Reconfigure;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Knows what is decided, and passes it on in slot order without gaps (**R1**, **R2**).
///
/// A leader only announces a slot up to which everything is decided. What this node accepted under
/// that very ballot is then the decision, since a ballot proposes one value per slot; what it
/// missed, or accepted under another ballot, it asks for.
final class Learner {

  /// So many parts of large messages are taken for the answer that this node waits for.
  private static final int RECEIVED_MAX = 200;

  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  private final Acceptor acceptor;
  private final Settings settings;
  private Memberships memberships;
  private List<NodeId> peers = List.of();
  private boolean member;
  private final TreeMap<Slot, Proposal> ahead = new TreeMap<>();
  private Slot decided;
  private Slot written;

  private Ballot announcer = Ballot.NONE;
  private Slot announced = Slot.NONE;
  private Slot wanted = Slot.NONE;
  private long behindSince = Long.MAX_VALUE;

  /// The nodes that were asked since the last decision.
  private final Set<NodeId> asked = new HashSet<>();

  private int received;

  Learner(Settings settings, Acceptor acceptor, Slot decided, Memberships memberships) {
    this.settings = settings;
    this.acceptor = acceptor;
    this.decided = decided;
    this.written = decided;
    this.memberships = memberships;
    findPeers();
  }

  /// All slots up to this one are decided and passed on.
  Slot decided() {
    return decided;
  }

  Memberships memberships() {
    return memberships;
  }

  /// Every membership that decides a slot which is still open.
  Collection<Membership> ruling() {
    return memberships.from(decided.next());
  }

  /// The other members, in the order of their ids. A node that is not a member also asks its
  /// contacts: the members that it knows of may all be gone.
  List<NodeId> peers() {
    return peers;
  }

  /// A node that is not a member decides nothing and only learns: it is still to be added, or was
  /// removed.
  boolean isMember() {
    return member;
  }

  private void findPeers() {
    memberships = memberships.withoutBygone(decided.next());
    member = ruling().stream().anyMatch(membership -> membership.contains(settings.self()));
    if (!member && behindSince == Long.MAX_VALUE) {
      behindSince = LONG_AGO;
    }
    var known = new HashSet<>(memberships.idsFrom(decided.next()));
    if (!member) {
      known.addAll(settings.contacts());
    }
    peers = known.stream().filter(id -> !id.equals(settings.self())).sorted().toList();
  }

  /// A decision that was found in the log: like any other, it may change the members.
  void recovered(Decision decision) {
    memberships = decision.after(memberships);
    findPeers();
  }

  /// A snapshot replaced all decisions up to `slot`. One that is older than what is already decided
  /// changes nothing.
  void installed(Turn turn, Slot slot, Memberships then) {
    if (slot.isAfter(decided) || !memberships.areKnown()) {
      ahead.headMap(slot, true).clear();
      acceptor.forgetUpTo(slot);
      decided = slot;
      written = slot;
      become(turn, then);
      handOn(turn);
      catchUpWithAnnounced(turn);
    }
  }

  private void become(Turn turn, Memberships next) {
    memberships = next;
    findPeers();
    turn.notify(new Notice.MembersChanged(next));
  }

  /// The leader of `pvalue` found a quorum for it.
  void chosen(Turn turn, PValue pvalue) {
    ahead.put(pvalue.slot(), pvalue.proposal());
    handOn(turn);
  }

  /// The leader of `ballot` knows that all slots up to `upTo` are decided.
  void announce(Turn turn, Ballot ballot, Slot upTo) {
    if (ballot.isAbove(announcer)) {
      announcer = ballot;
      announced = upTo;
    } else if (ballot.equals(announcer)) {
      announced = Slot.max(announced, upTo);
    }
    catchUpWithAnnounced(turn);
  }

  /// Everything up to this slot is decided somewhere: it is asked for, unless it arrives anyway.
  void want(Turn turn, Slot slot) {
    wanted = Slot.max(wanted, slot);
    catchUpWithAnnounced(turn);
  }

  /// Takes what was accepted under the announcing ballot as decided, up to the first gap.
  void catchUpWithAnnounced(Turn turn) {
    while (announced.isAfter(decided) && memberships.areKnown()) {
      var accepted = acceptor.acceptedIn(decided.next());
      if (accepted == null || !accepted.ballot().equals(announcer)) {
        break;
      }
      ahead.put(accepted.slot(), accepted.proposal());
      handOn(turn);
    }
    if (!announced.isAfter(decided) && !wanted.isAfter(decided) && isMember()) {
      behindSince = Long.MAX_VALUE;
    } else if (behindSince == Long.MAX_VALUE) {
      behindSince = turn.millis();
    }
  }

  /// Another replica sends decisions, and may have more. A node that does not know the members yet
  /// takes none: it would apply a change of the members to an empty membership, and be alone with
  /// whoever the change adds.
  ///
  /// @param last nothing after this slot is taken
  void learned(Turn turn, NodeId from, Decided message, Slot last) {
    var before = decided;
    for (var decision : message.decisions()) {
      var isNext = decision.slot().equals(decided.next()) && !decision.slot().isAfter(last);
      if (isNext && memberships.areKnown()) {
        ahead.put(decision.slot(), decision.proposal());
        handOn(turn);
      }
    }
    catchUpWithAnnounced(turn);
    if (decided.isAfter(before) && message.decided().isAfter(decided) && last.isAfter(decided)) {
      ask(turn, from);
    }
  }

  /// Asks a teacher for what has been missing for a while: what was only overtaken on its way
  /// arrives anyway.
  ///
  /// @param teacher given those that were asked in vain, and may not hear this node, chooses
  ///   another if there is one
  void tick(Turn turn, Function<Set<NodeId>, Optional<NodeId>> teacher) {
    if (turn.millis() >= deadline()) {
      behindSince = turn.millis() + settings.resendMillis() - patienceMillis();
      var next = teacher.apply(asked).or(() -> teacher.apply(Set.of()));
      next.filter(asked::contains).ifPresent(_ -> asked.clear());
      next.ifPresent(node -> ask(turn, node));
    }
  }

  /// Part of a large message is coming in. It may be what was asked for, but this is not assumed
  /// forever.
  void receiving() {
    if (received++ < RECEIVED_MAX) {
      asked.clear();
    }
  }

  /// Asks `teacher` for everything after the last decided slot.
  void ask(Turn turn, NodeId teacher) {
    behindSince = turn.millis() + settings.resendMillis() - patienceMillis();
    asked.add(teacher);
    turn.send(teacher, new Learn(memberships.areKnown() ? decided.next() : Slot.NONE));
  }

  /// When [#tick] has something to do.
  long deadline() {
    return behindSince == Long.MAX_VALUE ? Long.MAX_VALUE : behindSince + patienceMillis();
  }

  /// The watermark goes into the log once a step, after the records that it refers to.
  void endStep(Turn turn) {
    if (decided.isAfter(written)) {
      written = decided;
      turn.write(new DecidedUpTo(decided));
    }
  }

  private void handOn(Turn turn) {
    for (var next = ahead.remove(decided.next()); next != null; ) {
      decided = decided.next();
      asked.clear();
      received = 0;
      var accepted = acceptor.acceptedIn(decided);
      if (accepted == null || !accepted.proposal().equals(next)) {
        turn.write(new Learned(new Decision(decided, next)));
      }
      acceptor.forgetUpTo(decided);
      turn.decide(new Decision(decided, next));
      reconfigure(turn, new Decision(decided, next));
      next = ahead.remove(decided.next());
    }
    if (memberships.rulings().size() > 1) {
      findPeers();
    }
  }

  private void reconfigure(Turn turn, Decision decision) {
    if (decision.proposal() instanceof Reconfigure(var change)) {
      turn.notify(new Notice.ChangeEnded(change, memberships.objection(decision.slot(), change)));
      become(turn, decision.after(memberships));
    }
  }

  private int patienceMillis() {
    return Math.max(1, settings.resendMillis() / 5);
  }
}
