package dev.parterre.paxos;

import dev.parterre.paxos.Callers.Query;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An item in the mailbox of an event loop.
sealed interface Item<S extends StateMachine> {

  /// Roughly the memory that it holds beyond what every item does.
  default long bytes() {
    return switch (this) {
      case Submission<S>(var command, _) -> command.payload().length;
      case Delivery<S>(var envelopes) ->
          envelopes.stream().mapToLong(envelope -> Payloads.bytes(envelope.message())).sum();
      case Read<S> _, ChangeAsked<S> _, HandOver<S> _, SnapshotFetched<S> _ -> 0;
      case DirectiveAsked<S> _, SnapshotRead<S> _, SnapshotNotRead<S> _, SnapshotWritten<S> _ -> 0;
      case SnapshotGone<S> _,
          Lost<S> _,
          LevelSaid<S> _,
          Receiving<S> _,
          StatusAsked<S> _,
          BackupAsked<S> _ ->
          0;
    };
  }

  record Submission<S extends StateMachine>(Command command, CompletableFuture<Reply> reply)
      implements Item<S> {}

  record Read<S extends StateMachine>(Consistency consistency, Query<S, ?> query)
      implements Item<S> {}

  record Delivery<S extends StateMachine>(List<Envelope> envelopes) implements Item<S> {}

  record ChangeAsked<S extends StateMachine>(
      Change change, CompletableFuture<MembershipReply> reply) implements Item<S> {}

  record DirectiveAsked<S extends StateMachine>(
      Directive directive, CompletableFuture<DirectiveReply> reply) implements Item<S> {}

  /// @param to empty: any member but this node
  record HandOver<S extends StateMachine>(Optional<NodeId> to, CompletableFuture<Boolean> done)
      implements Item<S> {}

  record SnapshotFetched<S extends StateMachine>(Snapshot snapshot) implements Item<S> {}

  record SnapshotGone<S extends StateMachine>(NodeId peer, Snapshot snapshot) implements Item<S> {}

  record SnapshotRead<S extends StateMachine>(Archive.Found found) implements Item<S> {}

  record SnapshotNotRead<S extends StateMachine>(IOException failure) implements Item<S> {}

  record SnapshotWritten<S extends StateMachine>(@Nullable IOException failure)
      implements Item<S> {}

  record Lost<S extends StateMachine>(NodeId peer) implements Item<S> {}

  record LevelSaid<S extends StateMachine>(NodeId peer, int level) implements Item<S> {}

  record BackupAsked<S extends StateMachine>(
      String clusterId, CompletableFuture<Answer<Backup>> reply) implements Item<S> {}

  record Receiving<S extends StateMachine>(NodeId peer) implements Item<S> {}

  record StatusAsked<S extends StateMachine>(CompletableFuture<Status> status) implements Item<S> {}
}
