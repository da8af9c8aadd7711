package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.members.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The messages under way, and the links that carry them.
final class Wire {

  /// What happens to messages of a kind as soon as they are sent.
  record Rule(Deed deed, Amount amount, Selector selector) {}

  private final TreeMap<Long, Parcel> parcels = new TreeMap<>();
  private final Set<Set<NodeId>> cuts = new HashSet<>();
  private final List<Rule> rules = new ArrayList<>();
  private long last;

  /// @return false when it is lost at once
  boolean send(Envelope envelope, long nowMillis, SplittableRandom dice) {
    if (isCut(envelope)) {
      return false;
    }
    var parcel = put(envelope, nowMillis);
    for (var rule : rules) {
      var current = parcels.get(parcel.number());
      if (current != null && rule.selector.fits(parcel) && applies(rule.amount, dice)) {
        apply(rule.deed, current, nowMillis);
      }
    }
    return parcels.containsKey(parcel.number());
  }

  private Parcel put(Envelope envelope, long nowMillis) {
    var parcel = new Parcel(++last, envelope, nowMillis, false);
    parcels.put(parcel.number(), parcel);
    return parcel;
  }

  private static boolean applies(Amount amount, SplittableRandom dice) {
    return switch (amount) {
      case Amount.Oldest(), Amount.All() -> true;
      case Amount.Each(var chance) -> chance.comesTrue(dice);
    };
  }

  /// What can be done without the receiver.
  void apply(Deed deed, Parcel parcel, long nowMillis) {
    switch (deed) {
      case DELIVER, DROP -> parcels.remove(parcel.number());
      case DOUBLE -> put(parcel.envelope(), nowMillis);
      case HOLD -> parcels.put(parcel.number(), parcel.held(true));
      case RELEASE -> parcels.put(parcel.number(), parcel.held(false));
    }
  }

  void always(Rule rule) {
    rules.add(rule);
  }

  void alwaysNothing() {
    rules.clear();
  }

  /// Those that the selector fits and the amount allows, the oldest first.
  ///
  /// @param held whether those are meant that are held back; who names a number means that one
  List<Parcel> pick(Amount amount, Selector selector, boolean held, SplittableRandom dice) {
    var fitting =
        parcels.values().stream()
            .filter(parcel -> selector.number() != null || parcel.held() == held)
            .filter(selector::fits);
    return switch (amount) {
      case Amount.Oldest() -> fitting.limit(1).toList();
      case Amount.All() -> fitting.toList();
      case Amount.Each(var chance) -> fitting.filter(_ -> chance.comesTrue(dice)).toList();
    };
  }

  Collection<Parcel> parcels() {
    return parcels.values();
  }

  boolean carries(Parcel parcel) {
    return parcels.containsKey(parcel.number());
  }

  /// Takes the link between two nodes away, with what is under way on it.
  ///
  /// @return how many messages are lost
  int cut(NodeId one, NodeId other) {
    cuts.add(Set.of(one, other));
    var before = parcels.size();
    parcels.values().removeIf(parcel -> isCut(parcel.envelope()));
    return before - parcels.size();
  }

  void heal() {
    cuts.clear();
  }

  private boolean isCut(Envelope envelope) {
    return cuts.contains(Set.of(envelope.from(), envelope.to()));
  }

  boolean isCut(NodeId one, NodeId other) {
    return cuts.contains(Set.of(one, other));
  }

  /// As in "1-2", in order.
  List<String> cuts() {
    return cuts.stream()
        .map(pair -> pair.stream().sorted().toList())
        .map(pair -> pair.getFirst() + "-" + pair.getLast())
        .sorted()
        .toList();
  }
}
