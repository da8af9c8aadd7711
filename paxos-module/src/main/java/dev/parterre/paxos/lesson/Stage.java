package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Ballot;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.core.PValue;
import dev.parterre.paxos.core.Settings;
import dev.parterre.paxos.core.Time;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A small cluster in which everything can be seen and nothing happens by itself: time stands still
/// until it is told to pass, and messages stay under way until they are delivered.
final class Stage {

  static final int NODES_MAX = Memberships.MEMBERS_MAX;
  static final int TICK_MILLIS = 10;
  static final int SILENCE_MILLIS = 1000;

  private static final int WINDOW_SLOTS = 8;
  private static final int HEARTBEAT_MILLIS = 100;
  private static final int RESEND_MILLIS = 400;

  /// Whatever the wall clocks say: all say the same.
  private static final long WALL_MILLIS = 1_800_000_000_000L;

  /// What a single instruction may take: a script shall come to an end.
  private static final int DELIVERIES_MAX = 100_000;

  private final Chronicle chronicle = new Chronicle();
  private final Wire wire = new Wire();
  private final TreeMap<NodeId, StageNode> nodes = new TreeMap<>();
  private final List<NodeId> founders = new ArrayList<>();
  private final Ledger ledger;
  private long seed;
  private SplittableRandom dice;
  private long millis;
  private long commands;
  private int deliveries;

  Stage(int size, long seed) {
    this.seed = seed;
    dice = new SplittableRandom(seed);
    for (var id = 1; id <= size; id++) {
      founders.add(new NodeId(id));
    }
    ledger = new Ledger(membership());
    founders.forEach(this::start);
  }

  private Membership membership() {
    var addresses = new TreeMap<NodeId, String>();
    founders.forEach(id -> addresses.put(id, address(id)));
    return Membership.of(addresses);
  }

  private static String address(NodeId id) {
    return "node-" + id;
  }

  private StageNode start(NodeId id) {
    var node = new StageNode(id, this);
    nodes.put(id, node);
    node.start();
    return node;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  Ledger ledger() {
    return ledger;
  }

  Wire wire() {
    return wire;
  }

  SplittableRandom dice() {
    return dice;
  }

  void seed(long next) {
    seed = next;
    dice = new SplittableRandom(next);
  }

  Time now() {
    return new Time(millis, WALL_MILLIS + millis);
  }

  Settings settings(NodeId self, int incarnation) {
    return new Settings(
        self,
        incarnation,
        founders,
        WINDOW_SLOTS,
        1,
        1000,
        100,
        100_000,
        HEARTBEAT_MILLIS,
        SILENCE_MILLIS,
        RESEND_MILLIS,
        1000);
  }

  /// Who decides as long as a node has learned nothing else: one that came later knows nobody.
  Memberships founders(NodeId self) {
    return founders.contains(self) ? Memberships.foundedBy(membership()) : Memberships.UNKNOWN;
  }

  long seedOf(NodeId node, int incarnation) {
    return (seed * 31 + node.value()) * 31 + incarnation;
  }

  Collection<StageNode> nodes() {
    return nodes.values();
  }

  /// @throws LessonException when there is none of this number
  StageNode node(NodeId id) {
    var node = nodes.get(id);
    if (node == null) {
      throw new LessonException("there is no node " + id);
    }
    return node;
  }

  Optional<StageNode> leader() {
    return nodes.values().stream()
        .filter(StageNode::leads)
        .max((a, b) -> a.followed().compareTo(b.followed()));
  }

  /// A caller gives a command to a node.
  void propose(NodeId id, String value) {
    var payload = new byte[value.length()];
    for (var i = 0; i < payload.length; i++) {
      payload[i] = (byte) value.charAt(i);
    }
    var number = ++commands;
    var node = node(id);
    node.replica();
    chronicle.say("a caller gives " + value + " to node " + id);
    node.take(new Input.Submitted(new Command(new CommandId(number, 0), number, payload)));
  }

  void change(NodeId id, Change change) {
    var node = node(id);
    node.replica();
    node.take(new Input.ChangeAsked(change));
  }

  static Change.Add add(NodeId id) {
    return new Change.Add(id, address(id));
  }

  static Change.Remove remove(NodeId id) {
    return new Change.Remove(id);
  }

  static Change.Replace replace(NodeId gone, NodeId id) {
    return new Change.Replace(gone, id, address(id));
  }

  /// A node that knows nobody but whom to ask.
  void join(NodeId id) {
    if (nodes.containsKey(id)) {
      throw new LessonException("there is a node " + id + " already");
    }
    var node = start(id);
    chronicle.say(id, "starts with an empty disk: a guest, which only learns");
    node.take(new Input.Tick());
  }

  void restart(StageNode node) {
    if (node.isUp()) {
      throw new LessonException("node " + node.id() + " is up");
    }
    node.start();
    var knows = Wording.upTo(node.disk().decidedUpTo());
    var promised = node.disk().promised();
    chronicle.say(node.id(), "starts from its disk: promised " + promised + ", " + knows);
  }

  void send(Envelope envelope) {
    if (!wire.send(envelope, millis, dice)) {
      chronicle.lost();
    }
  }

  /// The message reaches its receiver, if that is there.
  void deliver(Parcel parcel) {
    if (++deliveries > DELIVERIES_MAX) {
      throw new LessonException(DELIVERIES_MAX + " messages are too many for a lesson");
    }
    wire.apply(Deed.DELIVER, parcel, millis);
    var envelope = parcel.envelope();
    var to = nodes.get(envelope.to());
    if (!chronicle.isBrief()) {
      chronicle.say(parcel.toString());
    } else if (parcel.kind().isChatter()) {
      chronicle.count(parcel.kind());
    }
    if (to == null || !to.isUp()) {
      if (!chronicle.isBrief()) {
        chronicle.say("it is lost: node " + envelope.to() + " is down");
      }
    } else {
      to.take(new Input.Received(envelope.from(), envelope.message()));
    }
  }

  /// Lets one tick of time pass.
  ///
  /// @param delivers whether what is under way arrives meanwhile
  void tick(boolean delivers) {
    millis += TICK_MILLIS;
    if (delivers) {
      var due = List.copyOf(wire.parcels());
      due.stream().filter(parcel -> !parcel.held() && wire.carries(parcel)).forEach(this::deliver);
    }
    List.copyOf(nodes.values()).stream()
        .filter(StageNode::isDue)
        .forEach(node -> node.take(new Input.Tick()));
  }

  /// What `peer` would serve as a file; null if it cannot be had.
  StageDisk.@Nullable Snapshot snapshotOf(NodeId peer, NodeId self) {
    var node = nodes.get(peer);
    return node == null || !node.isUp() || wire.isCut(peer, self) ? null : node.disk().snapshot();
  }

  /// Under which ballot before this one somebody accepted the same in the same slot.
  @Nullable Ballot acceptedBefore(PValue pvalue) {
    return earlier(pvalue)
        .filter(before -> before.slot().equals(pvalue.slot()))
        .filter(before -> before.proposal().equals(pvalue.proposal()))
        .map(PValue::ballot)
        .max(Ballot::compareTo)
        .orElse(null);
  }

  /// Whether somebody accepted something behind the slot under a ballot before this one.
  boolean isGap(PValue pvalue) {
    return earlier(pvalue).anyMatch(before -> before.slot().isAfter(pvalue.slot()));
  }

  private Stream<PValue> earlier(PValue pvalue) {
    return nodes.values().stream()
        .flatMap(node -> node.disk().accepted().values().stream())
        .filter(before -> pvalue.ballot().isAbove(before.ballot()));
  }
}
