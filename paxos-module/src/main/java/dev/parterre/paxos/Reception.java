package dev.parterre.paxos;

import dev.parterre.paxos.Callers.Query;
import dev.parterre.paxos.core.Command;
import dev.parterre.paxos.core.Directive;
import dev.parterre.paxos.core.Envelope;
import dev.parterre.paxos.http.Transport;
import dev.parterre.paxos.members.Change;
import dev.parterre.paxos.members.NodeId;
import dev.parterre.paxos.snapshot.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where callers, operators and peers reach an event loop, on any thread: everything is put into
/// the mailbox, or refused when that is full.
public final class Reception<S extends StateMachine> implements Transport.Inbox {

  private final Mailbox<Item<S>> mailbox;

  Reception(Mailbox<Item<S>> mailbox) {
    this.mailbox = mailbox;
  }

  /// See [PaxosNode#submit].
  public CompletableFuture<Reply> submit(Command command) {
    var reply = new CompletableFuture<Reply>();
    if (!mailbox.offer(new Item.Submission<>(command, reply))) {
      reply.complete(new Reply.Unavailable());
    }
    return reply;
  }

  /// See [PaxosNode#read].
  public <R> CompletableFuture<Answer<R>> read(
      Consistency consistency, Function<? super S, R> function) {
    var query = new Query<S, R>(function, new CompletableFuture<>());
    if (!mailbox.offer(new Item.Read<>(consistency, query))) {
      query.refuse();
    }
    return query.answer();
  }

  public CompletableFuture<Status> askStatus() {
    var status = new CompletableFuture<Status>();
    if (!mailbox.offer(new Item.StatusAsked<>(status))) {
      status.completeExceptionally(new IllegalStateException("the node is overloaded"));
    }
    return status;
  }

  /// The state at the time when the request is taken.
  CompletableFuture<Answer<Backup>> askBackup(String clusterId) {
    var reply = new CompletableFuture<Answer<Backup>>();
    if (!mailbox.offer(new Item.BackupAsked<>(clusterId, reply))) {
      reply.complete(new Answer.Unavailable<>());
    }
    return reply;
  }

  /// See [PaxosNode#change].
  public CompletableFuture<MembershipReply> change(Change change) {
    var reply = new CompletableFuture<MembershipReply>();
    if (!mailbox.offer(new Item.ChangeAsked<>(change, reply))) {
      reply.complete(new MembershipReply.OutcomeUnknown());
    }
    return reply;
  }

  /// See [PaxosNode#administer].
  public CompletableFuture<DirectiveReply> administer(Directive directive) {
    var reply = new CompletableFuture<DirectiveReply>();
    if (!mailbox.offer(new Item.DirectiveAsked<>(directive, reply))) {
      reply.complete(new DirectiveReply.OutcomeUnknown());
    }
    return reply;
  }

  /// See [PaxosNode#handOver].
  public CompletableFuture<Boolean> handOver(Optional<NodeId> to) {
    var done = new CompletableFuture<Boolean>();
    if (!mailbox.offer(new Item.HandOver<>(to, done))) {
      done.complete(false);
    }
    return done;
  }

  @Override
  public boolean deliver(List<Envelope> envelopes) {
    return mailbox.offer(new Item.Delivery<>(List.copyOf(envelopes)));
  }

  @Override
  public void receiving(NodeId peer) {
    mailbox.offer(new Item.Receiving<>(peer));
  }

  @Override
  public void unreachable(NodeId peer) {
    mailbox.offer(new Item.Lost<>(peer));
  }

  @Override
  public void reads(NodeId peer, int level) {
    mailbox.put(new Item.LevelSaid<>(peer, level));
  }

  @Override
  public void fetched(Snapshot snapshot) {
    mailbox.put(new Item.SnapshotFetched<>(snapshot));
  }

  @Override
  public void gone(NodeId peer, Snapshot snapshot) {
    mailbox.put(new Item.SnapshotGone<>(peer, snapshot));
  }

  Archive.Ends archiveEnds() {
    return new Archive.Ends() {
      @Override
      public void written(@Nullable IOException failure) {
        mailbox.put(new Item.SnapshotWritten<>(failure));
      }

      @Override
      public void read(Archive.Found found) {
        mailbox.put(new Item.SnapshotRead<>(found));
      }

      @Override
      public void notRead(IOException failure) {
        mailbox.put(new Item.SnapshotNotRead<>(failure));
      }
    };
  }

  /// Takes nothing in any more, and answers everyone who waits in the mailbox.
  ///
  /// @param last the last status of the node
  void dismiss(Status last) {
    for (var item : mailbox.close()) {
      switch (item) {
        case Item.Submission<S>(_, var reply) -> reply.complete(new Reply.Unavailable());
        case Item.Read<S>(_, var query) -> query.refuse();
        case Item.ChangeAsked<S>(_, var reply) ->
            reply.complete(new MembershipReply.OutcomeUnknown());
        case Item.DirectiveAsked<S>(_, var reply) ->
            reply.complete(new DirectiveReply.OutcomeUnknown());
        case Item.HandOver<S>(_, var done) -> done.complete(false);
        case Item.Delivery<S> _, Item.Receiving<S> _, Item.Lost<S> _ -> {}
        case Item.LevelSaid<S> _ -> {}
        case Item.SnapshotFetched<S> _, Item.SnapshotGone<S> _, Item.SnapshotWritten<S> _ -> {}
        case Item.SnapshotRead<S> _, Item.SnapshotNotRead<S> _ -> {}
        case Item.StatusAsked<S>(var status) -> status.complete(last);
        case Item.BackupAsked<S>(_, var reply) -> reply.complete(new Answer.Unavailable<>());
      }
    }
  }
}
