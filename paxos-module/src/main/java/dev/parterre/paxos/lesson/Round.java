package dev.parterre.paxos.lesson;

import dev.parterre.paxos.members.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One round of the toy: all nodes start anew from their disks, each fails with a probability
/// before phase 1, one of the others is drawn to propose a value of its own, and each acceptor
/// fails with the same probability before phase 2.
final class Round {

  /// Who is refused learns of a higher ballot, and tries above it; the next may be known elsewhere.
  private static final int BALLOTS_MAX = Stage.NODES_MAX;

  private final Stage stage;
  private final Chance fails;
  private final int number;
  private final Consumer<Predicate<Parcel>> settle;

  Round(Stage stage, Chance fails, int number, Consumer<Predicate<Parcel>> settle) {
    this.stage = stage;
    this.fails = fails;
    this.number = number;
    this.settle = settle;
  }

  void play() {
    beginAnew();
    var before = stage.ledger().chosen().size();
    fail("phase 1", stage.nodes().stream().toList());
    var alive = stage.nodes().stream().filter(StageNode::isUp).toList();
    if (alive.isEmpty()) {
      say("nobody is left to propose anything");
      return;
    }
    var proposer = alive.get((int) stage.dice().nextLong(alive.size()));
    stage.propose(proposer.id(), "v" + number);
    phaseOne(proposer);
    if (proposer.leads()) {
      fail("phase 2", alive.stream().filter(each -> each != proposer).toList());
      settle.accept(_ -> true);
      sayOutcome(before);
    } else {
      say("no quorum promised: the round ends without a proposal");
    }
  }

  private void beginAnew() {
    for (var parcel : List.copyOf(stage.wire().parcels())) {
      stage.wire().apply(Deed.DROP, parcel, stage.now().millis());
    }
    for (var node : stage.nodes()) {
      node.stop();
      node.start();
    }
  }

  private void fail(String when, List<StageNode> nodes) {
    var failed = new TreeSet<NodeId>();
    for (var node : nodes) {
      if (fails.comesTrue(stage.dice())) {
        failed.add(node.id());
        node.stop();
      }
    }
    say("before " + when + " fail: " + Wording.list(failed));
  }

  private void phaseOne(StageNode proposer) {
    for (var tries = 0; tries < BALLOTS_MAX && !proposer.leads(); tries++) {
      if (proposer.standing() != null) {
        return;
      }
      proposer.stand();
      settle.accept(parcel -> parcel.kind() != Kind.ACCEPT);
    }
  }

  private void sayOutcome(int before) {
    var chosen = stage.ledger().chosen();
    var said = new ArrayList<String>();
    chosen.forEach((slot, value) -> said.add("slot " + slot + " = " + Wording.of(value)));
    var news = chosen.size() > before ? "a value was chosen" : "no quorum accepted anything";
    say(news + "; chosen so far: " + (said.isEmpty() ? "nothing" : String.join(", ", said)));
  }

  private void say(String text) {
    stage.chronicle().say("round " + number + ": " + text);
  }
}
