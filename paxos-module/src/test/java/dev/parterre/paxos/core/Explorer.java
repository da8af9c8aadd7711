package dev.parterre.paxos.core;

import dev.parterre.paxos.core.ExploredNode.Outcome;
import dev.parterre.paxos.members.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Explores every run of three real replicas up to a bound; visits each state once, and checks the
/// rules in it.
///
/// A state consists of the states of the nodes and of the messages that have been sent. A message
/// may reach its receiver at any time, any number of times, or never, so that every order, loss and
/// duplication is a run. An event is the arrival of a message, a call to a proposer to submit its
/// commands and run for election, or a crash followed by a restart. A crash can also come in the
/// middle of any other event, with only some of its first writes on disk. States are visited in the
/// order of their number of events, so that the run shown for a broken rule is a shortest one.
///
/// What reduces the number of states without leaving out one of interest:
///
/// - Time stands still, so nobody is silent and nothing is resent; a call stands for everything
///   that patience causes. A resent message is a duplicate of an earlier one.
/// - A node's messages to itself are taken in its next turn, as in the event loop, before anything
///   else.
/// - A crash after the force is the same as one between events: unsent messages are as good as
///   lost.
/// - Answers to heartbeats, canvasses, refusals and reads are not carried: no decision rests on
///   them. Nor are proposals for slots beyond the bound.
///
/// What is left out: a replica takes one message in a step, never several.
final class Explorer {

  static final int NODES = 3;

  /// @param calls how often each node may be called
  /// @param commands how many each called node submits, each large enough for a slot of its own
  /// @param crashes how many, of all nodes together
  /// @param events the most events in a run; if this is large enough, all runs end by themselves
  record Bound(int slots, List<Integer> calls, List<Integer> commands, int crashes, int events) {}

  /// @param index in the order of discovery
  private record State(int index, int[] nodes, long[] said, int calls, int crashes, int events) {}

  private final Bound bound;
  private final List<Reactions> nodes = new ArrayList<>();
  private final Map<String, Integer> nodeIds = new HashMap<>();
  private final ExploredMessages messages;
  private final Fingerprints seen = new Fingerprints();
  private final ArrayDeque<State> open = new ArrayDeque<>();
  private final ExploredTrace trace = new ExploredTrace();
  private int event;
  private boolean complete = true;

  Explorer(Bound bound) {
    this.bound = bound;
    messages = new ExploredMessages(bound.slots());
  }

  /// @throws Violation when a state breaks a rule, with the run that leads to it
  void explore() {
    var start = new int[NODES];
    for (var i = 0; i < NODES; i++) {
      start[i] = idOf(ExploredNode.start(new NodeId(i + 1)));
    }
    visit(new State(0, start, new long[0], 0, 0, 0), 0);
    while (!open.isEmpty()) {
      var state = open.remove();
      try {
        expand(state);
      } catch (Violation violation) {
        throw new Violation(violation.getMessage() + trace.to(state.index, event, messages));
      }
    }
  }

  int states() {
    return seen.size();
  }

  /// Whether no run was cut short by the bound on events.
  boolean isComplete() {
    return complete;
  }

  private void expand(State state) {
    for (var word = 0; word < state.said.length; word++) {
      for (var bits = state.said[word]; bits != 0; bits &= bits - 1) {
        var message = Long.SIZE * word + Long.numberOfTrailingZeros(bits);
        var i = messages.envelope(message).to().value() - 1;
        event = ExploredTrace.arrival(message);
        follow(state, i, nodes.get(state.nodes[i]).to(message), state.calls);
      }
    }
    for (var i = 0; i < NODES; i++) {
      var node = nodes.get(state.nodes[i]);
      var calls = (state.calls >> (Byte.SIZE * i)) & 0xFF;
      if (calls < bound.calls().get(i) && !node.node.leads()) {
        event = ExploredTrace.call(i);
        var called = node.called(bound.commands().get(i));
        follow(state, i, called, state.calls + (1 << (Byte.SIZE * i)));
      }
      if (state.crashes < bound.crashes()) {
        event = ExploredTrace.crash(i);
        for (var crash : node.crashed()) {
          reach(state, i, crash, state.calls, true);
        }
      }
    }
  }

