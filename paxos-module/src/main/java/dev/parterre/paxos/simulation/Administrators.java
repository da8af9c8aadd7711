package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.MembershipReply;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The administrators of the cluster: they want members changed, and ask one node after another
/// until it is done or finally refused; they replace a node that lost its disk, switch off nodes
/// that were removed, and hand the leadership over.
final class Administrators {

  private static final int AGAIN_MICROS_LEAST = 200_000;
  private static final int AGAIN_MICROS_MOST = 500_000;
  private static final int RETIRE_MICROS = 100_000;

  /// Longer than the operators of before wait, of whom there may be too many.
  private static final int SETTLED_ROUNDS = 24;

  /// A change that somebody wants.
  private static final class Wish {
    final Change change;
    final boolean repairs;
    int asked;
    boolean ended;
    boolean refused;

    Wish(Change change, boolean repairs) {
      this.change = change;
      this.repairs = repairs;
    }
  }

  private final World world;
  private final Checker checker;
  private final Dice dice;
  private final Counters counters;
  private final List<SimulatedNode> nodes;
  private final List<Wish> wishes = new ArrayList<>();
  private boolean ending;

  Administrators(
      World world, Checker checker, Dice dice, Counters counters, List<SimulatedNode> nodes) {
    this.world = world;
    this.checker = checker;
    this.dice = dice;
    this.counters = counters;
    this.nodes = nodes;
  }

  void end() {
    ending = true;
  }

  /// Buys the node that is to be added, and asks for the change at once, long before the node has
  /// learned.
  void want(Change change, int onMillis) {
    want(new Wish(change, false), onMillis);
  }

  private void want(Wish wish, int onMillis) {
    wish.change.coming().ifPresent(id -> buy(node(id), onMillis));
    wishes.add(wish);
    ask(wish);
  }

  /// It is given the present members as contacts; they may change before it is switched on.
  private void buy(SimulatedNode spare, int onMillis) {
    spare.buy(checker.members());
    world.after(onMillis * 1000L, spare::start);
  }

  private void ask(Wish wish) {
    if (wish.ended) {
      return;
    }
    var node = pick();
    var loop = node.loop();
    if (loop != null) {
      if (node.news().leader() == null) {
        counters.count(Sometimes.CHANGE_ASKED_WITHOUT_A_LEADER);
      }
      wish.asked++;
      var wasMember = isGoingAMember(wish);
      var _ =
          loop.reception()
              .change(wish.change)
              .thenAccept(
                  told -> {
                    check(
                        !(wasMember && isGoingAMember(wish) && isNotAMember(told)),
                        "a member is not said to be none: " + wish.change);
                    world.after(0, () -> answered(wish, told));
                  });
      node.wake();
    }
    world.after(dice.between(AGAIN_MICROS_LEAST, AGAIN_MICROS_MOST), () -> ask(wish));
  }

  private boolean isGoingAMember(Wish wish) {
    return wish.change.going().map(node -> checker.members().contains(node)).orElse(false);
  }

  private static boolean isNotAMember(MembershipReply reply) {
    return reply.equals(new MembershipReply.Refused(Change.Objection.NOT_A_MEMBER));
  }

  /// A node that is not a member may not know to whom to pass a request on, so in the end only
  /// members are asked.
  private SimulatedNode pick() {
    while (true) {
      var node = dice.oneOf(nodes);
      if (!ending || isMember(node)) {
        return node;
      }
    }
  }

  private boolean isMember(SimulatedNode node) {
    return checker.members().contains(node.id());
  }

  private void answered(Wish wish, MembershipReply reply) {
    switch (reply) {
      case MembershipReply.Changed() -> {
        check(checker.isMade(wish.change), "a change that was answered is chosen: " + wish.change);
        made(wish);
      }
      case MembershipReply.Refused(var objection) -> {
        counters.count(Sometimes.CHANGE_REFUSED);
        switch (objection) {
          case ANOTHER_UNDER_WAY, NOT_CAUGHT_UP, TOO_FEW_REACHABLE, ADDRESS_NOT_REACHED -> {}
          case ID_USED, NOT_A_MEMBER, LAST_MEMBER, TOO_MANY_MEMBERS -> refused(wish, objection);
        }
      }
      case MembershipReply.OutcomeUnknown() -> {}
    }
  }

  /// That it was made before is as good as a confirmation.
  private void refused(Wish wish, Change.Objection objection) {
    wish.refused = wish.asked == 1;
    if (objection.mayFollowSuccess() && checker.isMade(wish.change)) {
      counters.count(Sometimes.CHANGE_CONFIRMED_BY_A_REFUSAL);
      made(wish);
    }
    wish.ended = true;
  }

