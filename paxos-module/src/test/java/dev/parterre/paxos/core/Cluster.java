package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Membership;
import dev.parterre.paxos.members.Memberships;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Replicas side by side, without disks or delays: each message arrives at once, unless the test
/// loses it. A restarted replica finds what it wrote before.
final class Cluster {

  static final int HEARTBEAT = TestSettings.HEARTBEAT_MILLIS;
  static final int SILENCE = TestSettings.SILENCE_MILLIS;
  static final int RESEND = TestSettings.RESEND_MILLIS;

  private final Map<NodeId, Replica> replicas = new TreeMap<>();
  private final Map<NodeId, List<LogRecord>> logs = new TreeMap<>();
  private final Map<NodeId, List<Decision>> decisions = new TreeMap<>();
  private final Map<NodeId, Memberships> installed = new TreeMap<>();
  private final List<Notice> notices = new ArrayList<>();
  private final List<Envelope> said = new ArrayList<>();
  private final int size;
  private Predicate<Envelope> lost = _ -> false;
  private long now = 10_000;

  Cluster(int size) {
    this.size = size;
    IntStream.rangeClosed(1, size).mapToObj(NodeId::new).forEach(this::start);
  }

  static Settings settings(NodeId self, int size) {
    return TestSettings.of(self, List.copyOf(founders(size).latest().ids()));
  }

  static Memberships founders(int size) {
    return Memberships.foundedBy(
        Membership.of(
            IntStream.rangeClosed(1, size)
                .mapToObj(NodeId::new)
                .collect(Collectors.toMap(id -> id, Cluster::address))));
  }

  /// A replica that knows no members yet.
  static Replica stranger(NodeId id, Time now) {
    return new Replica(
        settings(id, 3), Ballot.NONE, List.of(), Slot.NONE, Memberships.UNKNOWN, 1, now);
  }

  static String address(NodeId id) {
    return "http://node-" + id;
  }

  /// Starts a replica on what its log holds: one of the founders, or one that knows no members.
  void start(NodeId id) {
    var log = logs.computeIfAbsent(id, _ -> new ArrayList<>());
    var promised = Ballot.NONE;
    var accepted = new TreeMap<Slot, PValue>();
    var decided = Slot.NONE;
    for (var record : log) {
      switch (record) {
        case LogRecord.Promised(var ballot) -> promised = ballot;
        case LogRecord.AcceptedValue(var pvalue) -> {
          promised = pvalue.ballot();
          accepted.put(pvalue.slot(), pvalue);
        }
        case LogRecord.Learned _ -> {}
        case LogRecord.DecidedUpTo(var slot) -> decided = slot;
      }
    }
    decisions.putIfAbsent(id, new ArrayList<>());
    var open = List.copyOf(accepted.tailMap(decided, false).values());
    var then = installed.getOrDefault(id, first(id));
    var replica =
        new Replica(settings(id, size), promised, open, decided, then, id.value(), time());
    decided(id).forEach(replica::recovered);
    replicas.put(id, replica);
  }

  private Memberships first(NodeId id) {
    return id.value() <= size ? founders(size) : Memberships.UNKNOWN;
  }

  void crash(NodeId id) {
    replicas.remove(id);
  }

  /// From now on, envelopes for which `lost` holds are lost.
  void lose(Predicate<Envelope> lost) {
    this.lost = lost;
  }

  Time time() {
    return new Time(now, 1_000_000 + now);
  }

  /// Gives a replica an input, and carries out everything that follows while no time passes.
  void give(NodeId id, Input input) {
    var replica = replicas.get(id);
    if (replica != null) {
      carry(id, replica.step(time(), List.of(input)));
    }
  }

  private void carry(NodeId id, Effects effects) {
    logs.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(effects.writes());
    decisions.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(effects.decisions());
    notices.addAll(effects.notices());
    effects.now().forEach(this::deliver);
    effects.afterForce().forEach(this::deliver);
    effects.notices().stream()
        .filter(Notice.CatchUp.class::isInstance)
        .map(Notice.CatchUp.class::cast)
        .forEach(asked -> teach(id, asked));
  }

  /// A node that does not know the members gets everything at once, as by a snapshot.
  private void teach(NodeId teacher, Notice.CatchUp asked) {
    if (asked.from().equals(Slot.NONE)) {
      var replica = replica(teacher);
      installed.put(asked.peer(), replica.memberships());
      decisions.put(asked.peer(), new ArrayList<>(decided(teacher)));
      logs.put(
          asked.peer(), new ArrayList<>(List.of(new LogRecord.DecidedUpTo(replica.decided()))));
      give(asked.peer(), new Input.Installed(replica.decided(), replica.memberships(), now));
      return;
    }
    var known =
        decided(teacher).stream().filter(each -> !asked.from().isAfter(each.slot())).toList();
    if (!known.isEmpty()) {
      var last = known.getLast().slot();
      deliver(new Envelope(teacher, asked.peer(), new Message.Decided(known, last)));
    }
  }

  private void deliver(Envelope envelope) {
    said.add(envelope);
    if (!lost.test(envelope)) {
      give(envelope.to(), new Input.Received(envelope.from(), envelope.message()));
    }
  }

  /// Lets this much time pass, in steps of 10 ms.
  void pass(long millis) {
    for (var end = now + millis; now < end; ) {
      now += 10;
      List.copyOf(replicas.keySet()).forEach(id -> give(id, new Input.Tick()));
    }
  }

  /// Lets time pass until a replica leads, and returns it.
  NodeId elect() {
    for (var waited = 0; waited < 20 * SILENCE; waited += 10) {
      pass(10);
      for (var entry : replicas.entrySet()) {
        if (entry.getKey().equals(entry.getValue().leader())) {
          return entry.getKey();
        }
      }
    }
    throw new AssertionError("nobody was elected");
  }

  static Command command(long id) {
    return new Command(new CommandId(id, 0), id, new byte[] {(byte) id});
  }

  void submit(NodeId id, long command) {
    give(id, new Input.Submitted(command(command)));
  }

  Replica replica(NodeId id) {
    var replica = replicas.get(id);
    if (replica == null) {
      throw new AssertionError(id + " is down");
    }
    return replica;
  }

  List<NodeId> others(NodeId id) {
    return replicas.keySet().stream().filter(each -> !each.equals(id)).toList();
  }

  List<Decision> decided(NodeId id) {
    return decisions.getOrDefault(id, List.of());
  }

  /// The commands that a replica decided, by their numbers, in order.
  List<Long> commands(NodeId id) {
    return decided(id).stream()
        .map(Decision::proposal)
        .filter(Proposal.Batch.class::isInstance)
        .flatMap(batch -> ((Proposal.Batch) batch).commands().stream())
        .map(command -> command.id().high())
        .toList();
  }

  List<Envelope> said() {
    return said;
  }

  List<Notice> notices() {
    return notices;
  }
}
