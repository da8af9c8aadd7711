package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Decision;
import dev.parterre.paxos.core.Effects;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.core.LogRecord;
import dev.parterre.paxos.core.Message;
import dev.parterre.paxos.core.Notice;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says what one node does, and why, while it does it.
final class Narrator {

  private record Proposed(Ballot ballot, Slot slot) {}

  private final NodeId id;
  private final Stage stage;
  private final Map<String, List<NodeId>> sent = new LinkedHashMap<>();
  private final Set<Proposed> proposed = new HashSet<>();

  Narrator(NodeId id, Stage stage) {
    this.id = id;
    this.stage = stage;
  }

  private void say(String text) {
    stage.chronicle().say(id, text);
  }

  private void say(String text, Slot slot) {
    stage.chronicle().say(id, text, slot);
  }

  /// What the turn means for who leads. A promise says by itself that nobody is followed meanwhile.
  void led(Effects effects) {
    for (var notice : effects.notices()) {
      if (notice instanceof Notice.ElectionStarted(var ballot)) {
        say("stands: it asks for promises to its ballot " + ballot);
      } else if (notice instanceof Notice.LeaderChanged(var leader, var ballot, var why)) {
        if (leader == null && !why.endsWith("was promised")) {
          say("follows nobody: " + why);
        } else if (id.equals(leader)) {
          say("leads under " + ballot + ": " + why);
        } else if (leader != null) {
          say("follows node " + leader + " under " + ballot + ": " + why);
        }
      }
    }
  }

  /// Names what it proposes and what it refuses; what else it sends, unless that is brief.
  void sent(Envelope envelope) {
    var message = envelope.message();
    if (message instanceof Message.Accept(var pvalue, _)
        && proposed.add(new Proposed(pvalue.ballot(), pvalue.slot()))) {
      say("proposes " + Wording.of(pvalue.proposal()) + " in @" + under(pvalue), pvalue.slot());
    } else if (message instanceof Message.Preempted(var promised)) {
      say("refuses: it has promised " + promised);
    }
    var kind = Kind.of(message);
    if (!stage.chronicle().isBrief()) {
      if (!kind.isChatter() || kind == Kind.HEARTBEAT) {
        sent.computeIfAbsent(Wording.of(message), _ -> new ArrayList<>()).add(envelope.to());
      }
    } else if (kind == Kind.CANVASS) {
      stage.chronicle().sayOnce(id, "misses a leader, and asks the others whether they do, too");
    }
  }

  private String under(PValue pvalue) {
    var before = stage.acceptedBefore(pvalue);
    var why = "";
    if (before != null) {
      why = ": that was accepted under " + before + ", so it may be chosen already";
    } else if (pvalue.proposal() instanceof Proposal.NoOp && stage.isGap(pvalue)) {
      why = ": a gap, in which nobody of its quorum accepted anything";
    }
    return " under " + pvalue.ballot() + why;
  }

  /// Tells what was sent since the last time, to all its receivers at once.
  void endSending() {
    sent.forEach((text, to) -> say("sends " + text + " to " + Wording.list(to)));
    sent.clear();
  }

  void forced(LogRecord record) {
    switch (record) {
      case LogRecord.Promised(var ballot) ->
          say("promises " + ballot + ", on disk: it accepts nothing below it any more");
      case LogRecord.AcceptedValue(var pvalue) ->
          say("accepts " + vote(pvalue) + ", on disk", pvalue.slot());
      case LogRecord.Learned _, LogRecord.DecidedUpTo _ -> {}
    }
  }

  private static String vote(PValue pvalue) {
    return Wording.of(pvalue.proposal()) + " in @ under " + pvalue.ballot();
  }

  /// Nobody need know it yet.
  void chosen(PValue pvalue) {
    var voters = Wording.list(stage.ledger().voters(pvalue.slot(), pvalue.ballot()));
    var value = Wording.of(pvalue.proposal());
    var why = " (a quorum of disks holds it under " + pvalue.ballot() + ": " + voters + ")";
    stage.chronicle().say("* chosen in @: " + value + why, pvalue.slot());
  }

  void decided(Decision decision, Input cause) {
    var value = Wording.of(decision.proposal());
    say("knows the decision in @: " + value + because(cause), decision.slot());
  }

  private String because(Input cause) {
    if (!(cause instanceof Input.Received(var from, var message))) {
      return "";
    }
    if (message instanceof Message.Accepted(var ballot, _)) {
      return " (a quorum accepted it under " + ballot + ")";
    } else if (message instanceof Message.Heartbeat heartbeat) {
      return because(from, heartbeat.ballot());
    } else if (message instanceof Message.Accept(var pvalue, _)) {
      return because(from, pvalue.ballot());
    }
    return message instanceof Message.Decided ? " (node " + from + " told it)" : "";
  }

  private String because(NodeId leader, Ballot ballot) {
    return " (node " + leader + " says so, and node " + id + " accepted it under " + ballot + ")";
  }

  void changeEnded(Change change, Change.@Nullable Objection objection, Memberships after) {
    if (objection != null) {
      say("refuses " + Wording.of(change) + ": " + Wording.of(objection));
    } else {
      var members = Wording.list(after.latest().ids());
      say("has " + members + " for members from slot " + after.latestFrom() + " on");
    }
  }

  void tookSnapshot(Slot slot) {
    say("takes a snapshot as of slot " + slot + "; its log up to there goes");
  }

  void fetched(NodeId peer, Slot slot) {
    say("fetches the snapshot of node " + peer + ", and knows all up to slot " + slot);
  }

  void crashed(List<LogRecord> lost) {
    endSending();
    var what = String.join(", ", lost.stream().map(Wording::of).toList());
    say("crashes" + (lost.isEmpty() ? "" : "; written but not forced, and lost: " + what));
  }
}
