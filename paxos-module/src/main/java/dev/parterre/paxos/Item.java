package dev.parterre.paxos;

import dev.parterre.paxos.Callers.Query;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.core.NodeId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What waits in the mailbox of an event loop.
sealed interface Item<S extends StateMachine> {
  record Submission<S extends StateMachine>(Command command, CompletableFuture<Reply> reply)
      implements Item<S> {}

  record Read<S extends StateMachine>(boolean linearizable, long minIndex, Query<S, ?> query)
      implements Item<S> {}

  record Delivery<S extends StateMachine>(List<Envelope> envelopes, Runnable turnEnded)
      implements Item<S> {}

  record Lost<S extends StateMachine>(NodeId peer) implements Item<S> {}

  record StatusAsked<S extends StateMachine>(CompletableFuture<Status> status) implements Item<S> {}
}
