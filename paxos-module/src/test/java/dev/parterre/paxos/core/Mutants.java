package dev.parterre.paxos.core;

import java.util.List;
import java.util.stream.Stream;

/// One fault for each rule that the safety of the core, or its getting anywhere, rests on. What
/// stands here changes what replicas do: a fault that nobody could notice is not on the list.
final class Mutants {

  private Mutants() {}

  static List<Mutant> all() {
    return Stream.of(
            quorums(), ballots(), phase1(), phase2(), disk(), learning(), leading(), time())
        .flatMap(List::stream)
        .toList();
  }

  private static Mutant in(String file, String name, String text, String fault) {
    return new Mutant(name, file, text, fault);
  }

  private static List<Mutant> quorums() {
    return List.of(
        in(
            "Quorum",
            "half the members are a majority",
            "members.size() / 2 + 1",
            "members.size() / 2"),
        in(
            "Quorum",
            "one less than a quorum is enough",
            ".count() >= size",
            ".count() >= size - 1"),
        in("Quorum", "a member counts as often as it answers", ".distinct()", ""),
        in("Quorum", "strangers count", ".filter(members::contains)", ""),
        in(
            "Quorum",
            "quorums that only touch are said to meet",
            "size + other.size > ",
            "size + other.size >= "));
  }

  private static List<Mutant> ballots() {
    return List.of(
        in(
            "Ballot",
            "ballots are compared by node first",
            "Comparator.comparingLong(Ballot::round).thenComparing(Ballot::node)",
            "Comparator.comparing(Ballot::node).thenComparingLong(Ballot::round)"),
        in("Ballot", "ballots of one round are equal", ".thenComparing(Ballot::node)", ""),
        in("Ballot", "the next ballot uses the round again", "round + 1", "round"),
        in("Ballot", "a ballot is above itself", "compareTo(other) > 0", "compareTo(other) >= 0"),
        in(
            "Leader",
            "a scout asks under a ballot that another was heard to lead",
            "succession.ballot().isAbove(known) ? succession.ballot() : known",
            "known"));
  }

  private static List<Mutant> phase1() {
    return List.of(
        in(
            "Acceptor",
            "a prepare below the promise is promised",
            "promised.isAbove(prepare.ballot())",
            "false"),
        in(
            "Acceptor",
            "a prepare asked again is refused",
            "promised.isAbove(prepare.ballot())",
            "!prepare.ballot().isAbove(promised)"),
        in("Acceptor", "a promise is not kept", "      promised = ballot;\n", ""),
        in(
            "Acceptor",
            "a promise hides what was accepted",
            "List.copyOf(accepted.tailMap(prepare.from(), true).values())",
            "List.<PValue>of()"),
        in(
            "Acceptor",
            "a promise hides what was accepted in the first slot asked for",
            "prepare.from(), true",
            "prepare.from(), false"),
        in(
            "Acceptor",
            "a promise names the ballot asked before",
            "      promised = ballot;\n      turn.write(new Promised(ballot));",
            "      turn.write(new Promised(ballot));\n"
                + "      promised = ballot.round() == 1 ? ballot : new Ballot(ballot.round() - 1,"
                + " ballot.node());"),
        in(
            "Scout",
            "a stale promise counts for a newer ballot",
            "promise.ballot().equals(ballot)",
            "true"),
        in(
            "Scout",
            "the lowest ballot's value is adopted",
            "a.ballot().isAbove(b.ballot()) ? a : b",
            "a.ballot().isAbove(b.ballot()) ? b : a"),
        in(
            "Scout",
            "what was accepted is not adopted",
            ".filter(pvalue -> pvalue.slot().isAfter(decided))",
            ".filter(_ -> false)"),
        in(
            "Scout",
            "what is decided is proposed anew",
            "reduce(Slot.NONE, Slot::max)",
            "findFirst().map(_ -> Slot.NONE).orElseThrow()"));
  }

  private static List<Mutant> phase2() {
    return List.of(
        in(
            "Acceptor",
            "an accept below the promise is accepted",
            "promised.isAbove(pvalue.ballot())",
            "false"),
        in(
            "Acceptor",
            "an accept under the promised ballot is refused",
            "promised.isAbove(pvalue.ballot())",
            "!pvalue.ballot().isAbove(promised)"),
        in(
            "Acceptor",
            "a vote is written behind the decision",
            "if (!pvalue.slot().isAfter(decided)) {",
            "if (false) {"),
        in("Acceptor", "to accept does not promise", "      promised = pvalue.ballot();\n", ""),
        in(
            "Acceptor",
            "a slot's first value is kept against higher ballots",
            " || !before.ballot().equals(pvalue.ballot())",
            ""),
        in(
            "Active",
            "an acceptance of another ballot counts",
            " || !accepted.ballot().equals(ballot)",
            ""),
        in(
            "Active",
            "a gap that a dead leader left is left open",
            "pvalue == null ? new NoOp() : pvalue.proposal()",
            "pvalue == null ? new Batch(0, List.of()) : pvalue.proposal()"),
        in(
            "Active",
            "a new leader does not adopt",
            "top = adopted.isEmpty() ? inherited : adopted.lastKey();",
            "top = inherited;"),
        in(
            "Active",
            "a leader that has not learned all before it proposes",
            "!inherited.isAfter(decided)\n        && ",
            ""),
        in("Active", "the window is ignored", "        && !next.isAfter(last)\n", ""),
        in(
            "Active",
            "two commands are given one slot",
            "    next = next.next();\n    turn.sendAll",
            "    next = next.isAfter(top) ? next : next.next();\n    turn.sendAll"),
        in(
            "Active",
            "a command under way is proposed again",
            "underWay.add(command.id())",
            "(underWay.add(command.id()) || true)"),
        in(
            "Active",
            "an unanswered accept is not sent again",
            ".filter(member -> !commander.accepted().contains(member))",
            ".filter(_ -> false)"));
  }