  private void made(Wish wish) {
    if (!wish.ended) {
      wish.ended = true;
      if (wish.repairs) {
        counters.count(Sometimes.DAMAGED_NODE_REPLACED);
      } else if (dice.chance(0.5)) {
        wish.change.going().ifPresent(id -> retire(node(id)));
      }
    }
  }

  /// Switches a removed node off. That the change was confirmed is all that an operator knows, and
  /// has to be enough; but no new node may have to ask it.
  private void retire(SimulatedNode node) {
    if (areAllAnswered()) {
      counters.count(Sometimes.REMOVED_NODE_SWITCHED_OFF);
      node.abandon();
    } else {
      world.after(RETIRE_MICROS, () -> retire(node));
    }
  }

  /// A member's disk is lost for good, unless the others cannot do without it; a spare takes its
  /// place.
  void lose(SimulatedNode node, Fault.Way way, int onMillis) {
    var spare = nodes.stream().filter(each -> !each.isBought()).findFirst();
    if (isMember(node) && !isLost(node) && spare.isPresent() && isDispensable(node)) {
      lose(node, way);
      var coming = spare.get().id();
      var change = new Change.Replace(node.id(), coming, Setup.addressOf(coming));
      want(new Wish(change, true), onMillis);
    }
  }

  private static void lose(SimulatedNode node, Fault.Way way) {
    switch (way) {
      case FLIPPED -> node.ruinDisk(false);
      case MISDIRECTED -> node.ruinDisk(true);
      case EMPTY -> node.swapDisk(false);
      case OLDER -> node.swapDisk(true);
      case DOUBLED -> node.haveTwin();
    }
  }

  /// Whether the remaining members could go on without it, judged by what they have on their disks:
  /// they have to know who the members are.
  private boolean isDispensable(SimulatedNode node) {
    var known =
        nodes.stream()
            .filter(each -> each != node && !isLost(each) && isMember(each))
            .map(each -> each.disk().durablyDecided())
            .reduce(Slot.NONE, Slot::max);
    return checker.canDecideAfter(known, id -> id.equals(node.id()) || isLost(node(id)));
  }

  private static boolean isLost(SimulatedNode node) {
    return node.isGone() || node.isDoubled() || node.disk().isDamaged() || node.disk().isSwapped();
  }

  void handOver(NodeId to) {
    var node = pick();
    var loop = node.loop();
    if (loop != null) {
      var _ =
          loop.reception()
              .handOver(Optional.of(to))
              .thenAccept(
                  done -> {
                    if (done) {
                      counters.count(Sometimes.HANDED_OVER);
                    }
                  });
      node.wake();
    }
  }

  private SimulatedNode node(NodeId id) {
    return nodes.get(id.value() - 1);
  }

  boolean areAllAnswered() {
    return wishes.stream().allMatch(wish -> wish.ended);
  }

  /// A change that was refused, and asked for only once, must not have been made. Not checked in
  /// runs in which a request may have been duplicated.
  void checkRefusals() {
    for (var wish : wishes) {
      check(
          !wish.refused || isWantedTwice(wish) || !checker.isMade(wish.change),
          "a change that was refused is not made: " + wish.change);
    }
  }

  /// In the end, every member knows that nobody who left is needed any more: asked once more for a
  /// change that was made, it says so.
  void checkSettled(List<SimulatedNode> members, int roundMillis) {
    var made = wishes.stream().map(wish -> wish.change).filter(checker::isMade).findFirst();
    made.ifPresent(change -> checkSettled(change, members, roundMillis));
  }

  private void checkSettled(Change change, List<SimulatedNode> members, int roundMillis) {
    var unsettled = new ArrayList<>(members);
    for (var round = 0; round < SETTLED_ROUNDS && !unsettled.isEmpty(); round++) {
      List.copyOf(unsettled).forEach(node -> askAgain(node, change, unsettled));
      world.runUntil(world.millis() + roundMillis);
    }
    check(unsettled.isEmpty(), "members know that a change is settled: " + unsettled);
  }

  private void askAgain(SimulatedNode node, Change change, List<SimulatedNode> unsettled) {
    var loop = node.loop();
    if (loop != null) {
      var _ =
          loop.reception()
              .change(change)
              .thenAccept(
                  told -> {
                    if (told instanceof MembershipReply.Refused(var why)
                        && why.mayFollowSuccess()) {
                      world.after(0, () -> unsettled.remove(node));
                    }
                  });
      node.wake();
    }
  }

  private boolean isWantedTwice(Wish wish) {
    return wishes.stream().anyMatch(other -> other != wish && other.change.equals(wish.change));
  }
}
