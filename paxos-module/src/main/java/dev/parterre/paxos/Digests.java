package dev.parterre.paxos;

import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Compares this node's state with what the others say about theirs. Under load, all nodes tell the
/// digests of the same slots, every [#STEP]; idle ones tell that of the last slot.
final class Digests {

  private static final int STEP = 256;
  private static final int SLOTS = 4 * STEP;

  /// Slots for which the digests of others are kept: far more than can come between two rounds.
  private static final int HEARD_SLOTS_MAX = 64;

  /// A state that rests is told again after being asked for so often: to whoever was started
  /// meanwhile, or did not get the message.
  private static final int AGAIN = 4;

  private final long[] slots = new long[SLOTS];
  private final long[] digests = new long[SLOTS];
  private final TreeMap<Slot, Map<NodeId, Long>> heard = new TreeMap<>();
  private final Map<NodeId, Slot> reached = new HashMap<>();
  private final Set<NodeId> apart = new HashSet<>();
  private Slot last = Slot.NONE;
  private Slot lastAsked = Slot.NONE;
  private Slot told = Slot.NONE;
  private int untold;

  /// The result of comparing a slot.
  ///
  /// @param apart the peers that are newly found to differ
  /// @param outvoted whether more than half of the members agree on another state than this node's
  record Verdict(Slot slot, Set<NodeId> apart, boolean outvoted) {}

  void applied(Slot slot, long digest) {
    last = slot;
    slots[at(slot)] = slot.number();
    digests[at(slot)] = digest;
  }

  private static int at(Slot slot) {
    return (int) (slot.number() % SLOTS);
  }

  private @Nullable Long own(Slot slot) {
    return slots[at(slot)] == slot.number() && !slot.equals(Slot.NONE) ? digests[at(slot)] : null;
  }

  /// The slot whose digest is to be told now; null if there is nothing new, and nothing to be told
  /// again.
  @Nullable Slot toTell() {
    var resting = last.equals(lastAsked);
    lastAsked = last;
    var next = resting ? last : new Slot(last.number() - last.number() % STEP);
    untold++;
    var isDue = next.isAfter(told) || (next.equals(told) && untold >= AGAIN);
    if (!isDue || own(next) == null) {
      return null;
    }
    told = next;
    untold = 0;
    return next;
  }

  /// The digest of a slot that [#toTell] returned.
  long of(Slot slot) {
    return digests[at(slot)];
  }

  void heard(NodeId peer, Slot slot, long digest) {
    reached.merge(peer, slot, Slot::max);
    heard.computeIfAbsent(slot, _ -> new HashMap<>()).put(peer, digest);
    while (heard.size() > HEARD_SLOTS_MAX) {
      heard.pollFirstEntry();
    }
  }

  /// How far a peer said that it has applied what was decided; [Slot#NONE] while it has not.
  Slot appliedBy(NodeId peer) {
    return reached.getOrDefault(peer, Slot.NONE);
  }

  /// Judges what was heard about slots up to the one that this node told last: a node that is
  /// outvoted stops, and by then the others must know its digest of that slot.
  ///
  /// @return the worst; null if no new difference was found
  @Nullable Verdict judge(Collection<NodeId> members) {
    Verdict worst = null;
    for (var said : heard.headMap(told, true).entrySet()) {
      var verdict = judge(said.getKey(), said.getValue(), members);
      if (verdict != null && (worst == null || verdict.outvoted())) {
        worst = verdict;
      }
    }
    heard.headMap(new Slot(Math.max(0, last.number() - SLOTS)), true).clear();
    return worst;
  }

  private @Nullable Verdict judge(Slot slot, Map<NodeId, Long> said, Collection<NodeId> members) {
    var own = own(slot);
    var others = new HashMap<Long, Integer>();
    var news = new HashSet<NodeId>();
    said.forEach(
        (peer, digest) -> {
          if (own == null || own.equals(digest)) {
            return;
          }
          if (members.contains(peer)) {
            others.merge(digest, 1, Integer::sum);
          }
          if (apart.add(peer)) {
            news.add(peer);
          }
        });
    var outvoted = others.values().stream().anyMatch(count -> 2 * count > members.size());
    return news.isEmpty() && !outvoted ? null : new Verdict(slot, news, outvoted);
  }
}