  private static List<Mutant> disk() {
    return List.of(
        in(
            "Acceptor",
            "a promise is said before it is on disk",
            "turn.sendAfterForce(leader, new Promise(",
            "turn.send(leader, new Promise("),
        in(
            "Acceptor",
            "an acceptance is said before it is on disk",
            "turn.sendAfterForce(leader, new Accepted(",
            "turn.send(leader, new Accepted("),
        in(
            "Leader",
            "a ballot is said before it is on disk",
            "turn.sendAfterForce(peer, prepare)",
            "turn.send(peer, prepare)"),
        in("Acceptor", "a promise is not written", "      turn.write(new Promised(ballot));\n", ""),
        in(
            "Acceptor",
            "an acceptance is not written",
            "      turn.write(new AcceptedValue(pvalue));\n",
            ""),
        in(
            "Acceptor",
            "a restarted acceptor has forgotten its promise",
            "    this.promised = promised;\n",
            "    this.promised = Ballot.NONE;\n"),
        in(
            "Acceptor",
            "a restarted acceptor has forgotten its votes",
            "    accepted.forEach(pvalue -> this.accepted.put(pvalue.slot(), pvalue));\n",
            ""),
        in(
            "LogRecord",
            "a vote need not be forced",
            "!(this instanceof DecidedUpTo)",
            "this instanceof Promised"),
        in(
            "Learner",
            "what was learned is not written",
            "        turn.write(new Learned(new Decision(decided, next)));\n",
            "        ahead.remove(decided);\n"),
        in(
            "Learner",
            "how far the log is decided is not written",
            "      turn.write(new DecidedUpTo(decided));\n",
            ""),
        in(
            "Turn",
            "what must wait for the force leaves at once",
            "    afterForce.add(",
            "    now.add("));
  }

  private static List<Mutant> learning() {
    return List.of(
        in(
            "Learner",
            "decisions are handed on with a gap",
            "ahead.remove(decided.next()); next != null; ) {\n      decided = decided.next();",
            "ahead.isEmpty() ? null : ahead.remove(ahead.firstKey()); next != null; ) {\n"
                + "      decided = decided.next();"),
        in(
            "Learner",
            "an announcement is believed of another ballot's value",
            " || !accepted.ballot().equals(announcer)",
            ""),
        in(
            "Leader",
            "a leader believes decisions in slots that it decides itself",
            "? active.inherited()\n        : new Slot(Long.MAX_VALUE)",
            "? new Slot(Long.MAX_VALUE)\n        : new Slot(Long.MAX_VALUE)"),
        in(
            "Learner",
            "what is missing is not asked for again",
            "turn.millis() >= deadline()",
            "false"),
        in(
            "Replica",
            "a ballot in the name of another is believed",
            "case Prepare prepare -> prepare.ballot().node().equals(from);",
            "case Prepare _ -> true;"));
  }

  private static List<Mutant> leading() {
    return List.of(
        in(
            "Authority",
            "a read is answered unconfirmed",
            "if (!settings.accepting().isMetBy(confirmedBy)) {",
            "if (confirmedBy.isEmpty()) {"),
        in(
            "Authority",
            "a heartbeat sent before the question confirms a read",
            " && ack.round() >= confirmedFrom",
            ""),
        in(
            "Authority",
            "a heartbeat of an earlier ballot confirms a read",
            "!ack.ballot().equals(ballot)",
            "false"),
        in(
            "Active",
            "a read forgets what an earlier leader may have decided",
            "Slot.max(learner.decided(), top)",
            "learner.decided()"),
        in(
            "Reads",
            "an answer to an earlier incarnation counts",
            "answer.incarnation() == settings.incarnation() && ",
            ""),
        in(
            "Authority",
            "a leader without a quorum goes on",
            "!settings.accepting().isMetBy(answering)",
            "false"),
        in(
            "Leader",
            "a leader does not step behind a higher ballot",
            "if (ballot.isAbove(own())) {",
            "if (ballot.isAbove(own()) && isPassive()) {"),
        in(
            "Succession",
            "who hears the leader says that it is missed",
            "if (isMissed(turn.millis()) && !behind) {",
            "if (!behind) {"),
        in(
            "Succession",
            "a candidate is given no time to use a promise",
            "nowMillis >= grantedUntil && ",
            ""),
        in("Succession", "who is far behind is called", " && !behind", ""),
        in(
            "Succession",
            "an answer to an earlier canvass counts",
            "missed.round() == round",
            "true"),
        in(
            "Succession",
            "a node stands although nobody else misses the leader",
            "settings.electing().isMetBy(missedBy)",
            "!missedBy.isEmpty()"),
        in(
            "Replica",
            "a refused heartbeat is followed",
            "if (acceptor.promised().isAbove(ballot)) {\n      turn.send(from",
            "if (false) {\n      turn.send(from"));
  }

  private static List<Mutant> time() {
    return List.of(
        in(
            "ReplicatedClock",
            "a stamp may fall",
            "return Math.max(lastStamp, reading);",
            "return reading;"),
        in(
            "ReplicatedClock",
            "a new leader stamps by its wall clock, not by what it carried on",
            "carryOn(Math.max(lastStamp, Math.min(reading(now), lowest)), now)",
            "carryOn(Math.min(now.wallMillis(), lowest), now)"),
        in(
            "ReplicatedClock",
            "a jump of the wall clock is followed",
            "Math.clamp(apart, -most, most)",
            "apart"));
  }
}
