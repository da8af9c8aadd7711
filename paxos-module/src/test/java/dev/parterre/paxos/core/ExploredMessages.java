package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// All messages ever sent in an exploration, numbered; those sent in one state are a set of these
/// numbers, as bits. Also tells what a quorum of acceptors has chosen by its messages.
final class ExploredMessages {

  private static final int MAJORITY = Explorer.NODES / 2 + 1;

  private static final Set<Class<?>> CARRIED =
      Set.of(
          Message.Prepare.class,
          Message.Promise.class,
          Message.Accept.class,
          Message.Accepted.class,
          Message.Heartbeat.class,
          Message.Decided.class,
          Message.Forward.class);

  /// @param ballot of phase 2, and the slot
  private record Vote(Ballot ballot, Slot slot) {}

  private final int slots;
  private final List<Envelope> envelopes = new ArrayList<>();
  private final Map<Envelope, Integer> ids = new HashMap<>();
  private final List<Vote> votes = new ArrayList<>();

  /// For each message, the vote that it is about, or -1.
  private int[] voteOf = new int[1 << 8];

  ExploredMessages(int slots) {
    this.slots = slots;
  }

  /// The numbers of those messages that are carried.
  int[] idsOf(List<Envelope> said) {
    return said.stream()
        .filter(each -> isCarried(each.message()))
        .mapToInt(this::idOf)
        .distinct()
        .toArray();
  }

  private boolean isCarried(Message message) {
    var isBeyond =
        message instanceof Message.Accept(var pvalue, _) && pvalue.slot().number() > slots;
    return CARRIED.contains(message.getClass()) && !isBeyond;
  }

  private int idOf(Envelope envelope) {
    var known = ids.get(envelope);
    return known == null ? add(envelope) : known;
  }

  private int add(Envelope envelope) {
    var id = envelopes.size();
    envelopes.add(envelope);
    ids.put(envelope, id);
    voteOf = id < voteOf.length ? voteOf : Arrays.copyOf(voteOf, 2 * id);
    voteOf[id] =
        switch (envelope.message()) {
          case Message.Accept(var pvalue, _) -> indexOf(new Vote(pvalue.ballot(), pvalue.slot()));
          case Message.Accepted(var ballot, var slot) -> indexOf(new Vote(ballot, slot));
          default -> -1;
        };
    return id;
  }

  private int indexOf(Vote vote) {
    if (!votes.contains(vote)) {
      votes.add(vote);
    }
    return votes.indexOf(vote);
  }

  Envelope envelope(int id) {
    return envelopes.get(id);
  }

  static boolean containsAll(long[] set, int[] ids) {
    for (var id : ids) {
      var word = id / Long.SIZE;
      if (word >= set.length || (set[word] >> id & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  /// The set with these added. It is only as long as its last member needs, so that equal sets have
  /// equal arrays.
  static long[] with(long[] set, int[] ids) {
    var last = Arrays.stream(ids).max().orElse(0) / Long.SIZE;
    var result = Arrays.copyOf(set, Math.max(set.length, last + 1));
    for (var id : ids) {
      result[id / Long.SIZE] |= 1L << id;
    }
    return result;
  }

  /// The proposals that a majority of acceptors reported to have accepted under one ballot.
  ///
  /// @throws Violation when two were chosen for a slot, or one ballot proposes two
  TreeMap<Slot, Proposal> chosen(long[] set) {
    var acceptors = new int[votes.size()];
    var proposals = new Proposal[votes.size()];
    for (var word = 0; word < set.length; word++) {
      for (var bits = set[word]; bits != 0; bits &= bits - 1) {
        var id = Long.SIZE * word + Long.numberOfTrailingZeros(bits);
        if (voteOf[id] >= 0) {
          count(envelopes.get(id), voteOf[id], acceptors, proposals);
        }
      }
    }
    var chosen = new TreeMap<Slot, Proposal>();
    for (var vote = 0; vote < acceptors.length; vote++) {
      if (Integer.bitCount(acceptors[vote]) >= MAJORITY) {
        agree(chosen, votes.get(vote).slot(), proposals[vote]);
      }
    }
    return chosen;
  }

  private void count(Envelope envelope, int vote, int[] acceptors, Proposal[] proposals) {
    switch (envelope.message()) {
      case Message.Accept(var pvalue, _) -> {
        var before = proposals[vote];
        if (before != null && !before.equals(pvalue.proposal())) {
          throw new Violation("one ballot proposes two values for a slot (L1): " + pvalue);
        }
        proposals[vote] = pvalue.proposal();
      }
      case Message.Accepted _ -> acceptors[vote] |= 1 << envelope.from().value();
      default -> throw new IllegalStateException("no vote: " + envelope);
    }
  }

  static void agree(TreeMap<Slot, Proposal> chosen, Slot slot, Proposal proposal) {
    var before = chosen.put(slot, proposal);
    if (before != null && !before.equals(proposal)) {
      throw new Violation("slot " + slot + " decides both " + before + " and " + proposal);
    }
  }
}
