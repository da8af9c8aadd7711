package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.DirectiveReply;
import dev.parterre.paxos.EventLoop;
import dev.parterre.paxos.MembershipReply;
import dev.parterre.paxos.Reply;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.crash.CrashPlan;
import dev.parterre.paxos.crash.CrashPoint;
import dev.parterre.paxos.crash.CrashPoints;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.members.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A cluster of the simulation for which a test says what happens, in order. The checker of the
/// simulation sees every step; an [OutsideView] judges what the nodes learned.
final class Stage {

  /// How often each scene is played, each time with other delays, and other losses at each crash.
  private static final int SEEDS = 20;

  private static final int FOR_EVER_MILLIS = 10_000_000;
  private static final int PATIENCE_MILLIS = 20_000;

  private static final Runnable CRASH =
      () -> {
        throw new SimulatedCrash();
      };

  interface Scene {
    void play(Stage stage);
  }

  private final World world = new World();
  private final Counters counters = new Counters();
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final List<CrashPoints> crashPoints = new ArrayList<>();
  private final Wires wires;
  private final OutsideView view;

  private Stage(long seed, Setup setup, Mutant mutant) {
    var timekeeper = new Timekeeper(world, setup);
    var checker = new Checker(setup.founders(Mutant.NONE), counters, timekeeper);
    var network =
        new Network(world, checker, new Dice(seed, Dice.NETWORK), counters, setup, mutant);
    for (var id : setup.ids()) {
      var own = new Dice(seed, Dice.NODES + id.value());
      var node =
          new SimulatedNode(id, world, setup, network, checker, timekeeper, mutant, counters, own);
      var points = new CrashPoints(CRASH);
      node.crashAt(points);
      crashPoints.add(points);
      nodes.add(node);
      network.add(node);
      world.add(node);
    }
    wires = new Wires(network, nodes);
    view = new OutsideView(checker, nodes);
  }

  static void play(int nodes, Scene scene) {
    play(setup(nodes), Mutant.NONE, scene);
  }

  /// @throws AssertionError naming the seed that went wrong
  static void play(Setup setup, Mutant mutant, Scene scene) {
    for (var seed = 1; seed <= SEEDS; seed++) {
      var stage = new Stage(seed, setup, mutant);
      try {
        scene.play(stage);
        stage.view.checkSoFar();
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError(
            "seed %d: %s; %s".formatted(seed, broken.getMessage(), stage.nodes), broken);
      }
    }
  }

  static Setup setup(int nodes) {
    return setup(nodes, 10_000);
  }

  /// @param snapshotSlots slots between two snapshots
  static Setup setup(int nodes, int snapshotSlots) {
    return setup(nodes, snapshotSlots, Surroundings.PLAIN);
  }

  static Setup setup(int nodes, int snapshotSlots, Surroundings surroundings) {
    var draft = new SetupDraft();
    draft.nodes = nodes;
    draft.electing = nodes / 2 + 1;
    draft.accepting = draft.electing;
    draft.windowSlots = 4;
    draft.batchCommands = 4;
    draft.batchBytes = 10_000;
    draft.heartbeatMillis = 100;
    draft.silenceMillis = 500;
    draft.resendMillis = 250;
    draft.snapshotSlots = snapshotSlots;
    draft.snapshotBytes = 1_000_000;
    draft.tailSlots = 2;
    draft.surroundings = surroundings;
    return draft.setup();
  }

  int[] all() {
    return IntStream.rangeClosed(1, nodes.size()).toArray();
  }

  Wires wires() {
    return wires;
  }

  int[] allBut(int... some) {
    return Arrays.stream(all())
        .filter(id -> Arrays.stream(some).noneMatch(each -> each == id))
        .toArray();
  }

  int startAll() {
    start(all());
    until("the rules are founded", () -> Arrays.stream(all()).allMatch(this::isFounded));
    return leader();
  }

  private boolean isFounded(int id) {
    var loop = node(id).loop();
    return loop != null && loop.applied().isAfter(Slot.NONE);
  }

  void start(int... which) {
    for (var id : which) {
      node(id).heal();
      node(id).crashAfter(Integer.MAX_VALUE, FOR_EVER_MILLIS);
    }
  }

  void crash(int... which) {
    for (var id : which) {
      node(id).stop();
    }
  }

  /// The node crashes when it next comes to this point, having sent what it sends there only to
  /// some.
  void crashAt(int id, CrashPoint point, int... only) {
    var peers = Arrays.stream(only).mapToObj(NodeId::new).collect(Collectors.toSet());
    crashPoints
        .get(id - 1)
        .arm(
            new CrashPlan(
                point, 1, Optional.<Set<NodeId>>of(peers).filter(some -> !some.isEmpty())));
  }

