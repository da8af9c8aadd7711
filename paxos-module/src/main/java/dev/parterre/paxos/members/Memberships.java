package dev.parterre.paxos.members;

import dev.parterre.paxos.members.Change.Objection;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who decides which slot, as far as that is decided. A change decided in slot s takes effect from
/// slot s + [#LEAD_SLOTS] on (*PMMC*, section 4.4: the window). No leader has a slot open that far
/// ahead, so whoever proposes in a slot knows who decides it, and no two leaders can disagree about
/// it.
///
/// @param rulings each membership, by the first slot that it decides
/// @param highestId the highest id that a member ever had
/// @param founders of the cluster
public record Memberships(
    NavigableMap<Slot, Membership> rulings, NodeId highestId, Founders founders) {

  public static final int LEAD_SLOTS = 16;

  public static final int MEMBERS_MAX = 15;

  /// What a node knows before it has learned anything.
  public static final Memberships UNKNOWN =
      new Memberships(
          new TreeMap<>(Map.of(Slot.NONE, Membership.NOBODY)), new NodeId(0), Founders.UNKNOWN);

  public Memberships {
    rulings = Collections.unmodifiableNavigableMap(new TreeMap<>(rulings));
  }

  /// The members with which a cluster begins.
  public static Memberships foundedBy(Membership founders) {
    var first = UNKNOWN.with(Slot.NONE, founders);
    return new Memberships(first.rulings, first.highestId, Founders.of(founders));
  }

  private Memberships with(Slot from, Membership membership) {
    var next = new TreeMap<>(rulings.headMap(from, false));
    next.put(from, membership);
    var highest = membership.ids().stream().max(NodeId::compareTo).orElse(highestId);
    return new Memberships(next, highest.compareTo(highestId) > 0 ? highest : highestId, founders);
  }

  public boolean areKnown() {
    return !latest().ids().isEmpty();
  }

  /// Whether every change that is decided has taken effect.
  public boolean areSettled() {
    return rulings.size() == 1;
  }

  public Membership at(Slot slot) {
    return rulings.floorEntry(slot).getValue();
  }

  /// The membership that was decided last, whether it has taken effect or not.
  public Membership latest() {
    return rulings.lastEntry().getValue();
  }

  /// The first slot that [#latest] decides.
  public Slot latestFrom() {
    return rulings.lastKey();
  }

  /// All memberships that decide `slot` or a later one.
  public Collection<Membership> from(Slot slot) {
    return rulings.tailMap(rulings.floorKey(slot), true).values();
  }

  /// All members that decide `slot` or a later one.
  public Set<NodeId> idsFrom(Slot slot) {
    return addressesFrom(slot).keySet();
  }

  /// The addresses of all members that decide `slot` or a later one, in the order of their ids.
  public SortedMap<NodeId, String> addressesFrom(Slot slot) {
    var addresses = new TreeMap<NodeId, String>();
    from(slot).forEach(membership -> addresses.putAll(membership.addresses()));
    return addresses;
  }

  /// Whether the node was a member once and will never be one again.
  public boolean isGone(NodeId node, Slot slot) {
    return node.compareTo(highestId) <= 0 && !idsFrom(slot).contains(node);
  }

  /// Why the change would be refused if it were decided in `slot`; null if it would be made.
  public @Nullable Objection objection(Slot slot, Change change) {
    var coming = change.coming();
    var going = change.going();
    if (latestFrom().isAfter(slot)) {
      return Objection.ANOTHER_UNDER_WAY;
    } else if (coming.isPresent() && coming.get().compareTo(highestId) <= 0) {
      return Objection.ID_USED;
    } else if (going.isPresent() && !latest().contains(going.get())) {
      return Objection.NOT_A_MEMBER;
    } else if (coming.isEmpty() && latest().ids().size() == 1) {
      return Objection.LAST_MEMBER;
    } else if (going.isEmpty() && latest().ids().size() >= MEMBERS_MAX) {
      return Objection.TOO_MANY_MEMBERS;
    }
    return null;
  }

  /// Only the memberships that decide `slot` or a later one.
  public Memberships withoutBygone(Slot slot) {
    var first = rulings.floorKey(slot);
    return first.equals(rulings.firstKey())
        ? this
        : new Memberships(rulings.tailMap(first, true), highestId, founders);
  }

  /// What is known once the change is decided in `slot`. The same on every replica: a change to
  /// which there is an objection changes nothing.
  public Memberships after(Slot slot, Change change) {
    return objection(slot, change) == null
        ? with(slot.plus(LEAD_SLOTS), latest().after(change))
        : this;
  }
}
