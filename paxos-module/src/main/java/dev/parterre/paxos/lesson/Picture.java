package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Proposal;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything on a stage at one moment, as plain data: for whoever draws it.
///
/// @param millis since the stage was set
/// @param chosen what a quorum of disks holds, whoever knows it
/// @param underWay in the order of sending
/// @param cuts links that carry nothing, as "1-2"
public record Picture(
    long millis, List<Node> nodes, List<Cell> chosen, List<Flying> underWay, List<String> cuts) {

  /// What a node does at the moment.
  public enum Role {
    DOWN,
    /// No member: it only learns.
    GUEST,
    FOLLOWER,
    /// It asks for promises.
    CANDIDATE,
    LEADER
  }

  /// @param leader whom it follows, itself for one; 0: nobody
  /// @param ballot that it follows or followed last, or its own; empty: it heard of none
  /// @param why the last that happened to it
  public record Node(
      int id, Role role, int leader, String ballot, List<Cell> decided, Disk disk, String why) {}

  /// A slot and the value there.
  ///
  /// @param ballot under which it was accepted; empty where that does not matter any more
  public record Cell(long slot, String value, String ballot) {}

  /// @param promised the highest ballot promised; empty: none
  /// @param accepted what was accepted, by slot
  /// @param decidedUpTo as far as the disk knows
  /// @param snapshot the slot that it is as of; 0: none
  /// @param unforced what was written and would be lost with the power
  public record Disk(
      String promised,
      List<Cell> accepted,
      long decidedUpTo,
      long snapshot,
      List<String> unforced) {}

  /// A message under way.
  public record Flying(long number, int from, int to, String kind, String text, boolean held) {}

  static Picture of(Stage stage) {
    var nodes = stage.nodes().stream().map(node -> node(stage, node)).toList();
    var wire = stage.wire();
    var flying = wire.parcels().stream().map(Picture::flying).toList();
    var chosen = cells(stage.ledger().chosen());
    return new Picture(stage.now().millis(), nodes, chosen, flying, wire.cuts());
  }

  private static Node node(Stage stage, StageNode node) {
    var leader = node.isUp() ? node.replica().leader() : null;
    return new Node(
        node.id().value(),
        role(node),
        leader == null ? 0 : leader.value(),
        text(node.followed()),
        cells(node.state()),
        disk(node.disk()),
        stage.chronicle().latest(node.id()));
  }

  private static Role role(StageNode node) {
    if (!node.isUp()) {
      return Role.DOWN;
    } else if (!node.replica().isMember()) {
      return Role.GUEST;
    } else if (node.leads()) {
      return Role.LEADER;
    }
    return node.standing() == null ? Role.FOLLOWER : Role.CANDIDATE;
  }

  private static String text(Ballot ballot) {
    return ballot.equals(Ballot.NONE) ? "" : ballot.toString();
  }

  private static List<Cell> cells(Map<Slot, Proposal> values) {
    var cells = new ArrayList<Cell>();
    for (var slot : new TreeSet<>(values.keySet())) {
      cells.add(cell(slot, values.get(slot), Ballot.NONE));
    }
    return cells;
  }

  private static Cell cell(Slot slot, @Nullable Proposal value, Ballot ballot) {
    return new Cell(slot.number(), value == null ? "" : Wording.of(value), text(ballot));
  }

  private static Disk disk(StageDisk disk) {
    var snapshot = disk.snapshot();
    return new Disk(
        text(disk.promised()),
        disk.accepted().values().stream().map(Picture::accepted).toList(),
        disk.decidedUpTo().number(),
        snapshot == null ? 0 : snapshot.slot().number(),
        disk.unforced().stream().map(Wording::of).toList());
  }

  private static Cell accepted(PValue pvalue) {
    return cell(pvalue.slot(), pvalue.proposal(), pvalue.ballot());
  }

  private static Flying flying(Parcel parcel) {
    var envelope = parcel.envelope();
    return new Flying(
        parcel.number(),
        envelope.from().value(),
        envelope.to().value(),
        parcel.kind().toString(),
        Wording.of(envelope.message()),
        parcel.held());
  }
}