  void nobodyCrashes() {
    crashPoints.forEach(CrashPoints::disarm);
  }

  boolean isDown(int id) {
    return node(id).loop() == null;
  }

  void untilDown(int id) {
    until("node " + id + " has crashed", () -> isDown(id));
  }

  /// Its next write, or its next force, fails.
  void failDisk(int id, boolean full) {
    node(id).failDiskSoon(full, FOR_EVER_MILLIS);
  }

  void pause(int id, int millis) {
    node(id).pause(millis * 1000L);
  }

  void run(int millis) {
    world.runUntil(world.millis() + millis);
  }

  void until(String what, BooleanSupplier isSo) {
    var latest = world.millis() + PATIENCE_MILLIS;
    while (!isSo.getAsBoolean()) {
      check(world.millis() < latest, "in time: " + what);
      run(1);
    }
  }

  /// Waits for a leader that a majority follows.
  int leader() {
    return leaderOtherThan(0);
  }

  int leaderOtherThan(int old) {
    until("a leader other than " + old, () -> followed(old) != 0);
    return followed(old);
  }

  private int followed(int old) {
    for (var node : nodes) {
      var id = node.id();
      var followers = nodes.stream().filter(each -> id.equals(each.news().leader())).count();
      if (id.value() != old
          && node.loop() != null
          && id.equals(node.news().leader())
          && 2 * followers > nodes.size()) {
        return id.value();
      }
    }
    return 0;
  }

  /// Asks the leader to hand over to a node.
  void handOver(int leader, int to) {
    var _ = loop(leader).reception().handOver(Optional.of(new NodeId(to)));
    node(leader).wake();
  }

  CompletableFuture<DirectiveReply> administer(int at, Directive directive) {
    var reply = loop(at).reception().administer(directive);
    node(at).wake();
    return reply;
  }

  CompletableFuture<MembershipReply> change(int at, Change change) {
    var reply = loop(at).reception().change(change);
    node(at).wake();
    return reply;
  }

  /// Asks a node for these commands, once. A node that is down does not hear it.
  void submit(int at, long... numbers) {
    for (var number : numbers) {
      view.submit(node(at), number);
    }
  }

  /// Asks a node for a command of this many bytes, once.
  void submitLarge(int at, long number, int bytes) {
    view.submit(node(at), number, bytes);
  }

  long millis() {
    return world.millis();
  }

  void untilAcknowledged(long... numbers) {
    for (var number : numbers) {
      until("command " + number + " is acknowledged", () -> view.reply(number).isPresent());
    }
  }

  void untilLearned(long number, int... by) {
    for (var id : by) {
      until(id + " learns command " + number, () -> learned(id).contains(number));
    }
  }

  /// What came of a command, if it was acknowledged.
  Optional<Reply.Applied> reply(long number) {
    return view.reply(number);
  }

  /// Asks a node, with a linearizable read, what was learned.
  CompletableFuture<Answer<List<Long>>> read(int at) {
    var answer =
        loop(at).reception().read(new Consistency.Linearizable(), JournalMachine::sequence);
    node(at).wake();
    return answer;
  }

  /// How often a command was acknowledged.
  int replies(long number) {
    return view.replies(number);
  }

  /// The commands that a node learned, in order.
  List<Long> learned(int id) {
    return view.learned(node(id));
  }

  long counted(Sometimes what) {
    return counters.counts().getOrDefault(what, 0L);
  }

  /// Ends everything that is wrong, asks again for whatever was asked until it is answered, and
  /// waits until every node has learned all of it.
  void settle() {
    wires.mend();
    nobodyCrashes();
    start(all());
    until(
        "everything asked is answered",
        () -> {
          if (world.millis() % 100 == 0) {
            view.askAgain(node(1 + (int) (world.millis() / 100 % nodes.size())));
          }
          return view.isAllAcknowledged();
        });
    until("everybody has learned everything", view::isAllLearned);
  }

  /// As [#settle], without asking again: what was asked has to happen by itself.
  void untilAllLearned() {
    until("everybody has learned everything", view::isAllLearned);
  }

  private EventLoop<JournalMachine> loop(int id) {
    var loop = node(id).loop();
    if (loop == null) {
      throw new AssertionError(id + " is down");
    }
    return loop;
  }

  private SimulatedNode node(int id) {
    return nodes.get(id - 1);
  }
}
