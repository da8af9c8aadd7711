package dev.parterre.paxos.core;

import dev.parterre.paxos.members.Change;
import java.util.List;

/// What one slot can decide.
public sealed interface Proposal {

  /// The bytes of the commands.
  default long bytes() {
    return switch (this) {
      case NoOp(), Reconfigure _, Administer _ -> 0;
      case Batch(_, var commands) ->
          commands.stream().mapToLong(command -> command.payload().length).sum();
    };
  }

  /// The replicated time that it carries; 0 if it carries none.
  default long stampMillis() {
    return this instanceof Administer(Directive.AdvanceTime(var millis)) ? millis : 0;
  }

  /// Fills a gap that an earlier leader left; changes nothing and takes no index.
  record NoOp() implements Proposal {}

  /// Changes the members, unless there is an objection to it when it is decided; takes no index.
  record Reconfigure(Change change) implements Proposal {}

  /// Changes the replicated state itself; takes an index if it changes anything.
  record Administer(Directive directive) implements Proposal {}

  /// Commands in their order, with the replicated time at which the leader proposed them. A batch
  /// without commands is a tick: it only advances the replicated time.
  ///
  /// @param stampMillis replicated time, milliseconds since the Unix epoch
  record Batch(long stampMillis, List<Command> commands) implements Proposal {
    public Batch {
      commands = List.copyOf(commands);
    }
  }
}
