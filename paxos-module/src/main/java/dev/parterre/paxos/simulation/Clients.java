package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Consistency;
import dev.parterre.paxos.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Callers in a closed loop: each submits a command to some node and, whatever happens, asks again
/// under the same id until it is answered; now and then it reads, or repeats an old command.
final class Clients {

  private static final int REFUSED_MICROS = 300_000;
  private static final int HEARD_MICROS = 100;
  private static final double LARGE = 0.25;

  private final World world;
  private final Setup setup;
  private final Checker checker;
  private final Dice dice;
  private final Counters counters;
  private final List<Request> requests = new ArrayList<>();
  private final Set<SimulatedNode> owing = new HashSet<>();
  private List<SimulatedNode> nodes;
  private long restUntilMicros;
  private long acknowledgedIndex;
  private int open;
  private int acknowledged;
  private int reads;
  private boolean ending;

  Clients(
      World world,
      Setup setup,
      Checker checker,
      Dice dice,
      Counters counters,
      List<SimulatedNode> nodes) {
    this.world = world;
    this.setup = setup;
    this.checker = checker;
    this.dice = dice;
    this.counters = counters;
    this.nodes = nodes;
  }

  void start() {
    for (var client = 0; client < setup.clients(); client++) {
      world.after(dice.between(0, 200_000), this::next);
    }
  }

  /// They ask nobody for a while.
  void rest(long micros) {
    restUntilMicros = world.micros() + micros;
  }

  /// No new commands are submitted; open ones still need an answer. From now on only these nodes
  /// are asked, as long as they are members, and each of them has to answer a read.
  void end(List<SimulatedNode> healed) {
    ending = true;
    nodes = healed;
    owing.addAll(healed);
    healed.forEach(this::readInTheEnd);
  }

  private void next() {
    if (ending) {
      return;
    }
    if (dice.chance(0.4)) {
      read(pick());
    }
    open++;
    submit(choose(), pick());
  }

  private Request choose() {
    if (!requests.isEmpty() && dice.chance(0.1)) {
      var old = dice.oneOf(requests);
      if (!old.refused && !isTooOld(old)) {
        counters.count(Sometimes.COMMAND_ASKED_AGAIN);
        old.askers++;
        return old;
      }
    }
    var request = new Request(requests.size() + 1, acknowledgedIndex, bytes());
    request.askers++;
    requests.add(request);
    return request;
  }

  /// The size of a command; most are small.
  private int bytes() {
    var largest = setup.surroundings().largestBytes();
    return dice.chance(LARGE) ? dice.between(largest / 2, largest) : 0;
  }

  private boolean isTooOld(Request request) {
    return request.isTooOld(checker, setup.surroundings());
  }

  private SimulatedNode pick() {
    while (true) {
      var node = dice.oneOf(nodes);
      if (node.isBought() && (!ending || isMember(node))) {
        return node;
      }
    }
  }

  private boolean isMember(SimulatedNode node) {
    return checker.members().contains(node.id());
  }

  /// Submits at `node`; asks elsewhere if the answer does not say what happened, or does not come.
  private void submit(Request request, SimulatedNode node) {
    if (isTooOld(request)) {
      counters.count(Sometimes.GIVEN_UP_BEFORE_IT_IS_FORGOTTEN);
      done();
      return;
    }
    var loop = node.loop();
    if (loop == null) {
      again(request);
      return;
    }
    var command = request.submit(checker);
    checker.submitted(command.id());
    var asked = world.millis();
    var reply = new CompletableFuture<Reply>();
    world.after(setup.clientPatienceMillis() * 1000L, () -> impatient(request, reply));
    var _ = loop.reception().submit(command).thenAccept(told -> hear(request, reply, told, asked));
    node.wake();
  }

  private void impatient(Request request, CompletableFuture<Reply> reply) {
    if (reply.complete(new Reply.OutcomeUnknown())) {
      submit(request, pick());
    }
  }

  private void again(Request request) {
    var rest = Math.max(0, restUntilMicros - world.micros());
    world.after(rest + dice.between(1000, REFUSED_MICROS), () -> submit(request, pick()));
  }