  private void follow(State state, int i, Reaction reaction, int calls) {
    reach(state, i, reaction, calls, false);
    if (state.crashes < bound.crashes()) {
      event = ExploredTrace.cutShort(event);
      for (var crash : reaction.crashes()) {
        reach(state, i, crash, calls, true);
      }
    }
  }

  private void reach(State from, int i, Reaction reaction, int calls, boolean crashed) {
    var isNew = !ExploredMessages.containsAll(from.said, reaction.said);
    if (!isNew && from.nodes[i] == reaction.next && calls == from.calls && !crashed) {
      return;
    }
    var said = isNew ? ExploredMessages.with(from.said, reaction.said) : from.said;
    var to = from.nodes.clone();
    to[i] = reaction.next;
    var crashes = from.crashes + (crashed ? 1 : 0);
    visit(new State(seen.size(), to, said, calls, crashes, from.events + 1), from.index);
  }

  private void visit(State state, int from) {
    var high = Fingerprints.spread(state.calls * 31L + state.crashes);
    var low = Fingerprints.spread(high);
    for (var i = 0; i < NODES; i++) {
      high = Fingerprints.spread(high ^ state.nodes[i]);
      low = Fingerprints.spread(low + state.nodes[i]);
    }
    for (var word : state.said) {
      high = Fingerprints.spread(high ^ word);
      low = Fingerprints.spread(low + word);
    }
    if (!seen.add(high, low)) {
      return;
    }
    trace.add(from, event);
    check(state);
    if (state.events < bound.events()) {
      open.add(state);
    } else {
      complete = false;
    }
  }

  private void check(State state) {
    var chosen = messages.chosen(state.said);
    for (var node : state.nodes) {
      nodes
          .get(node)
          .node
          .decided()
          .forEach((slot, proposal) -> ExploredMessages.agree(chosen, slot, proposal));
    }
  }

  private int idOf(ExploredNode node) {
    return nodeIds.computeIfAbsent(
        node.digest(),
        _ -> {
          nodes.add(new Reactions(node));
          return nodes.size() - 1;
        });
  }

  private Reaction reaction(Outcome outcome) {
    return new Reaction(idOf(outcome.next()), messages.idsOf(outcome.sent()), outcome);
  }

  /// What a node does in one state, computed when it is first needed.
  private final class Reactions {

    private final ExploredNode node;
    private final List<@Nullable Reaction> toMessages = new ArrayList<>();
    private @Nullable Reaction called;
    private @Nullable List<Reaction> crashed;

    Reactions(ExploredNode node) {
      this.node = node;
    }

    Reaction to(int message) {
      while (toMessages.size() <= message) {
        toMessages.add(null);
      }
      var known = toMessages.get(message);
      if (known == null) {
        known = reaction(node.received(messages.envelope(message)));
        toMessages.set(message, known);
      }
      return known;
    }

    Reaction called(int commands) {
      if (called == null) {
        called = reaction(node.called(commands));
      }
      return called;
    }

    List<Reaction> crashed() {
      if (crashed == null) {
        crashed = node.crash().stream().map(Explorer.this::reaction).toList();
      }
      return crashed;
    }
  }

  /// An [Outcome] in numbers.
  private final class Reaction {

    private final int next;
    private final int[] said;
    private final Outcome outcome;
    private @Nullable List<Reaction> crashes;

    Reaction(int next, int[] said, Outcome outcome) {
      this.next = next;
      this.said = said;
      this.outcome = outcome;
    }

    List<Reaction> crashes() {
      if (crashes == null) {
        crashes = outcome.crashes().get().stream().map(Explorer.this::reaction).toList();
      }
      return crashes;
    }
  }
}
