package dev.parterre.paxos.simulation;

import static dev.parterre.paxos.simulation.Violation.check;

import dev.parterre.paxos.Answer;
import dev.parterre.paxos.Reply;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.CommandId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Callers in a closed loop: each submits a command to some node and, whatever happens to it, asks
/// again under the same id until it is answered; now and then it reads, or asks for an old command.
final class Clients {

  private static final int RETRY_MICROS = 4_000_000;

  private final World world;
  private final Checker checker;
  private final List<SimulatedNode> nodes;
  private final Map<Long, Reply.Applied> acknowledged = new HashMap<>();
  private final Map<Long, Integer> submitted = new HashMap<>();
  private final Set<Long> refused = new HashSet<>();
  private long numbers;
  private long acknowledgedIndex;
  private int open;
  private int reads;
  private boolean ending;

  Clients(World world, Checker checker, List<SimulatedNode> nodes) {
    this.world = world;
    this.checker = checker;
    this.nodes = nodes;
  }

  void start(int clients) {
    for (var client = 0; client < clients; client++) {
      world.after(world.between(0, 200_000), this::next);
    }
  }

  /// No new commands; those that are open still want their answer.
  void end() {
    ending = true;
  }

  private void next() {
    if (ending) {
      return;
    }
    if (world.chance(0.4)) {
      read();
    }
    var again = numbers > 0 && world.chance(0.1);
    var number = again ? 1 + Math.floorMod(world.nextLong(), numbers) : ++numbers;
    if (refused.contains(number)) {
      number = ++numbers;
    }
    open++;
    submit(number, pick());
  }

  private SimulatedNode pick() {
    return nodes.get(world.between(0, nodes.size() - 1));
  }

  /// Submits at `node`; asks again elsewhere when the answer is no answer, or does not come.
  private void submit(long number, SimulatedNode node) {
    var command = command(number);
    submitted.merge(number, 1, Integer::sum);
    checker.submitted(command.id());
    var reply = new CompletableFuture<Reply>();
    world.after(RETRY_MICROS, () -> retry(number, reply));
    var loop = node.loop();
    if (loop != null) {
      var _ = loop.submit(command).thenAccept(told -> hear(number, reply, told));
      node.wake();
    }
  }

  private void retry(long number, CompletableFuture<Reply> reply) {
    if (reply.complete(new Reply.OutcomeUnknown())) {
      submit(number, pick());
    }
  }

  /// Judged later, not where the answer is given: a future would keep a broken invariant for
  /// itself.
  private void hear(long number, CompletableFuture<Reply> reply, Reply told) {
    if (reply.complete(told)) {
      world.after(world.between(0, 100), () -> answered(number, told));
    }
  }

  private static Command command(long number) {
    var payload = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return new Command(new CommandId(number, ~number), number, payload);
  }

  private void answered(long number, Reply reply) {
    switch (reply) {
      case Reply.Applied applied -> {
        var before = acknowledged.putIfAbsent(number, applied);
        var same =
            before == null
                || (before.index() == applied.index()
                    && Arrays.equals(before.outcome(), applied.outcome()));
        check(same, "a command asked for again has the same index and outcome");
        acknowledgedIndex = Math.max(acknowledgedIndex, applied.index());
        world.note(applied.index());
        open--;
        world.after(world.between(0, 50_000), this::next);
      }
      case Reply.Reused() -> throw new Violation("an id is not used for two commands");
      case Reply.Unavailable() when submitted.getOrDefault(number, 0) == 1 -> refused(number);
      case Reply.InProgress(), Reply.Unavailable(), Reply.OutcomeUnknown() ->
          world.after(world.between(1000, 300_000), () -> submit(number, pick()));
    }
  }

  /// Refused at its only try: it must never be applied. The client gives it up.
  private void refused(long number) {
    refused.add(number);
    open--;
    world.after(world.between(0, 50_000), this::next);
  }

  private void read() {
    var node = pick();
    var loop = node.loop();
    if (loop == null) {
      return;
    }
    var least = acknowledgedIndex;
    var _ =
        loop.read(true, 0, JournalMachine::digest)
            .thenAccept(answer -> world.after(0, () -> checkRead(answer, least)));
    node.wake();
  }

  private void checkRead(Answer<Long> answer, long least) {
    if (answer instanceof Answer.Found<Long>(var index, _)) {
      reads++;
      check(index >= least, "a read shows what was acknowledged or read before it");
      acknowledgedIndex = Math.max(acknowledgedIndex, index);
    }
  }

  boolean areAllAnswered() {
    return open == 0;
  }

  /// Every acknowledged command is in the state of this node, and no refused one.
  void checkNothingLost(SimulatedNode node) {
    var machine = Objects.requireNonNull(node.machine(), "every node is up in the end");
    check(machine.nextDueMillis().isEmpty(), "an alarm that was due has rung");
    for (var number : refused) {
      check(!machine.hasApplied(number), "refused and applied: command " + number);
    }
    for (var number : acknowledged.keySet()) {
      check(machine.hasApplied(number), "acknowledged and lost: command " + number);
    }
  }

  int acknowledged() {
    return acknowledged.size();
  }

  int reads() {
    return reads;
  }
}