  /// The answer is judged later, not in the callback: a future would swallow a broken invariant.
  private void hear(Request request, CompletableFuture<Reply> reply, Reply told, long asked) {
    if (told instanceof Reply.OutcomeUnknown && world.millis() - asked < setup.silenceMillis()) {
      counters.count(Sometimes.RETRY_TOO_OLD_TO_BE_APPLIED);
    }
    if (reply.complete(told)) {
      world.after(dice.between(0, HEARD_MICROS), () -> answered(request, told));
    }
  }

  private void answered(Request request, Reply reply) {
    switch (reply) {
      case Reply.Applied applied -> {
        acknowledge(request, applied);
        done();
      }
      case Reply.Failed failed -> throw new Violation("no command fails: " + failed);
      case Reply.Reused() -> throw new Violation("an id is not used for two commands");
      case Reply.Unavailable() when request.submitted == 1 && request.askers == 1 -> {
        // Refused at its only attempt: it must never be applied. The client gives it up.
        counters.count(Sometimes.COMMAND_REFUSED);
        request.refused = true;
        done();
      }
      case Reply.OutcomeUnknown() -> {
        counters.count(Sometimes.OUTCOME_UNKNOWN);
        again(request);
      }
      case Reply.InProgress(), Reply.Unavailable() -> again(request);
    }
  }

  /// A command that nobody else asks for.
  Request newRequest() {
    var request = new Request(requests.size() + 1, acknowledgedIndex, 0);
    request.askers++;
    requests.add(request);
    return request;
  }

  void acknowledge(Request request, Reply.Applied applied) {
    var before = request.answer;
    if (before == null) {
      check(applied.index() > request.after, "a command comes after what was known before it");
      acknowledged++;
      request.answer = applied;
    } else {
      check(
          before.index() == applied.index() && Arrays.equals(before.outcome(), applied.outcome()),
          "a command asked for again has the same index and outcome");
    }
    acknowledgedIndex = Math.max(acknowledgedIndex, applied.index());
    world.note(applied.index());
  }

  private void done() {
    open--;
    world.after(dice.between(0, setup.thinkMicros()), this::next);
  }

  /// Reads at `node` once more, unless it has answered since the end began, or never will.
  private void readInTheEnd(SimulatedNode node) {
    if (node.isGone()) {
      owing.remove(node);
    }
    if (owing.contains(node)) {
      read(node);
      world.after(setup.silenceMillis() * 1000L, () -> readInTheEnd(node));
    }
  }

  private void read(SimulatedNode node) {
    var loop = node.loop();
    if (loop != null) {
      var least = acknowledgedIndex;
      var last = ending;
      var _ =
          loop.reception()
              .read(new Consistency.Linearizable(), JournalMachine::digest)
              .thenAccept(told -> world.after(0, () -> checkRead(node, told, least, last)));
      node.wake();
    }
  }

  private void checkRead(SimulatedNode node, Answer<Long> answer, long least, boolean last) {
    if (answer instanceof Answer.Found<Long>(var index, var digest)) {
      counters.count(Sometimes.LINEARIZABLE_READ);
      reads++;
      check(index >= least, "a read shows what was acknowledged or read before it");
      checker.read(index, digest);
      acknowledgedIndex = Math.max(acknowledgedIndex, index);
      if (last) {
        owing.remove(node);
      }
    } else {
      counters.count(Sometimes.READ_REFUSED);
    }
  }

  boolean areAllAnswered() {
    return open == 0 && owing.stream().noneMatch(this::isMember);
  }

  /// Whether every acknowledged command is in this state.
  boolean haveAll(JournalMachine machine) {
    return requests.stream()
        .allMatch(request -> request.answer == null || machine.hasApplied(request.number));
  }

  /// Checks that this state holds every acknowledged command, and no refused one.
  void checkNothingLost(JournalMachine machine) {
    for (var request : requests) {
      var applied = machine.hasApplied(request.number);
      check(!request.refused || !applied, "refused and applied: command " + request.number);
      check(request.answer == null || applied, "acknowledged and lost: command " + request.number);
    }
  }

  int acknowledged() {
    return acknowledged;
  }

  int reads() {
    return reads;
  }
}
