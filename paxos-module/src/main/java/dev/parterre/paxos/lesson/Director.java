package dev.parterre.paxos.lesson;

import dev.parterre.paxos.core.Input;
import dev.parterre.paxos.members.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Carries out the instructions of a script on a stage.
final class Director {

  /// A condition that is waited for comes true by then, or not at all.
  private static final int UNTIL_MILLIS_MAX = 60_000;

  private final Wanted wanted;
  private @Nullable Stage stage;
  private long seed;
  private Chance fails;
  private int round;

  /// @param wanted takes the place of what the script says of it
  Director(Wanted wanted) {
    this.wanted = wanted;
    seed = wanted.seed() == null ? 1 : wanted.seed();
    fails = wanted.fails() == null ? Chance.NEVER : wanted.fails();
    if (wanted.nodes() != null) {
      stage = new Stage(wanted.nodes(), seed);
    }
  }

  /// Null until there are nodes.
  @Nullable Stage stage() {
    return stage;
  }

  private Stage set() {
    if (stage == null) {
      throw new LessonException("there are no nodes yet: \"nodes 3\" comes first");
    }
    return stage;
  }

  /// @return what happened, in sentences
  /// @throws LessonException when it cannot be done, or an expectation does not hold
  List<String> carryOut(Instruction instruction) {
    if (stage != null) {
      stage.chronicle().begin(deliversByItself(instruction));
    }
    switch (instruction) {
      case Instruction.Seed(var next) -> seed(next);
      case Instruction.Nodes(var count) -> nodes(count);
      case Instruction.Fails(var chance) -> fails(chance);
      case Instruction.Propose(var node, var value) -> set().propose(node, value);
      case Instruction.Stand(var node) -> set().node(node).stand();
      case Instruction.Handle handle -> handle(handle);
      case Instruction.Always(var rule) -> set().wire().always(rule);
      case Instruction.AlwaysNothing() -> set().wire().alwaysNothing();
      case Instruction.Settle() -> settle(_ -> true);
      case Instruction.Crash(var node, var point) -> crash(node, point);
      case Instruction.Restart(var node) -> set().restart(set().node(node));
      case Instruction.Cut cut -> cut(cut);
      case Instruction.Heal() -> set().wire().heal();
      case Instruction.Pass(var millis) -> let(millis, false);
      case Instruction.Run(var millis) -> let(millis, true);
      case Instruction.RunUntil(var condition) -> runUntil(condition);
      case Instruction.TakeSnapshot(var node) -> set().node(node).takeSnapshot();
      case Instruction.Join(var node) -> set().join(node);
      case Instruction.Add(var node) -> set().change(leader(), Stage.add(node));
      case Instruction.Remove(var node) -> set().change(leader(), Stage.remove(node));
      case Instruction.Replace(var gone, var node) ->
          set().change(leader(), Stage.replace(gone, node));
      case Instruction.Lead(var node) ->
          set().node(leader()).take(new Input.HandOver(Optional.of(node)));
      case Instruction.Round() -> new Round(set(), fails, ++round, this::settle).play();
      case Instruction.Show() -> Sketch.of(Picture.of(set())).forEach(set().chronicle()::say);
      case Instruction.Expect(var conditions) -> conditions.forEach(this::expect);
    }
    return stage == null ? List.of() : stage.chronicle().take();
  }

  private static boolean deliversByItself(Instruction instruction) {
    return instruction instanceof Instruction.Settle
        || instruction instanceof Instruction.Pass
        || instruction instanceof Instruction.Run
        || instruction instanceof Instruction.RunUntil
        || instruction instanceof Instruction.Round;
  }

  private void seed(long next) {
    seed = wanted.seed() == null ? next : wanted.seed();
    if (stage != null) {
      stage.seed(seed);
    }
  }

  private void nodes(int count) {
    stage = new Stage(wanted.nodes() == null ? count : wanted.nodes(), seed);
    round = 0;
  }

  private void fails(Chance chance) {
    fails = wanted.fails() == null ? chance : wanted.fails();
  }

  private NodeId leader() {
    return set()
        .leader()
        .map(StageNode::id)
        .orElseThrow(() -> new LessonException("nobody leads, so nobody can be asked for it"));
  }

  private void handle(Instruction.Handle handle) {
    var held = handle.deed() == Deed.RELEASE;
    var picked = set().wire().pick(handle.amount(), handle.selector(), held, set().dice());
    if (picked.isEmpty() && !(handle.amount() instanceof Amount.Each)) {
      throw new LessonException("no " + handle.selector() + " is under way");
    }
    for (var parcel : picked) {
      if (handle.deed() == Deed.DELIVER) {
        set().deliver(parcel);
      } else {
        set().wire().apply(handle.deed(), parcel, set().now().millis());
        set().chronicle().say(parcel + " " + done(handle.deed()));
      }
    }
  }

  private static String done(Deed deed) {
    return switch (deed) {
      case DELIVER -> "is delivered";
      case DROP -> "is lost";
      case DOUBLE -> "is under way twice";
      case HOLD -> "is held back";
      case RELEASE -> "is under way again";
    };
  }

  /// Delivers what comes up meanwhile, too.
  private void settle(Predicate<Parcel> which) {
    var there = set();
    for (var next = first(there, which); next.isPresent(); next = first(there, which)) {
      there.deliver(next.get());
    }
  }

  private static Optional<Parcel> first(Stage stage, Predicate<Parcel> which) {
    return stage.wire().parcels().stream().filter(which.and(parcel -> !parcel.held())).findFirst();
  }

  private void crash(NodeId node, @Nullable CrashPoint point) {
    set().node(node).replica();
    if (point == null) {
      set().node(node).crash();
    } else {
      set().node(node).crashAt(point);
      set().chronicle().say("node " + node + " is going to crash " + point);
    }
  }

  private void cut(Instruction.Cut cut) {
    var lost = 0;
    for (var one : cut.these()) {
      for (var other : cut.those()) {
        if (one.equals(other)) {
          throw new LessonException("node " + one + " cannot be cut from itself");
        }
        lost += set().wire().cut(one, other);
      }
    }
    var what = lost == 0 ? "" : "; lost on the way: " + lost;
    set().chronicle().say("no message gets through between them" + what);
  }

  private void let(long millis, boolean delivers) {
    for (var passed = 0L; passed < millis; passed += Stage.TICK_MILLIS) {
      set().tick(delivers);
    }
  }

  private void runUntil(Condition condition) {
    var start = set().now().millis();
    while (condition.objection(set()) instanceof String objection) {
      if (set().now().millis() - start >= UNTIL_MILLIS_MAX) {
        throw new LessonException("waited for a minute in vain: " + objection);
      }
      set().tick(true);
    }
    set().chronicle().say("that took " + (set().now().millis() - start) + " ms");
  }

  private void expect(Condition condition) {
    var objection = condition.objection(set());
    if (objection != null) {
      throw new LessonException("that is not so: " + objection);
    }
  }
}
